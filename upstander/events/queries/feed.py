"""Events and important days as the entries of a calendar, in the reader's language."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from upstander.events.models import Event, Occurrence
from upstander.events.queries.day import DayInYear
from upstander.events.queries.event import about_of, coming_days, public_days, title_of
from upstander.events.rules.calendar import CalendarEntry

PAST = timedelta(days=60)  # so that what was there a week ago does not go from a calendar
MOST = 500


def feed_of(now: datetime, region: str = "") -> list[CalendarEntry]:
    """What is to come, and what was lately; of a region with what is for all of them."""
    rows = coming_days(now - PAST, region=region)
    return [_entry(row) for row in rows[:MOST]]


def feed_of_event(event: Event) -> list[CalendarEntry]:
    """Every day of one event."""
    return [_entry(row) for row in public_days().filter(event=event).order_by("starts_at", "pk")]


def _entry(row: Occurrence) -> CalendarEntry:
    event = row.event
    title, about = title_of(event), about_of(event)
    place = ", ".join(filter(None, (event.place, event.community and event.community.name)))
    return CalendarEntry(
        uid=f"{row.uid}@upstander",
        starts=timezone.localtime(row.starts_at),
        ends=timezone.localtime(row.ends_at),
        title=str(title),
        changed_at=max(row.changed_at, event.changed_at),
        sequence=row.sequence,
        about="\n\n".join(filter(None, (str(about), event.access))),
        place=place or _("Online"),
        url=settings.PUBLIC_URL + reverse("events-public:event", args=[event.key]),
        categories=(str(event.get_kind_display()),),
        is_cancelled=row.is_cancelled,
        language=title.language,
    )


def feed_of_days(days: Iterable[DayInYear], now: datetime) -> list[CalendarEntry]:
    """The important days of the year, each a whole day or more."""
    return [
        CalendarEntry(
            uid=f"day-{day.key}-{day.first.year}@upstander",
            starts=day.first,
            ends=day.last,
            title=str(day.name),
            changed_at=now,
            about=str(day.why),
            url=day.source,
            language=day.name.language,
        )
        for day in days
    ]
