"""Until when an announcement matters, and when a letter is due."""

from datetime import date, datetime, time, timedelta

from django.utils import timezone

from upstander.announcements.states import Rhythm

A_YEAR = timedelta(days=365)  # so long it is kept who has read what
MORNING = 7  # o'clock, where the network is: before that no letter goes
# What is being published while a letter is written is told in the next one, not in none.
SETTLING = timedelta(minutes=10)
# Who comes back after a long time is not told of all that was in between.
LONGEST = timedelta(days=31)
FEWEST = 5  # of fewer people a number would be a name


def matters(published_at: datetime, last_on: date | None, now: datetime) -> bool:
    """Whether someone who has not read it should."""
    is_over = last_on is not None and last_on < timezone.localdate(now)
    return now - A_YEAR <= published_at and not is_over


def period_start(rhythm: str, today: date) -> date | None:
    """The first day of the period of today; None where no letter goes."""
    starts = {Rhythm.DAILY.value: today, Rhythm.WEEKLY.value: today - _since_monday(today)}
    return starts.get(rhythm)


def _since_monday(today: date) -> timedelta:
    return timedelta(days=today.weekday())


def is_due(rhythm: str, period_on: date, now: datetime) -> bool:
    """Whether the period of `now` is still to be settled, from the morning of its first day."""
    local = timezone.localtime(now)
    start = period_start(rhythm, local.date())
    if start is None or start <= period_on:
        return False
    return local.date() > start or local.hour >= MORNING


def beginning_of(day: date) -> datetime:
    """The first moment of a day, where the network is."""
    return timezone.make_aware(datetime.combine(day, time.min))


def is_enough_to_count(reached: int) -> bool:
    """Whether a number of readers may be shown without saying who."""
    return reached >= FEWEST
