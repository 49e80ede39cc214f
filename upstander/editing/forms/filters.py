"""What one may choose to see less of the board."""

from collections.abc import Iterable
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.utils.translation import gettext_lazy as _

from upstander.core.languages import table
from upstander.editing.shapes import SOURCES
from upstander.editing.states import Standing

ALL = [("", _("All"))]


class FilterForm(forms.Form):
    """Three lists. What is no choice is passed over, so that an old address still opens."""

    kind = forms.ChoiceField(label=_("Kind"), required=False)
    language = forms.ChoiceField(label=_("Language"), required=False)
    state = forms.ChoiceField(label=_("State"), required=False)

    def __init__(self, data: Any, *, languages: Iterable[str]) -> None:
        super().__init__(data)
        kinds = [(source.kind, source.label) for source in SOURCES.values()]
        states = [(s.value, s.label) for s in Standing if s != Standing.SOURCE]
        own = [(code, table()[code].name) for code in languages]
        for name, choices in (("kind", kinds), ("language", own), ("state", states)):
            self.fields[name].choices = [*ALL, *choices]  # type: ignore[attr-defined]

    @property
    def chosen(self) -> dict[str, str]:
        """Those that were chosen, by name; "" where not."""
        self.is_valid()
        return {name: self.cleaned_data.get(name, "") for name in self.fields}

    @property
    def query(self) -> str:
        """They again, for the links to other pages of the list."""
        found = {name: value for name, value in self.chosen.items() if value}
        return f"&{urlencode(found)}" if found else ""
