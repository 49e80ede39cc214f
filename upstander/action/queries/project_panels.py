"""What waits about projects on the home of local action."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from upstander.accounts.interface import User
from upstander.action.models import Activity, Project
from upstander.action.queries.project import open_milestones
from upstander.action.states import PLAN_STATES, ProjectState
from upstander.core.panels import Panel, Row
from upstander.network.interface import WRITING_ROLES, audiences_of, memberships_of

SOON, A_WHILE = timedelta(days=14), timedelta(days=30)


def projects_panel(user: User, now: datetime) -> Panel | None:
    """Milestones that are due, activities without a number, projects past their last day.

    For hub and funder only the way to what is shown to them.
    """
    mine = list(memberships_of(user))
    here = {m.organisation_id for m in mine if m.role in WRITING_ROLES}
    if not here and not audiences_of(mine):
        return None
    today = timezone.localdate(now)
    projects = Project.objects.filter(organisation__in=here, state__in=PLAN_STATES)
    rows = [*_due(projects, today), *_uncounted(projects, today), *_past(projects, today)]
    more = (_("Projects"), reverse("action:projects"))
    return Panel(_("Projects"), rows, _("No project waits for you."), more)


def _due(projects: QuerySet[Project], today: date) -> Iterator[Row]:
    running = projects.filter(state=ProjectState.RUNNING)
    for row in open_milestones(running, today + SOON):
        when = _("due on %(day)s") % {"day": date_format(row.due_on, "DATE_FORMAT")}
        note = f"{row.project.title} · {when}"
        yield Row(row.text, _to(row.project), note, row.due_on < today)


def _uncounted(projects: QuerySet[Project], today: date) -> Iterator[Row]:
    rows = Activity.objects.filter(
        project__in=projects, held_on__range=(today - A_WHILE, today), is_cancelled=False,
        attendance=None,
    )  # fmt: skip
    for row in rows.select_related("project"):
        url = reverse("action:project-part", args=[row.project_id, "activity", row.pk])
        yield Row(row.title, url, _("Write how many came."))


def _past(projects: QuerySet[Project], today: date) -> Iterator[Row]:
    for row in projects.filter(ends_on__lt=today):
        note = f"{_('Last day')}: {date_format(row.ends_on, 'DATE_FORMAT')}"
        yield Row(row.title, _to(row), note, is_late=True)


def _to(project: Project) -> str:
    return reverse("action:project", args=[project.pk])
