"""The network in numbers, for the hub: no story, no reference, no name of anyone."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from upstander.support.queries.team import clocks, watches_network


@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """Where requests wait, and where nobody can open them."""
    if not watches_network(request.user):  # type: ignore[arg-type]
        raise PermissionDenied
    rows = clocks(timezone.localdate())
    context = {
        "rows": [row for row in rows if row.team],
        "missing": [row for row in rows if not row.team],
    }
    return render(request, "support/desk/network.html", context)
