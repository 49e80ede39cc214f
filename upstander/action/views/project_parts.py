"""Milestones, activities, outcomes, measures and notes of a project."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from upstander.action.actions.project import (
    PARTS,
    add_part,
    ask_who_came,
    change_part,
    remove_part,
)
from upstander.action.forms.project import FORMS, Kept
from upstander.action.models import Project
from upstander.action.rules import project as rules
from upstander.action.views.project import PAGE, own_project_or_404
from upstander.core.errors import NotAllowed, allowed, refusal
from upstander.network.interface import memberships_of

TITLES = {
    "milestone": gettext_lazy("Milestones"),
    "activity": gettext_lazy("Activities"),
    "outcome": gettext_lazy("Outcomes"),
    "measure": gettext_lazy("Outcomes"),
    "note": gettext_lazy("Risks and changes"),
}


def add(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """Another milestone, activity, outcome or note."""
    project = own_project_or_404(request, pk)
    if name not in PARTS or name == "measure":
        raise Http404
    return _add(request, project, project, name)


def measure(request: HttpRequest, pk: int, outcome: int) -> HttpResponse:
    """Another measure of an outcome."""
    project = own_project_or_404(request, pk)
    return _add(request, project, get_object_or_404(project.outcomes, pk=outcome), "measure")


def _add(request: HttpRequest, project: Project, parent: Any, name: str) -> HttpResponse:
    form = FORMS[name](request.POST or None)
    if form.is_valid():
        try:
            add_part(parent, name, form.values(), by=request.user)  # type: ignore[arg-type]
        except NotAllowed as why:
            form.add_error(None, str(why))
        else:
            return _saved(request, project, name)
    about = parent if name == "measure" else None
    return _page(request, project, name, form, about=about)


def part_or_404(project: Project, name: str, part: int) -> Any:
    """A part of this project."""
    if name not in PARTS:
        raise Http404
    path = "outcome__project" if name == "measure" else "project"
    return get_object_or_404(PARTS[name]._default_manager.filter(**{path: project}), pk=part)


def change(request: HttpRequest, pk: int, name: str, part: int) -> HttpResponse:
    """Other words of a part. What was saved meanwhile stands beside what she typed."""
    project = own_project_or_404(request, pk)
    row = part_or_404(project, name, part)
    form, was = FORMS[name](request.POST or None, row=row), []
    if form.is_valid():
        try:
            change_part(row, name, form.values(), seen=form.version, by=request.user)  # type: ignore[arg-type]
        except NotAllowed as why:
            now = part_or_404(project, name, part)
            if form.version != now.version:
                was = form.in_words(now)
                form.drawn_from(now.version)
            form.add_error(None, str(why))
        else:
            return _saved(request, project, name)
    mine = list(memberships_of(request.user))
    may_remove = allowed(rules.may_remove_part, mine, project)
    about = row.outcome if name == "measure" else None
    more = {"row": row, "was": was, "may_remove": may_remove, "about": about}
    return _page(request, project, name, form, **more)


def _page(
    request: HttpRequest, project: Project, name: str, form: Kept, **more: Any
) -> HttpResponse:
    mine = list(memberships_of(request.user))
    if why := refusal(rules.may_write_part, mine, project, name):
        if not form.is_bound:
            return redirect("action:project", project.pk)
        if why not in form.non_field_errors():
            form.add_error(None, why)
    context = {"project": project, "form": form, "name": name, "title": TITLES[name], **more}
    status = 409 if form.is_bound and form.non_field_errors() else 200
    return render(request, f"{PAGE}part.html", context, status=status)


def _saved(request: HttpRequest, project: Project, name: str) -> HttpResponse:
    messages.success(request, _("Saved."))
    place = "outcome" if name == "measure" else name
    return redirect(reverse("action:project", args=[project.pk]) + f"#{place}")


@require_POST
def ask(request: HttpRequest, pk: int, part: int) -> HttpResponse:
    """Ask those who came to an activity how it was."""
    project = own_project_or_404(request, pk)
    activity, language = get_object_or_404(project.activities, pk=part), get_language() or "en"
    try:
        survey = ask_who_came(activity, language, by=request.user)  # type: ignore[arg-type]
    except NotAllowed as why:
        messages.error(request, str(why))
        return redirect("action:project", pk)
    return redirect("action:survey", survey.pk)


def remove(request: HttpRequest, pk: int, name: str, part: int) -> HttpResponse:
    """Take a part out of a plan that has not begun, after a page that asks."""
    project = own_project_or_404(request, pk)
    row = part_or_404(project, name, part)
    try:
        rules.may_remove_part(list(memberships_of(request.user)), project)
        if request.method != "POST":
            context = {"project": project, "row": row, "title": TITLES[name], "name": name}
            return render(request, f"{PAGE}remove.html", context)
        remove_part(row, name, by=request.user)  # type: ignore[arg-type]
        messages.success(request, _("Saved."))
    except NotAllowed as why:
        messages.error(request, str(why))
    return redirect("action:project", pk)
