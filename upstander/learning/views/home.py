"""The home of the library and of training at the desk."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from upstander.learning.queries.home import panels_for
from upstander.network.interface import memberships_asked_once


@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """A panel for each thing that concerns her."""
    with memberships_asked_once():
        panels = panels_for(request.user, timezone.now())  # type: ignore[arg-type]
    return render(request, "learning/desk/home.html", {"panels": panels})
