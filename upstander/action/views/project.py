"""Projects at the desk: the list, the page of one, its plan, and how it goes on."""

from typing import Any, NamedTuple

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.http import require_safe

from upstander.action.actions.project import change_project, move_project, plan_project
from upstander.action.forms.project import MoveForm, ProjectForm
from upstander.action.models import Project
from upstander.action.queries.project import (
    activities_among,
    communities_to_choose,
    of_state,
    partners_shown,
    partners_to_choose,
    parts_of,
    people_to_choose,
    priorities_to_choose,
    priority_shown,
    projects_visible_to,
    surveys_about,
)
from upstander.action.queries.project_table import HEAD, row_of
from upstander.action.rules import project as rules
from upstander.action.states import ProjectState
from upstander.core.errors import NotAllowed, allowed
from upstander.core.tables import csv_bytes
from upstander.network.interface import WRITING_ROLES, memberships_of, writes_for

PAGE = "action/desk/project_"


class Deed(NamedTuple):
    """A move along the table: its title, what it means, its button, and what came of it."""

    title: Any
    text: Any
    button: Any
    done: Any
    asks_why: bool = False


DEEDS = {
    ProjectState.RUNNING: Deed(
        gettext_lazy("Begin the project?"),
        gettext_lazy("From now on it can be seen in public. Nothing of it is taken out any more."),
        gettext_lazy("Begin"),
        gettext_lazy("The project has begun."),
    ),
    ProjectState.DONE: Deed(
        gettext_lazy("Is the project done?"),
        gettext_lazy("Its plan stays as it is. You can still write what happened and measure."),
        pgettext_lazy("project", "It is done"),
        gettext_lazy("The project is done."),
    ),
    ProjectState.STOPPED: Deed(
        gettext_lazy("Stop the project?"),
        gettext_lazy("It is no longer shown in public. This cannot be undone."),
        pgettext_lazy("project", "Stop it"),
        gettext_lazy("The project is stopped."),
        asks_why=True,
    ),
    ProjectState.WITHDRAWN: Deed(
        gettext_lazy("Withdraw the project?"),
        gettext_lazy("It stays on your list. This cannot be undone."),
        gettext_lazy("Withdraw it"),
        gettext_lazy("The project is withdrawn."),
    ),
}


def project_or_404(request: HttpRequest, pk: int) -> Project:
    """A project that this person may see."""
    return get_object_or_404(projects_visible_to(request.user), pk=pk)  # type: ignore[arg-type]


def own_project_or_404(request: HttpRequest, pk: int) -> Project:
    """A project of an organisation that she writes for."""
    project = project_or_404(request, pk)
    if not writes_for(memberships_of(request.user), project.organisation_id):
        raise Http404
    return project


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """The projects that she may see, by state."""
    state = request.GET.get("state", "")
    mine = memberships_of(request.user)
    context = {
        "projects": of_state(projects_visible_to(request.user), state),  # type: ignore[arg-type]
        "states": [("", _("All")), *ProjectState.choices],
        "state": state if state in ProjectState.values else "",
        "organisations": {m.organisation for m in mine if m.role in WRITING_ROLES},
    }
    return render(request, f"{PAGE}list.html", context)


@require_safe
def table(request: HttpRequest) -> HttpResponse:
    """The activities of the same projects, to take along."""
    projects = of_state(projects_visible_to(request.user), request.GET.get("state", ""))  # type: ignore[arg-type]
    rows = activities_among(projects)
    answer = HttpResponse(csv_bytes(HEAD, map(row_of, rows)), content_type="text/csv")
    answer["Content-Disposition"] = 'attachment; filename="activities.csv"'
    answer["Cache-Control"] = "private, no-store"
    return answer


