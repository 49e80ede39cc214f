"""Which words go out, and the file in which they come back."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from upstander.core.languages import table
from upstander.editing.rules.po import MOST_BYTES
from upstander.editing.shapes import SOURCES


def named(codes: Iterable[str]) -> list[tuple[str, str]]:
    """Each language by its own name."""
    return [(code, table()[code].name) for code in codes]


class ExportForm(forms.Form):
    """What to take out."""

    language = forms.ChoiceField(label=_("Language"))
    kind = forms.ChoiceField(label=_("Kind"), required=False)
    only_open = forms.BooleanField(label=_("Only what nobody has reviewed"), required=False)
    # One piece alone, from its page.
    key = forms.CharField(widget=forms.HiddenInput, required=False, max_length=160)

    def __init__(self, *args: Any, languages: Iterable[str], **kwargs: Any) -> None:
        super().__init__(*args, **{"auto_id": "out_%s", **kwargs})
        kinds = [(source.kind, source.label) for source in SOURCES.values()]
        self.fields["language"].choices = named(languages)  # type: ignore[attr-defined]
        self.fields["kind"].choices = [("", _("All")), *kinds]  # type: ignore[attr-defined]


class ImportForm(forms.Form):
    """The file of one language. What is wrong with it is said by the rules of PO files."""

    language = forms.ChoiceField(label=_("Language"))
    file = forms.FileField(
        label=_("PO file"), allow_empty_file=True, max_length=200,
        widget=forms.FileInput({"accept": ".po,.pot,text/x-gettext-translation"}),
        error_messages={"required": _("Choose the file that you translated.")},
    )  # fmt: skip

    def __init__(self, *args: Any, languages: Iterable[str], **kwargs: Any) -> None:
        super().__init__(*args, **{"auto_id": "in_%s", **kwargs})
        self.fields["language"].choices = named(languages)  # type: ignore[attr-defined]

    @property
    def data_of_file(self) -> bytes:
        """Its bytes, and one more than may be, of a file that is too large."""
        found: bytes = self.cleaned_data["file"].read(MOST_BYTES + 1)
        return found
