"""Events in public: what is to come, and one of them."""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from upstander.core.languages import table
from upstander.core.zones import zone_in_words
from upstander.events.forms.filters import FilterForm
from upstander.events.models import Event
from upstander.events.queries.day import WORDED, DayInYear, days_in
from upstander.events.queries.event import (
    about_of,
    next_days,
    public_days,
    public_event,
    shown,
    title_of,
)
from upstander.network.interface import Wordings, frame, regions

MINUTES = 1
A_PAGE = 24
DAYS_AHEAD, MOST_DAYS = 120, 6


@require_safe
def events(request: HttpRequest) -> HttpResponse:
    """Each event once, the next first, narrowed by what was chosen; no cookie, no script."""
    around, now = frame(request, said=WORDED), timezone.now()
    places = [(row.key, _name(row, around["wordings"])) for row in regions()]
    form = FilterForm(request.GET, regions=places, languages=table().values())
    rows = next_days(now, **form.chosen)
    page = Paginator(rows, A_PAGE).get_page(request.GET.get("page"))
    context: dict[str, Any] = {
        "form": form, "page": page, "days": shown(page.object_list), "site": settings.PUBLIC_URL,
        "region": form.chosen.get("region", ""),
        "important": _important(around["wordings"]),
    }  # fmt: skip
    return public(render(request, "events/public/list.html", {**around, **context}))


def _important(wordings: Wordings) -> list[DayInYear]:
    """The next important days."""
    today = timezone.localdate()
    return days_in(today, today + timedelta(days=DAYS_AHEAD), wordings)[:MOST_DAYS]


def _name(row: Any, wordings: Any) -> str:
    return str(wordings.text(f"region:{row.key}:name", row.name))


def event_or_404(key: str) -> Event:
    """One that everyone may see."""
    found = public_event(key)
    if found is None:
        raise Http404
    return found


@require_safe
def event(request: HttpRequest, key: str) -> HttpResponse:
    """What it is, when and where, and the door to register."""
    row = event_or_404(key)
    return public(render(request, "events/public/event.html", about(request, row)))


def about(request: HttpRequest, row: Event) -> dict[str, Any]:
    """What stands on the pages of an event."""
    now = timezone.now()
    days = shown(public_days().filter(event=row).order_by("starts_at", "pk"))
    return {
        **frame(request),
        "event": row,
        "event_title": title_of(row),
        "event_about": about_of(row),
        "coming": [day for day in days if day.row.ends_at > now],
        "past": sum(day.row.ends_at <= now for day in days),
        "now": now,
        "spoken": [table()[code] for code in row.languages if code in table()],
        "site": settings.PUBLIC_URL,
        "zone_words": zone_words(),
    }


def zone_words() -> str:
    """The time zone of the network, in the reader's language."""
    return zone_in_words(timezone.get_current_timezone_name(), get_language() or "en")


def public(response: HttpResponse) -> HttpResponse:
    """The same for everyone; soon asked again, for places are taken meanwhile."""
    patch_cache_control(response, public=True, max_age=60 * MINUTES)
    return response
