"""Events and important days as the entries of a calendar, in the reader's language."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

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
    """What was lately and what is to come, in order; of a region with what is for all of them.

    Where there is more than a calendar takes, what comes next is in it before what is over.
    """
    rows = coming_days(now - PAST, region=region)
    coming = list(rows.filter(ends_at__gt=now)[:MOST])
    over = list(rows.filter(ends_at__lte=now).order_by("-starts_at", "-pk")[:MOST])
    return [_entry(row) for row in (*reversed(over[: MOST - len(coming)]), *coming)]


def feed_of_event(event: Event) -> list[CalendarEntry]:
    """Every day of one event."""
    return [_entry(row) for row in public_days().filter(event=event).order_by("starts_at", "pk")]


def _entry(row: Occurrence) -> CalendarEntry:
    event = row.event
    title, about = title_of(event), about_of(event)
    place = ", ".join(filter(None, (event.place, event.community.name if event.community else "")))
    return CalendarEntry(
        uid=f"{row.uid}@{_site()}",
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


def _site() -> str:
    """So that the days of two sites stand beside one another in one calendar."""
    return urlsplit(settings.PUBLIC_URL).hostname or "upstander"


def feed_of_days(days: Iterable[DayInYear]) -> list[CalendarEntry]:
    """The important days of the year, each a whole day or more."""
    return [
        CalendarEntry(
            uid=f"day-{day.key}-{day.first.year}@{_site()}",
            starts=day.first,
            ends=day.last,
            title=str(day.name),
            # Days of the year stay as they are; a program would take the moment for a change.
            changed_at=datetime(day.first.year, 1, 1, tzinfo=UTC),
            about=str(day.why),
            url=day.source,
            language=day.name.language,
        )
        for day in days
    ]
