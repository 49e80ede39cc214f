"""Into which languages a person translates."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from upstander.core.languages import table


class LanguagesForm(forms.Form):
    """A box for each language of the site."""

    languages = forms.MultipleChoiceField(
        label=_("Languages"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, data: Any, *, offered: Iterable[str], **options: Any) -> None:
        super().__init__(data, **options)
        names = [(code, table()[code].name) for code in offered]
        self.fields["languages"].choices = names  # type: ignore[attr-defined]
