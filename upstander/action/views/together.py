"""The network as the hub sees it, and what others tried."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from upstander.action.queries.together import (
    HEAD,
    MISSING,
    Line,
    by_region,
    choices_of_missing,
    lines_for,
    row_of,
    tried_by_others,
)
from upstander.action.states import Institution
from upstander.core.tables import csv_bytes
from upstander.network.interface import WRITING_ROLES, Audience, audiences_of, memberships_of


def _lines(request: HttpRequest) -> tuple[list[Line], str]:
    if Audience.HUB not in audiences_of(memberships_of(request.user)):
        raise PermissionDenied
    asked = request.GET.get("missing", "")
    missing = asked if asked in MISSING else ""
    return lines_for(request.user, timezone.localdate(), missing), missing  # type: ignore[arg-type]


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Every community that is served, by region, and what is missing where."""
    lines, missing = _lines(request)
    context = {"regions": by_region(lines), "missing": missing}
    context["choices"] = [*choices_of_missing()]
    return render(request, "action/desk/together_network.html", context)


@require_safe
def table(request: HttpRequest) -> HttpResponse:
    """The same, to take along."""
    lines, _missing = _lines(request)
    answer = HttpResponse(csv_bytes(HEAD, map(row_of, lines)), content_type="text/csv")
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
