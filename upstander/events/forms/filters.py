"""What one may choose to see fewer events."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from upstander.core.languages import Language
from upstander.events.states import EventKind

ALL = [("", _("All"))]


class FilterForm(forms.Form):
    """Three lists. What is no choice is passed over, so that an old address still opens."""

    region = forms.ChoiceField(label=_("Region"), required=False)
    kind = forms.ChoiceField(label=_("Kind"), required=False)
    language = forms.ChoiceField(label=_("Language"), required=False)

    def __init__(
        self, data: Any, *, regions: Iterable[tuple[str, str]], languages: Iterable[Language]
    ) -> None:
        super().__init__(data)
        own = [(row.code, row.name) for row in languages]
        for name, choices in (
            ("region", [*regions]),
            ("kind", EventKind.choices),
            ("language", own),
        ):
            self.fields[name].choices = [*ALL, *choices]  # type: ignore[attr-defined]

    @property
    def chosen(self) -> dict[str, str]:
        """Those that were chosen, by name."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}

    @property
    def query(self) -> str:
        """The same as part of an address, for links to other pages."""
        return "".join(f"&{name}={value}" for name, value in self.chosen.items())
