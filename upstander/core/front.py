"""What a page with a form for anyone does: no trace in caches, honest when the database is away."""

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

LOG = logging.getLogger(__name__)
View = Callable[..., HttpResponse]
SHOWN_AGAIN = ("q", "words", "text", "place", "day", "name", "reach", "safely")
# Kept at hand for the page that must be shown while the database is away.
KNOWN = {"emergency": ""}


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


def _away(request: HttpRequest) -> HttpResponse:
    """The database does not answer: nothing was stored, and every word is still on the page."""
    sent = [(name, value) for name in request.POST for value in request.POST.getlist(name)]
    context = {
        "sent": [pair for pair in sent if not _is_shown(pair[0])],
        "typed": [pair for pair in sent if _is_shown(pair[0]) and pair[1]],
        "had_files": bool(request.FILES),
        "emergency": KNOWN["emergency"],
    }
    response = render(request, "core/away.html", context, status=503)
    response.headers["Retry-After"] = "60"
    return response


def _is_shown(name: str) -> bool:
    return name in SHOWN_AGAIN or name.startswith("words-")
