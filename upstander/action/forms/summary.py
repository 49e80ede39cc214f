"""Forms of the summary of a year. `seen` is the version that a page showed."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from upstander.action.forms.project import Kept, area
from upstander.action.rules.summary import is_year
from upstander.core.errors import NotAllowed

MANY = 1_000_000


class SummaryForm(Kept):
    """What is said of a year."""

    year = forms.IntegerField(label=_("Year"))
    words = area(
        _("What happened this year, in your own words"),
        8000,
        10,
        help_text=_("Kinds of incidents, what was done, what changed. Name nobody."),
    )
    reports = forms.IntegerField(
        label=_("Number of reports that the organisation counted"),
        required=False,
        min_value=0,
        max_value=MANY,
        help_text=_(
            "You can leave this empty. Reports are not incidence: most people tell nobody. "
            "The number is never shown in public."
        ),
    )

    def __init__(self, *args: Any, row: Any = None, **options: Any) -> None:
        super().__init__(*args, row=row, **options)
        if row is not None:
            del self.fields["year"]

    def clean_year(self) -> int:
        """A year that has begun."""
        year: int = self.cleaned_data["year"]
        try:
            is_year(year, timezone.localdate())
        except NotAllowed as why:
            raise forms.ValidationError(str(why)) from None
        return year


class AgreeForm(Kept):
    """Nothing but the version that was read."""
