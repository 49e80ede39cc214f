"""What moves a training on: a table of deeds, each asked once more before it is done."""

from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from upstander.core.errors import NotAllowed, allowed
from upstander.learning.actions import cohort as actions
from upstander.learning.models import Cohort
from upstander.learning.queries.cohort import cohorts_visible_to, last_day_of
from upstander.learning.rules import cohort as rules
from upstander.learning.states import CohortState
from upstander.network.interface import memberships_of


class Deed(NamedTuple):
    """`rule` gets memberships, cohort and the day of its last session."""

    title: Any
    text: Any
    rule: Callable[[Any, Cohort, Any], None]
    act: Callable[..., Any]


DEEDS = {
    "open": Deed(
        pgettext_lazy("training", "Let people enrol"),
        _("Everyone who works in the network sees this training then, and can enrol."),
        lambda mine, row, last: rules.may_open(mine, row, last, timezone.localdate()),
        actions.open_cohort,
    ),
    "close": Deed(
        pgettext_lazy("training", "Close the enrolment"),
        _("Nobody else can enrol then. Who is on the waiting list can still move up."),
        lambda mine, row, last: rules.may_go(mine, row, CohortState.CLOSED),
        actions.close_cohort,
    ),
    "finish": Deed(
        _("Finish the training"),
        _("Everyone who was at enough sessions and has done the lessons gets a certificate."),
        lambda mine, row, last: rules.may_finish(mine, row, last, timezone.localdate()),
        actions.finish_cohort,
    ),
    "cancel": Deed(
        _("Cancel the training"),
        _("It does not take place. Everyone who has a place or waits for one gets a mail."),
        lambda mine, row, last: rules.may_go(mine, row, CohortState.CANCELLED),
        actions.cancel_cohort,
    ),
}
FINAL = ("finish", "cancel")


def deeds_for(mine: Iterable[Any], row: Cohort) -> dict[str, Deed]:
    """What she may do with it now."""
    last = last_day_of(row)
    return {name: deed for name, deed in DEEDS.items() if allowed(deed.rule, mine, row, last)}


def do(request: HttpRequest, pk: int, deed: str) -> HttpResponse:
    """Ask, then do it."""
    row = get_object_or_404(cohorts_visible_to(request.user), pk=pk)  # type: ignore[arg-type]
    if deed not in DEEDS:
        raise Http404
    found = DEEDS[deed]
    try:
        if request.method != "POST":
            found.rule(list(memberships_of(request.user)), row, last_day_of(row))
            context = {"cohort": row, "title": found.title, "text": found.text}
            context["is_final"] = deed in FINAL
            return render(request, "learning/cohorts/sure.html", context)
        found.act(row, by=request.user)
    except NotAllowed as why:
        messages.error(request, str(why))
        return redirect("learning:cohort", pk)
    messages.success(request, str(_("Saved.")))
    return redirect("learning:cohort", pk)
