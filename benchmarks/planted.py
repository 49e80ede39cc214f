"""Settings with a fault in them, which the harness of R1 must find: a receipt that comes early."""

import threading
import time
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from upstander.config.settings import *  # noqa: F403 # the product as it is, but for one thing
from upstander.config.settings import MIDDLEWARE

DELAY = 0.5


def answer_early(get_response: Callable[[HttpRequest], HttpResponse]) -> object:
    """Give the receipt at once, and store what was sent a moment later."""
    from upstander.support.codes import groups_of
    from upstander.support.journey import read_visit
    from upstander.support.views.public import show

    def later(request: HttpRequest) -> None:
        time.sleep(DELAY)
        get_response(request)

    def middleware(request: HttpRequest) -> HttpResponse:
        is_sent = request.path.endswith("/tell/") and b"review" in request.body
        visit = read_visit(request.POST.get("so_far", "")) if is_sent else None
        if visit is None:
            return get_response(request)
        threading.Thread(target=later, args=(request,)).start()
        return show(request, "support/tell/sent.html", {"groups": groups_of(visit.code)})

    return middleware


MIDDLEWARE = [*MIDDLEWARE, "benchmarks.planted.answer_early"]
