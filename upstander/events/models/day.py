"""Days of the year that matter for this work."""

from django.core.validators import URLValidator
from django.db import models
from django.db.models import Q
from django.utils.dates import MONTHS
from django.utils.dates import WEEKDAYS as NAMES_OF_WEEKDAYS

from upstander.events.states import LAST, WEEKDAYS, WHICH

SHORT_MONTHS = (4, 6, 9, 11)
EVERY_YEAR = (
    Q(month=2, day__lte=28) | Q(month__in=SHORT_MONTHS, day__lte=30)
    | (~Q(month=2) & ~Q(month__in=SHORT_MONTHS) & Q(day__lte=31))
)  # fmt: skip


class ImportantDay(models.Model):
    """A day of each year: a date, a weekday such as the last Friday, or a month as a whole.

    `name` and `why` are in the source language; other languages are wordings of the kind `day`.
    """

    key = models.SlugField(unique=True, max_length=80)
    name = models.CharField(max_length=200)
    why = models.CharField(max_length=400, help_text="One or two plain sentences")
    month = models.PositiveSmallIntegerField(choices=[*MONTHS.items()])
    day = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="Empty for a weekday, or for the month as a whole"
    )
    weekday = models.CharField(
        max_length=9,
        blank=True,
        choices=[(key, NAMES_OF_WEEKDAYS[number]) for number, key in enumerate(WEEKDAYS)],
    )
    nth = models.SmallIntegerField(
        null=True,
        blank=True,
        choices=[(1, "First"), (2, "Second"), (3, "Third"), (4, "Fourth"), (LAST, "Last")],
        help_text="Which of these weekdays in the month",
    )
    source = models.URLField(
        max_length=300,
        validators=[URLValidator(["http", "https"])],
        help_text="A page of whoever declared the day",
    )
    is_shown = models.BooleanField(default=True, help_text="A day that is not shown is kept here")
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["month", "day", "position", "key"]
        constraints = [
            models.CheckConstraint(condition=Q(month__range=(1, 12)), name="day_in_a_month"),
            models.CheckConstraint(
                condition=Q(day__isnull=True) | (Q(day__gte=1) & EVERY_YEAR),
                name="day_of_every_year",
            ),
            models.CheckConstraint(
                condition=Q(weekday="", nth__isnull=True)
                | Q(day__isnull=True, weekday__in=WEEKDAYS, nth__in=WHICH, nth__isnull=False),
                name="day_by_one_rule",
            ),
        ]

    def __str__(self) -> str:
        return self.name
