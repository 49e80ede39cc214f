"""Communities at the desk."""

from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from upstander.action.queries.community import work_in
from upstander.action.queries.duty import places_visible_to
from upstander.action.queries.year import reader_of
from upstander.network.interface import WRITING_ROLES, Audience, audiences_of, memberships_of


def _years(today: date) -> tuple[int, ...]:
    """The next one, whose plan is made in this; this one, and the last."""
    return today.year + 1, today.year, today.year - 1


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Those of my organisations; the papers of the year, of the last, and the next one's plan."""
    today, mine = timezone.localdate(), list(memberships_of(request.user))
    places = places_visible_to(request.user, today, own_only=True)  # type: ignore[arg-type]
    context = {
        "places": places,
        "organisations": {m.organisation for m in mine if m.role in WRITING_ROLES},
        "years": _years(today),
        "today": today,
        "is_of_hub": Audience.HUB in audiences_of(mine),
    }
    return render(request, "action/desk/community_list.html", context)


@require_safe
def show(request: HttpRequest, key: str) -> HttpResponse:
    """The three duties of a community with their gaps, and what is wanted and done there."""
    today, user = timezone.localdate(), request.user
    found = places_visible_to(user, today, key)  # type: ignore[arg-type]
    if not found:
        raise Http404
    rows = [
        (
            place,
            work_in(place, user, today),  # type: ignore[arg-type]
            reader_of(user, place.organisation) is not None,  # type: ignore[arg-type]
            not place.is_own and place.organisation.is_indigenous_governed,
        )
        for place in found
    ]
    context = {"community": found[0].community, "rows": rows, "today": today}
    context["years"] = _years(today)
    return render(request, "action/desk/community_page.html", context)
