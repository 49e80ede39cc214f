"""The network as the hub sees it, and what others tried."""

from typing import Any, NamedTuple

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from upstander.action.queries.coverage import (
    groups_of,
    row_without_spoke,
    totals_of,
    without_spoke,
)
from upstander.action.queries.together import (
    HEAD,
    MISSING,
    Line,
    choices_of_missing,
    lines_for,
    row_of,
    tried_by_others,
)
from upstander.action.states import Institution
from upstander.core.tables import csv_bytes
from upstander.network.interface import WRITING_ROLES, Audience, audiences_of, memberships_of


class Whole(NamedTuple):
    """Every served community and every other one; `shown` are those that lack what was asked."""

    lines: list[Line]
    others: list[Any]
    shown: list[Line]
    missing: str


def _whole(request: HttpRequest) -> Whole:
    if Audience.HUB not in audiences_of(memberships_of(request.user)):
        raise PermissionDenied
    asked = request.GET.get("missing", "")
    missing = asked if asked in MISSING else ""
    lines = lines_for(request.user, timezone.localdate())  # type: ignore[arg-type]
    shown = [line for line in lines if not missing or line.lacks(missing)]
    return Whole(lines, without_spoke(lines), shown, missing)


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Every community by region, what is missing where, and how many have what of all."""
    whole = _whole(request)
    context = {
        "regions": groups_of(whole.shown, whole.others),
        "totals": totals_of(whole.lines, whole.others),
        "missing": whole.missing,
        "choices": [*choices_of_missing()],
    }
    return render(request, "action/desk/together_network.html", context)


@require_safe
def table(request: HttpRequest) -> HttpResponse:
    """The same, to take along."""
    whole = _whole(request)
    rows = [*map(row_of, whole.shown), *map(row_without_spoke, whole.others)]
    answer = HttpResponse(csv_bytes(HEAD, rows), content_type="text/csv")
    answer["Content-Disposition"] = 'attachment; filename="communities.csv"'
    answer["Cache-Control"] = "private, no-store"
    return answer


@require_safe
def tried(request: HttpRequest) -> HttpResponse:
    """What other spokes agreed on and did about an institution, and whom to ask."""
    mine = list(memberships_of(request.user))
    if Audience.HUB not in audiences_of(mine) and not any(m.role in WRITING_ROLES for m in mine):
        raise PermissionDenied
    asked = request.GET.get("addresses", "")
    institution = asked if asked in Institution.values else ""
    found = tried_by_others(request.user, institution, timezone.localdate())  # type: ignore[arg-type]
    context = {"rows": found, "institution": institution, "choices": Institution.choices}
    return render(request, "action/desk/together_tried.html", context)
