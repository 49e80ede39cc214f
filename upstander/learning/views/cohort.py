"""Trainings at the desk: the list, one of them, and what it says."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from upstander.core.errors import NotAllowed, allowed
from upstander.learning.actions import cohort as actions
from upstander.learning.forms.cohort import CohortForm, LessonsForm
from upstander.learning.models import Cohort
from upstander.learning.queries.cohort import (
    cohort_list,
    cohorts_visible_to,
    enrolled_in,
    enrolment_of,
    last_day_of,
    place_in_line,
    training_organisation,
    training_organisations,
)
from upstander.learning.queries.course import shown_courses
from upstander.learning.queries.participant import participants_of, waiting_for
from upstander.learning.rules import cohort as rules
from upstander.learning.states import EnrolmentState
from upstander.learning.views.cohort_deeds import deeds_for
from upstander.network.interface import memberships_of, workplaces_of

TEMPLATES = "learning/cohorts/"


def cohort_or_404(request: HttpRequest, pk: int) -> Cohort:
    """One that she may see."""
    return get_object_or_404(cohorts_visible_to(request.user), pk=pk)  # type: ignore[arg-type]


@require_safe
def cohorts(request: HttpRequest) -> HttpResponse:
    """All that she may see, the latest first."""
    context = {
        "cohorts": cohort_list(request.user),  # type: ignore[arg-type]
        "may_make": training_organisation(request.user) is not None,  # type: ignore[arg-type]
        "own": training_organisations(request.user),  # type: ignore[arg-type]
    }
    return render(request, f"{TEMPLATES}list.html", context)


def new_cohort(request: HttpRequest) -> HttpResponse:
    """A draft that only trainers see."""
    organisation = training_organisation(request.user)  # type: ignore[arg-type]
    if organisation is None:
        return redirect("learning:cohorts")
    start = {"seen": 0, "language": get_language()}
    form = CohortForm(request.POST or None, initial=start)
    status = 200
    if form.is_valid():
        try:
            row = actions.make_cohort(organisation, form.cleaned_data, by=request.user)  # type: ignore[arg-type]
        except NotAllowed as why:
            form.add_error(None, str(why))
            status = 409
        else:
            return redirect("learning:cohort", row.pk)
    context = {"form": form, "title": _("Plan a training"), "button": _("Save")}
    return render(request, f"{TEMPLATES}form.html", context, status=status)


def change_cohort(request: HttpRequest, pk: int) -> HttpResponse:
    """What it says, how many places it has."""
    row, status = cohort_or_404(request, pk), 200
    start = {"seen": row.version, **{name: getattr(row, name) for name in actions.WRITTEN}}
    form = CohortForm(request.POST or None, initial=start)
    if form.is_valid():
        data = form.cleaned_data
        try:
            actions.change_cohort(row, data, seen=data["seen"], by=request.user)  # type: ignore[arg-type]
        except NotAllowed as why:
            form.add_error(None, str(why))
            status = 409
        else:
            return redirect("learning:cohort", pk)
    context = {"form": form, "title": row.title, "button": _("Save"), "cohort": row}
    return render(request, f"{TEMPLATES}form.html", context, status=status)


@require_safe
def cohort(request: HttpRequest, pk: int) -> HttpResponse:
    """When and where; for who takes part, her own part; for trainers, everyone."""
    row, mine = cohort_or_404(request, pk), list(memberships_of(request.user))
    found = shown_courses(row.course)
    context = {
        "cohort": row,
        "course": found[0] if found else None,
        "sessions": row.sessions.all(),
        "today": timezone.localdate(),
        "enrolled": enrolled_in(row),
        **_own_part(request, row, found),
    }
    if rules.trains_for(mine, row.organisation_id):
        context |= {
            "trains": True,
            "deeds": deeds_for(mine, row),
            "may_change": allowed(rules.may_change, mine, row),
            "participants": participants_of(row),
            "waiting": waiting_for(row),
        }
    return render(request, f"{TEMPLATES}cohort.html", context)


def _own_part(request: HttpRequest, row: Cohort, found: list[Any]) -> dict[str, Any]:
    user: Any = request.user
    enrolment = enrolment_of(row, user)
    state = enrolment.state if enrolment else ""
    last_day, today = last_day_of(row), timezone.localdate()
    own: dict[str, Any] = {
        "enrolment": enrolment,
        "may_enrol": allowed(rules.may_enrol, workplaces_of(user), row, state, last_day, today),
        "may_leave": bool(enrolment) and allowed(rules.may_leave, row, state),
    }
    if enrolment and state == EnrolmentState.WAITING:
        own["in_line"] = place_in_line(enrolment)
    if enrolment and state == EnrolmentState.ENROLLED:
        own["part"] = next(iter(participants_of(row, user.pk)), None)
        if found and allowed(rules.may_note_lessons, row, state):
            own["form"] = lessons_form(found[0], None, enrolment.lessons)
    return own


def lessons_form(found: Any, data: Any, done: list[int]) -> LessonsForm:
    """Her lessons, to be ticked."""
    lessons = [(lesson.row.number, lesson.row.title) for lesson in found.lessons]
    return LessonsForm(data, lessons=lessons, initial={"done": done})
