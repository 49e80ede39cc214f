"""What every public page of support is shown in."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from upstander.core.front import for_the_public
from upstander.support.queries.public import frame

__all__ = ["for_the_public", "show"]


def show(
    request: HttpRequest, template: str, context: dict[str, Any], status: int = 200
) -> HttpResponse:
    """A page with its frame around it."""
    return render(request, template, {**frame(request), **context}, status=status)
