"""Sessions of a training: written, taken out, and who was there."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from upstander.core.errors import NotAllowed
from upstander.learning.actions import cohort as actions
from upstander.learning.forms.cohort import AttendanceForm, SessionForm
from upstander.learning.models import Cohort, CohortSession
from upstander.learning.queries.cohort import cohorts_visible_to, training_organisations
from upstander.learning.queries.participant import participants_of

TEMPLATES = "learning/cohorts/"


def session(request: HttpRequest, pk: int, number: int | None = None) -> HttpResponse:
    """Add one, or change it."""
    row, start, status, title = _cohort(request, pk), {}, 200, _("Add a session")
    if number is not None:
        found = get_object_or_404(row.sessions, pk=number)
        start = {name: getattr(found, name) for name in actions.OF_A_SESSION}
        title = _name(found)
    form = SessionForm(request.POST or None, initial={"seen": row.version, **start})
    if form.is_valid():
        data = form.cleaned_data
        try:
            actions.write_session(row, number, data, seen=data["seen"], by=request.user)  # type: ignore[arg-type]
        except NotAllowed as why:
            form.add_error(None, str(why))
            status = 409
        else:
            return redirect("learning:cohort", pk)
    context = {"form": form, "title": title, "button": _("Save"), "cohort": row}
    return render(request, f"{TEMPLATES}form.html", context, status=status)


def remove(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """Take a session out, after a page that asks."""
    found = _session(request, pk, number)
    if request.method != "POST":
        context = {"cohort": found.cohort, "title": _("Remove it"), "row": _name(found)}
        context["text"] = _("This cannot be undone.")
        return render(request, f"{TEMPLATES}sure.html", context)
    try:
        actions.remove_session(found, by=request.user)  # type: ignore[arg-type]
    except NotAllowed as why:
        messages.error(request, str(why))
    return redirect("learning:cohort", pk)


def attendance(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """Who was there."""
    found, status = _session(request, pk, number), 200
    people = [
        (row.enrolment.pk, f"{row.enrolment.user.name} · {row.enrolment.organisation}")
        for row in participants_of(found.cohort)
    ]
    there = list(found.attended.values_list("enrolment", flat=True))
    start = {"seen": found.version, "there": there}
    form = AttendanceForm(request.POST or None, people=people, initial=start)
    if form.is_valid():
        data = form.cleaned_data
        try:
            actions.note_attendance(found, data["there"], seen=data["seen"], by=request.user)  # type: ignore[arg-type]
        except NotAllowed as why:
            form.add_error(None, str(why))
            status = 409
        else:
            messages.success(request, _("Saved."))
            return redirect("learning:cohort", pk)
    context: dict[str, Any] = {"form": form, "title": _name(found), "button": _("Save")}
    context |= {"cohort": found.cohort, "is_empty": not people}
    return render(request, f"{TEMPLATES}form.html", context, status=status)


def _name(found: CohortSession) -> str:
    return f"{date_format(found.day, 'DATE_FORMAT')}, {found.place}"


def _cohort(request: HttpRequest, pk: int) -> Cohort:
    """One that she gives; the rules are asked once more when she does something."""
    own = training_organisations(request.user)  # type: ignore[arg-type]
    rows = cohorts_visible_to(request.user).filter(organisation__in=own)  # type: ignore[arg-type]
    return get_object_or_404(rows, pk=pk)


def _session(request: HttpRequest, pk: int, number: int) -> CohortSession:
    rows = _cohort(request, pk).sessions.select_related("cohort__organisation")
    return get_object_or_404(rows, pk=number)
