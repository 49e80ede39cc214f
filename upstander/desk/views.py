"""The home of staff: what I belong to, and what I may do."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from upstander.network.interface import memberships_of


def home(request: HttpRequest) -> HttpResponse:
    """Where a member of staff lands after signing in."""
    return render(request, "desk/home.html", {"memberships": memberships_of(request.user)})
