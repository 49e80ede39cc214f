"""A person of the network enrols, leaves, and says which lessons she has done."""

from typing import cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from upstander.accounts.interface import User
from upstander.core.errors import NotAllowed
from upstander.learning.actions.cohort import note_lessons
from upstander.learning.actions.enrolment import enrol as do_enrol
from upstander.learning.actions.enrolment import leave as do_leave
from upstander.learning.queries.cohort import training_organisations
from upstander.learning.queries.course import shown_courses
from upstander.learning.states import EnrolmentState
from upstander.learning.views.cohort import cohort_or_404, lessons_form


@require_POST
def enrol(request: HttpRequest, pk: int) -> HttpResponse:
    """A place, or the end of the waiting list: said at once."""
    try:
        found = do_enrol(cohort_or_404(request, pk), by=request.user)  # type: ignore[arg-type]
    except NotAllowed as why:
        messages.error(request, str(why))
    else:
        if found.state == EnrolmentState.ENROLLED:
            messages.success(request, _("You have a place"))
        else:
            messages.success(request, _("You are on the waiting list"))
    return redirect("learning:cohort", pk)


def leave(request: HttpRequest, pk: int, number: int | None = None) -> HttpResponse:
    """Give up a place or a turn, after a page that asks; a trainer does it for another."""
    row, user = cohort_or_404(request, pk), cast(User, request.user)
    rows = row.enrolments.select_related("user")
    if number is None or row.organisation_id not in training_organisations(user):
        rows = rows.filter(user=user)
    found = get_object_or_404(rows, **({} if number is None else {"pk": number}))
    if request.method != "POST":
        context = {
            "cohort": row,
            "title": _("Give up the place") if number is None else _("Remove"),
            "text": _("The place goes to the next person on the waiting list."),
            "row": "" if number is None else found.user.name,
        }
        return render(request, "learning/cohorts/sure.html", context)
    try:
        do_leave(found, by=user)
    except NotAllowed as why:
        messages.error(request, str(why))
    return redirect("learning:cohort", pk)


@require_POST
def lessons(request: HttpRequest, pk: int) -> HttpResponse:
    """Which lessons she has done."""
    row = cohort_or_404(request, pk)
    enrolment = get_object_or_404(row.enrolments, user=cast(User, request.user))
    courses = shown_courses(row.course)
    if courses:
        form = lessons_form(courses[0], request.POST, enrolment.lessons)
        try:
            if form.is_valid():
                note_lessons(enrolment, form.cleaned_data["done"], by=request.user)  # type: ignore[arg-type]
                messages.success(request, _("Saved."))
        except NotAllowed as why:
            messages.error(request, str(why))
    return redirect("learning:cohort", pk)
