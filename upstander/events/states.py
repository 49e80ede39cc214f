"""States and kinds of events, and the moves between them, as data."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Repeats(models.TextChoices):
    """How an event comes again, told from its first day."""

    NEVER = "never", _("Once")
    WEEKLY = "weekly", _("Every week")
    FORTNIGHTLY = "fortnightly", _("Every two weeks")
    MONTHLY_BY_DATE = "monthly_by_date", _("Every month on the same date")
    MONTHLY_BY_WEEKDAY = "monthly_by_weekday", _("Every month on the same weekday")
    YEARLY = "yearly", _("Every year")


# As packs write them, Monday first.
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
LAST = -1  # which of the weekdays of a month: the first to the fourth, or the last one
WHICH = (1, 2, 3, 4, LAST)
