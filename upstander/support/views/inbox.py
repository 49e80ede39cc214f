"""The list of requests: what waits first, and no word of any story."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django.views.decorators.http import require_safe

from upstander.core.errors import allowed
from upstander.core.fields import whole_number
from upstander.network.interface import memberships_of
from upstander.support.models import Case
from upstander.support.queries.case import PAGE, Counts, counts, inbox, offers_to, tasks_due
from upstander.support.queries.team import teams_of
from upstander.support.rules import may_take
from upstander.support.views.opening import worker

# Each list: its name, and what its emptiness means.
LISTS = {
    "mine": (pgettext_lazy("requests", "Mine"), _("You have no open request.")),
    "unassigned": (_("Nobody has it"), _("Each open request has someone.")),
    "waiting": (pgettext_lazy("requests", "Waiting"), _("Nobody waits for an answer.")),
    "overdue": (pgettext_lazy("requests", "Late"), _("No answer is late.")),
    "open": (pgettext_lazy("requests", "All open"), _("No request is open.")),
    "held": (
        pgettext_lazy("requests", "Held"),
        _("Nothing is held. When very many come at once, they wait here until you look."),
    ),
    "over": (pgettext_lazy("requests", "Over"), _("No request is over yet.")),
}


@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """One list of the team's requests, and what other teams offer."""
    user, today = worker(request), timezone.localdate()
    numbers = counts(user, today)
    name = _wanted(request, numbers)
    start = _start(request)
    cases = inbox(user, name, today, start)
    context = {
        "teams": list(teams_of(user)),
        "tabs": [(key, label, getattr(numbers, key, None)) for key, (label, _no) in LISTS.items()],
        "shown": name,
        "empty": LISTS[name][1],
        "rows": _rows(user, cases[:PAGE]),
        "due": tasks_due(user, today),
        "offers": list(offers_to(user)) if numbers.offered else [],
        "before": max(0, start - PAGE) if start else None,
        "after": start + PAGE if len(cases) > PAGE else None,
    }
    return render(request, "support/desk/inbox.html", context)


def _rows(user: Any, cases: list[Case]) -> list[tuple[Case, bool]]:
    mine = list(memberships_of(user))
    return [(case, allowed(may_take, mine, case)) for case in cases]


def _wanted(request: HttpRequest, numbers: Counts) -> str:
    wanted = request.GET.get("show", "")
    if wanted in LISTS:
        return wanted
    return next((name for name in ("mine", "unassigned") if getattr(numbers, name)), "open")


def _start(request: HttpRequest) -> int:
    return whole_number(request.GET.get("start", ""), digits=6) or 0
