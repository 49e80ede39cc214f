"""The home of local action at the desk: what waits for me, and what is late."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from upstander.action.queries.home import panels_for


@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """A panel for each thing that concerns her."""
    panels = panels_for(request.user, timezone.now())  # type: ignore[arg-type]
    return render(request, "action/desk/home.html", {"panels": panels})
