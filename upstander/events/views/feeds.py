"""Calendars to follow: of the network, of a region, of one event; in each language."""

from datetime import timedelta
from functools import lru_cache

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from upstander.events.queries.day import WORDED, days_in
from upstander.events.queries.event import title_of
from upstander.events.queries.feed import feed_of, feed_of_days, feed_of_event
from upstander.events.rules.calendar import CalendarEntry, calendar_of
from upstander.events.views.public import event_or_404, public
from upstander.network.interface import Wordings, regions, source_language

YEAR = timedelta(days=366)
MOST_KEPT = 32


@require_safe
def everything(request: HttpRequest) -> HttpResponse:
    """All events, and the important days of the year to come."""
    now = timezone.now()
    return _calendar(_("Events"), [*feed_of(now), *_days()], "events")


@require_safe
def of_region(request: HttpRequest, region: str) -> HttpResponse:
    """What takes place in a region, and what is for the whole network."""
    found = next((row for row in regions() if row.key == region), None)
    if found is None:
        raise Http404
    name = _wordings().text(f"region:{found.key}:name", found.name)
    entries = [*feed_of(timezone.now(), found.key), *_days()]
    return _calendar(f"{_('Events')}: {name}", entries, f"events-{found.key}")


@require_safe
def of_event(request: HttpRequest, key: str) -> HttpResponse:
    """Every day of one event."""
    event = event_or_404(key)
    return _calendar(str(title_of(event)), feed_of_event(event), event.key)


def _days() -> list[CalendarEntry]:
    today = timezone.localdate()
    return feed_of_days(days_in(today, today + YEAR, _wordings()))


def _wordings() -> Wordings:
    return Wordings((*WORDED, "region"), source_language())


@lru_cache(MOST_KEPT)
def _written(name: str, language: str, entries: tuple[CalendarEntry, ...]) -> bytes:
    """To write five hundred entries takes a second: the same ones are not written anew."""
    return calendar_of(name, language, entries, timezone.now())


def _calendar(name: str, entries: list[CalendarEntry], file: str) -> HttpResponse:
    response = HttpResponse(
        _written(name, get_language() or "en", tuple(entries)),
        content_type="text/calendar; charset=utf-8",
    )
    response["Content-Disposition"] = f'attachment; filename="{file}.ics"'
    return public(response)
