"""How long there is for a step, in minutes and in the words of people."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext


class Unit(models.IntegerChoices):
    """Units of time, in minutes."""

    MINUTES = 1, _("minutes")
    HOURS = 60, _("hours")
    DAYS = 1440, _("days")


LONGEST = 366 * Unit.DAYS


def split(within: int) -> tuple[int, Unit]:
    """Minutes as a number of the largest unit that divides them."""
    unit = next(unit for unit in reversed(Unit) if within % unit == 0)
    return within // unit, unit


def in_words(within: int | None) -> str:
    """“within 2 hours”; nothing where there is no time."""
    if within is None:
        return ""
    number, unit = split(within)
    if unit == Unit.DAYS:
        text = ngettext("within %(number)s day", "within %(number)s days", number)
    elif unit == Unit.HOURS:
        text = ngettext("within %(number)s hour", "within %(number)s hours", number)
    else:
        text = ngettext("within %(number)s minute", "within %(number)s minutes", number)
    return text % {"number": number}
