"""Reviews as an officer runs them: who has what, how far it is, how far they agree."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST, require_safe

from upstander.core.errors import NotAllowed, allowed
from upstander.core.tables import csv_bytes
from upstander.funding.actions.assigning import give_reviews, set_aside_conflicts
from upstander.funding.actions.review import reopen_review, take_back_review
from upstander.funding.forms.review import AssignForm, ReasonForm
from upstander.funding.models import Assignment, Call
from upstander.funding.queries.assigning import board, proposal
from upstander.funding.queries.calibration import calibration
from upstander.funding.queries.check import application_seen
from upstander.funding.queries.reading import rubric
from upstander.funding.queries.review import assignments, reviews_seen_by, standing_of
from upstander.funding.queries.review_export import rows_of
from upstander.funding.rules.review import (
    AFTER_CLOSING,
    may_be_free,
    may_change_reviews,
    may_direct,
    may_see_scores,
)
from upstander.funding.states import ASSIGNMENT_MOVES, AssignmentState, ReopenReason, ReturnReason
from upstander.network.interface import memberships_of


@require_safe
def progress(request: HttpRequest, key: str) -> HttpResponse:
    """Each application: who reviews it, and how far it is. No scores."""
    call = _call(request, key)
    found = board(call, _user(request), timezone.localdate())
    held = [one for row in found.rows for one in row.held]
    context = {
        "board": found,
        "is_running": allowed(may_change_reviews, call),
        "in": sum(one.assignment.state == AssignmentState.SUBMITTED for one in held),
        "given": len(held),
        "late": sum(one.is_late and one.assignment.submitted_at is None for one in held),
        "open": sum(row.wanted for row in found.rows),
    }
    return render(request, "funding/desk/review_progress.html", context)


def assign(request: HttpRequest, key: str) -> HttpResponse:
    """A proposal that the officer changes and confirms."""
    call = _call(request, key)
    if not allowed(may_change_reviews, call):
        return redirect("funding:call-reviews", key)
    found = board(call, _user(request), timezone.localdate())
    proposed = proposal(found)
    form = AssignForm(request.POST or None, board=found, proposal=proposed)
    if form.is_valid():
        try:
            number = give_reviews(
                call,
                form.chosen(),
                form.cleaned_data["due_on"],
                form.cleaned_data["seen"],
                by=_user(request),
            )
        except NotAllowed as why:
            form.add_error(None, str(why))
        else:
            said = ngettext("%(number)s review given out.", "%(number)s reviews given out.", number)
            messages.success(request, said % {"number": number})
            return redirect("funding:call-reviews", key)
    lacks = {lack.application: lack.missing for lack in proposed.lacks}
    context = {"board": found, "form": form, "lacks": lacks}
    return render(request, "funding/desk/review_assign.html", context)


@require_POST
def set_aside(request: HttpRequest, key: str) -> HttpResponse:
    """Take back the reviews of those who are too near by now."""
    call = _call(request, key)
    try:
        number = set_aside_conflicts(call, by=_user(request))
    except NotAllowed as why:
        messages.error(request, str(why))
    else:
        said = ngettext("%(number)s review taken back.", "%(number)s reviews taken back.", number)
        messages.success(request, said % {"number": number})
    return redirect("funding:call-reviews", key)


@require_safe
def agreement(request: HttpRequest, key: str) -> HttpResponse:
    """How far reviews agree, and how firm the ranking is."""
    call = _call(request, key)
    context = {"found": calibration(call, _user(request))}
    return render(request, "funding/desk/calibration.html", context)


@require_safe
def export(request: HttpRequest, key: str) -> HttpResponse:
    """Every score that counts and that the officer may see, as a sheet."""
    call = _call(request, key)
    head, rows = rows_of(call, _user(request))
    answer = HttpResponse(csv_bytes(head, rows), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{call.key}-reviews.csv"'
    return answer


@require_safe
def application(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The reviews of one application, with their reasons."""
    user = _user(request)
    seen = application_seen(user, pk)
    if seen is None or not seen.standing.is_officer or not allowed(may_be_free, seen.standing):
        raise Http404
    row = seen.application
    is_shown = allowed(may_see_scores, row, seen.standing)
    context = {
        "application": row,
        "is_hidden": not is_shown,
        "reviews": reviews_seen_by(user, row),
        "lines": list(enumerate(rubric(row.call))),
        "is_running": allowed(may_change_reviews, row.call),
    }
    return render(request, "funding/desk/review_application.html", context)


def take_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Someone else is to review it."""
    return _with_reason(request, pk, TAKE_BACK)


def reopen(request: HttpRequest, pk: int) -> HttpResponse:
    """The reviewer is to change what she handed in."""
    return _with_reason(request, pk, REOPEN)


class Deed:
    """An officer's deed that needs a reason. `to`: the state that it leads to."""

    def __init__(self, to: str, reasons: Any, act: Callable[..., None], **said: Any) -> None:
        self.to, self.reasons, self.act = to, reasons, act
        self.title, self.text = said["title"], said["text"]
        self.button, self.done = said["button"], said["done"]


TAKE_BACK = Deed(
    AssignmentState.RETURNED,
    ReturnReason.choices,
    take_back_review,
    title=gettext_lazy("Take this review back?"),
    text=gettext_lazy("What was written no longer counts. You can then give it to someone else."),
    button=gettext_lazy("Take it back"),
    done=gettext_lazy("Taken back. Give it to someone else."),
)
REOPEN = Deed(
    AssignmentState.STARTED,
    ReopenReason.choices,
    reopen_review,
    title=gettext_lazy("Open this review again?"),
    text=gettext_lazy("It does not count until it is handed in again."),
    button=gettext_lazy("Open again"),
    done=gettext_lazy("The review is open again."),
)


def _with_reason(request: HttpRequest, pk: int, deed: Deed) -> HttpResponse:
    user = _user(request)
    row = assignments().filter(pk=pk).first()
    if row is None or not _directs(user, row):
        raise Http404
    key, form = row.application.call.key, ReasonForm(request.POST or None, reasons=deed.reasons)
    if deed.to not in ASSIGNMENT_MOVES[AssignmentState(row.state)]:
        messages.info(
            request, _("This has already been dealt with. Reload the page to see it now.")
        )
        return redirect("funding:call-reviews", key)
    if form.is_valid():
        try:
            deed.act(row, form.cleaned_data["reason"], by=user)
        except NotAllowed as why:
            messages.error(request, str(why))
        else:
            messages.success(request, deed.done)
        return redirect("funding:call-reviews", key)
    context = {"assignment": row, "form": form, "deed": deed}
    return render(request, "funding/desk/review_reason.html", context)


def _directs(user: Any, row: Assignment) -> bool:
    standing = standing_of(user, row.application)
    return standing.is_officer and allowed(may_be_free, standing)


def _user(request: HttpRequest) -> Any:
    return request.user


def _call(request: HttpRequest, key: str) -> Call:
    """A call that is closed, for officers; for others there is no such page."""
    if not allowed(may_direct, memberships_of(request.user)):
        raise Http404
    return get_object_or_404(Call, key=key, state__in=AFTER_CLOSING)