@require_safe
def show(request: HttpRequest, pk: int) -> HttpResponse:
    """All about a project, and what she may do with it now."""
    project, mine = project_or_404(request, pk), list(memberships_of(request.user))
    deeds = [(to, deed) for to, deed in DEEDS.items() if allowed(rules.may_move, mine, project, to)]
    parts, is_own = parts_of(project), writes_for(mine, project.organisation_id)
    context = {
        "project": project,
        "subject": f"project:{project.pk}",
        "parts": parts,
        "priority": priority_shown(project, mine),
        "surveys": surveys_about(parts.activities) if is_own else {},
        "communities": project.communities.all(),
        "partners": partners_shown(project, mine),
        "is_own": is_own,
        "may_change": allowed(rules.may_change, mine, project),
        "may_record": allowed(rules.may_record, mine, project),
        "deeds": deeds,
        "today": timezone.localdate(),
    }
    return render(request, f"{PAGE}page.html", context)


def new(request: HttpRequest, organisation: int) -> HttpResponse:
    """Plan a project of an organisation that she works for."""
    mine = memberships_of(request.user)
    found = next((m.organisation for m in mine if m.organisation_id == organisation), None)
    if found is None or not allowed(rules.may_plan, mine, organisation):
        raise Http404
    form = ProjectForm(request.POST or None, choices=_choices(found, None))
    if form.is_valid():
        try:
            project = plan_project(found, form.values(), by=request.user)  # type: ignore[arg-type]
        except NotAllowed as why:
            form.add_error(None, str(why))
        else:
            messages.success(request, _("Saved."))
            return redirect("action:project", project.pk)
    context = {"form": form, "organisation": found}
    return render(request, f"{PAGE}form.html", context)


def change(request: HttpRequest, pk: int) -> HttpResponse:
    """The plan of a project."""
    project, status = own_project_or_404(request, pk), 200
    choices = _choices(project.organisation, project)
    form = ProjectForm(request.POST or None, row=project, choices=choices)
    if form.is_valid():
        try:
            change_project(project, form.values(), seen=form.version, by=request.user)  # type: ignore[arg-type]
        except NotAllowed as why:
            form.add_error(None, str(why))
            form.drawn_from(project_or_404(request, pk).version)
            status = 409
        else:
            messages.success(request, _("Saved."))
            return redirect("action:project", pk)
    context = {"form": form, "project": project, "was": _was(project) if status == 409 else []}
    return render(request, f"{PAGE}form.html", context, status=status)


def _choices(organisation: Any, project: Project | None) -> dict[str, Any]:
    return {
        "communities": communities_to_choose(organisation.pk, project),
        "partners": partners_to_choose(organisation, timezone.localdate(), project),
        "lead": people_to_choose(organisation.pk, project),
        "priority": priorities_to_choose(organisation.pk, project),
    }


def _was(project: Project) -> list[tuple[Any, Any]]:
    """What is saved now, beside what she typed."""
    fields = ProjectForm(row=project, choices=_choices(project.organisation, project)).fields
    names = ("title", "goal", "starts_on", "ends_on", "budget")
    return [(fields[name].label, getattr(project, name)) for name in names]


def do(request: HttpRequest, pk: int, to: str) -> HttpResponse:
    """It goes on, after a page that asks."""
    project = own_project_or_404(request, pk)
    if to not in ProjectState.values or ProjectState(to) not in DEEDS:
        raise Http404
    state = ProjectState(to)
    deed, form = DEEDS[state], MoveForm(request.POST or None)
    try:
        rules.may_move(list(memberships_of(request.user)), project, state)
        if request.method != "POST" or (deed.asks_why and not form.is_valid()):
            context = {"project": project, "deed": deed, "form": form if deed.asks_why else None}
            return render(request, f"{PAGE}sure.html", context)
        reason = form.cleaned_data["reason"] if deed.asks_why else ""
        move_project(project, state, reason, by=request.user)  # type: ignore[arg-type]
        messages.success(request, deed.done)
    except NotAllowed as why:
        messages.error(request, str(why))
    return redirect("action:project", pk)
