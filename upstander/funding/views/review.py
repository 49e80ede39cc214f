"""A reviewer at work: her list, whether she is free, each review, what others gave."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from upstander.core.errors import NotAllowed, allowed
from upstander.funding.actions.review import (
    declare_conflicts,
    give_back_review,
    save_review,
    submit_review,
)
from upstander.funding.forms.review import DeclareForm, ReasonForm, ReviewForm, SeenForm
from upstander.funding.models import Assignment, Call
from upstander.funding.queries.conflict import applicants_for
from upstander.funding.queries.reading import reading, rubric
from upstander.funding.queries.review import (
    given_in,
    my_assignment,
    my_reviews,
    review_of,
    reviews_seen_by,
    undeclared_calls,
)
from upstander.funding.rules.review import Standing, may_declare, may_write_review, missing_in
from upstander.funding.states import AssignmentState, CallState, ReturnReason
from upstander.network.interface import memberships_of

OWN_REASONS = [row for row in ReturnReason.choices if row[0] != ReturnReason.CHANGED]


@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """What waits for her, and what she handed in."""
    user: Any = request.user
    rows, calls = my_reviews(user, timezone.localdate()), undeclared_calls(user)
    context = {
        "waiting": [row for row in rows if row.is_open],
        "done": [row for row in rows if not row.is_open],
        "calls": calls,
    }
    return render(request, "funding/desk/review_list.html", context)


def declare(request: HttpRequest, key: str) -> HttpResponse:
    """For each applicant: free, or too near. Nothing else of them is shown before."""
    user: Any = request.user
    call = get_object_or_404(Call, key=key, state=CallState.CLOSED)
    if not allowed(may_declare, call, memberships_of(user)):
        raise Http404
    applicants = applicants_for(user, call)
    form = DeclareForm(request.POST or None, applicants=applicants)
    if form.is_valid():
        try:
            declare_conflicts(call, form.answers(), by=user)
        except NotAllowed as why:
            form.add_error(None, str(why))
        else:
            messages.success(request, _("Saved. You can review where you have no conflict."))
            return redirect("funding:reviews")
    barred = [row for row in applicants if row.has_conflict]
    context = {"call": call, "form": form, "barred": barred}
    return render(request, "funding/desk/review_declare.html", context)


def show(request: HttpRequest, pk: int) -> HttpResponse:
    """The application beside the rubric; once handed in, beside what others gave."""
    assignment, standing = _hers(request, pk)
    if not standing.has_declared:
        return redirect("funding:review-declare", assignment.application.call.key)
    if not allowed(may_write_review, assignment, standing):
        return _handed_in(request, assignment)
    lines = rubric(assignment.application.call)
    started = ReviewForm.started(given_in(assignment), lines, assignment.remark)
    initial = {**started, "seen": assignment.version}
    form = ReviewForm(request.POST or None, lines=lines, initial=initial)
    if form.is_valid():
        answer = _save(request, assignment, form)
        if answer:
            return answer
    context = {
        "assignment": assignment,
        "form": form,
        "read": reading(assignment.application),
        "weights": sum(line.row.weight for line in lines),
        "version": Assignment.objects.values_list("version", flat=True).get(pk=pk),
    }
    return render(request, "funding/desk/review.html", context)


def _save(request: HttpRequest, assignment: Assignment, form: ReviewForm) -> HttpResponse | None:
    user: Any = request.user
    draft, wants_to_send = form.draft(), request.POST.get("do") == "send"
    try:
        save_review(assignment, draft, by=user)
    except NotAllowed as why:
        form.add_error(None, str(why))
        return None
    if not wants_to_send:
        messages.success(request, _("Saved. You can go on at any time."))
        return redirect("funding:review", assignment.pk)
    missing = missing_in([line.row for line in form.lines], draft.given)
    if missing:
        form.point_out(missing)
        form.add_error(None, _("Some scores or reasons are missing. What you wrote is saved."))
        return None
    return redirect("funding:review-send", assignment.pk)


def _handed_in(request: HttpRequest, assignment: Assignment) -> HttpResponse:
    user: Any = request.user
    if request.method == "POST":
        messages.info(request, _("This review is handed in. Ask the funder to open it again."))
        return redirect("funding:review", assignment.pk)
    if assignment.state != AssignmentState.SUBMITTED:
        raise Http404
    application, lines = assignment.application, rubric(assignment.application.call)
    others = [
        row for row in reviews_seen_by(user, application) if row.assignment.reviewer_id != user.pk
    ]
    own = review_of(assignment, [line.row for line in lines])
    context = {
        "assignment": assignment,
        "read": reading(application),
        "lines": list(enumerate(lines)),
        "own": own,
        "others": others,
        "everyone": [own, *others],
    }
    return render(request, "funding/desk/review_done.html", context)


def send(request: HttpRequest, pk: int) -> HttpResponse:
    """Once more what she gives, then handed in; it cannot be changed after that."""
    user: Any = request.user
    assignment, standing = _hers(request, pk)
    if assignment.state == AssignmentState.SUBMITTED or not allowed(
        may_write_review, assignment, standing
    ):
        return redirect("funding:review", pk)
    lines, given = rubric(assignment.application.call), given_in(assignment)
    if missing_in([line.row for line in lines], given):
        return redirect("funding:review", pk)
    form = SeenForm(request.POST or None, initial={"seen": assignment.version})
    if form.is_valid():
        try:
            submit_review(assignment, form.cleaned_data["seen"], by=user)
        except NotAllowed as why:
            messages.error(request, str(why))
        else:
            messages.success(request, _("Your review is handed in. Thank you."))
        return redirect("funding:review", pk)
    context = {
        "assignment": assignment,
        "form": form,
        "rows": [(line, given[line.row.pk]) for line in lines],
    }
    return render(request, "funding/desk/review_send.html", context)


def give_back(request: HttpRequest, pk: int) -> HttpResponse:
    """She does not review it after all, and says why by a code."""
    user: Any = request.user
    assignment, _standing = _hers(request, pk)
    if assignment.application.call.state != CallState.CLOSED:
        raise Http404
    form = ReasonForm(request.POST or None, reasons=OWN_REASONS)
    if form.is_valid():
        try:
            give_back_review(assignment, form.cleaned_data["reason"], by=user)
        except NotAllowed as why:
            messages.error(request, str(why))
        else:
            messages.success(request, _("Given back. Someone else will review it."))
        return redirect("funding:reviews")
    context = {"assignment": assignment, "form": form}
    return render(request, "funding/desk/review_give_back.html", context)


def _hers(request: HttpRequest, pk: int) -> tuple[Assignment, Standing]:
    user: Any = request.user
    found = my_assignment(user, pk)
    if found is None:
        raise Http404
    return found
