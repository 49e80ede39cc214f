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
from upstander.action.states import STARTED_STATES, ProjectState
from upstander.core.errors import NotAllowed, allowed
from upstander.core.tables import csv_bytes
from upstander.network.interface import WRITING_ROLES, audiences_of, memberships_of, writes_for

PAGE = "action/desk/project_"


class Deed(NamedTuple):
    """A move along the table: its title, what it means, and its button.

    `is_shown` says that everyone may see the project from then on, where no release is needed.
    """

    title: Any
    text: Any
    button: Any
    asks_why: bool = False
    is_shown: bool = False


DEEDS = {
    ProjectState.RUNNING: Deed(
        gettext_lazy("Begin the project?"),
        gettext_lazy("Nothing of it is taken out any more."),
        gettext_lazy("Begin"),
        is_shown=True,
    ),
    ProjectState.DONE: Deed(
        gettext_lazy("Is the project done?"),
        gettext_lazy("Its plan stays as it is. You can still write what happened and measure."),
        pgettext_lazy("project", "It is done"),
    ),
    ProjectState.STOPPED: Deed(
        gettext_lazy("Stop the project?"),
        gettext_lazy("It is no longer shown in public. This cannot be undone."),
        pgettext_lazy("project", "Stop it"),
        asks_why=True,
    ),
    ProjectState.WITHDRAWN: Deed(
        gettext_lazy("Withdraw the project?"),
        gettext_lazy("This cannot be undone."),
        gettext_lazy("Withdraw"),
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
    mine = list(memberships_of(request.user))
    organisations = {m.organisation for m in mine if m.role in WRITING_ROLES}
    seen = list(ProjectState) if organisations else STARTED_STATES
    context = {
        "projects": of_state(projects_visible_to(request.user), state),  # type: ignore[arg-type]
        "states": [("", _("All")), *((one.value, one.label) for one in seen)],
        "state": state if state in seen else "",
        "organisations": organisations,
        "is_reader": bool(audiences_of(mine)),
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
    is_own = writes_for(mine, project.organisation_id)
    parts = parts_of(project, is_own=is_own)
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
    form = ProjectForm(row=project, choices=_choices(project.organisation, project))
    return form.in_words(project, ("title", "goal", "starts_on", "ends_on", "budget"))


def do(request: HttpRequest, pk: int, to: str) -> HttpResponse:
    """It goes on, after a page that asks."""
    project = own_project_or_404(request, pk)
    if to not in ProjectState.values or ProjectState(to) not in DEEDS:
        raise Http404
    deed, is_sent, status = DEEDS[ProjectState(to)], request.method == "POST", 200
    form = MoveForm(request.POST if is_sent else None) if deed.asks_why else None
    try:
        rules.may_move(list(memberships_of(request.user)), project, to)
        if is_sent and (form is None or form.is_valid()):
            reason = form.cleaned_data["reason"] if form else ""
            move_project(project, ProjectState(to), reason, by=request.user)  # type: ignore[arg-type]
            messages.success(request, _("Saved."))
            return redirect("action:project", pk)
    except NotAllowed as why:
        if not is_sent or form is None:
            messages.error(request, str(why))
            return redirect("action:project", pk)
        form.add_error(None, str(why))
        status = 409
    context = {"project": project, "deed": deed, "form": form}
    return render(request, f"{PAGE}sure.html", context, status=status)
