"""What every public page of support does: no trace in caches, honest when the database is away."""

import logging
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError, InterfaceError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_cache_control
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from upstander.support.queries.public import KNOWN, frame

LOG = logging.getLogger(__name__)
View = Callable[..., HttpResponse]
SHOWN_AGAIN = ("words", "text", "place", "day", "name", "reach", "safely")


def for_the_public(view: View) -> View:
    """No cookie and so no token: what is sent carries its own seal. Nothing is kept anywhere."""

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            response = view(request, *args, **kwargs)
        except (DatabaseError, InterfaceError) as error:  # away, full, damaged
            LOG.error("The database failed a page: %s", type(error).__name__)  # and no word
            response = _away(request)
        patch_cache_control(response, no_store=True, private=True)
        response.headers["X-Robots-Tag"] = "noindex"
        return response

    allowed = require_http_methods(["GET", "HEAD", "POST"])(wrapped)
    guarded: View = login_not_required(csrf_exempt(sensitive_post_parameters()(allowed)))
    return guarded


def show(
    request: HttpRequest, template: str, context: dict[str, Any], status: int = 200
) -> HttpResponse:
    """A page with its frame around it."""
    return render(request, template, {**frame(request), **context}, status=status)


def _away(request: HttpRequest) -> HttpResponse:
    """The database does not answer: nothing was stored, and every word is still on the page."""
    sent = [(name, value) for name in request.POST for value in request.POST.getlist(name)]
    context = {
        "sent": [pair for pair in sent if pair[0] not in SHOWN_AGAIN],
        "typed": [pair for pair in sent if pair[0] in SHOWN_AGAIN and pair[1]],
        "had_files": bool(request.FILES),
        "emergency": KNOWN["emergency"],
    }
    response = render(request, "support/away.html", context, status=503)
    response.headers["Retry-After"] = "60"
    return response
