"""What projects come to in a period, for reports and for the year."""

from collections.abc import Collection, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from django.db.models import QuerySet

from upstander.action.models import Activity, Outcome, Project
from upstander.action.queries.project import shown_projects, with_parts
from upstander.action.rules.project import Books, books, total
from upstander.action.states import ProjectState


class Held(NamedTuple):
    """An activity that took place. `attendance` is None where nobody wrote it down."""

    title: str
    kind: str
    kind_name: str
    held_on: date
    place: str
    attendance: int | None
    is_estimated: bool
    cost: Decimal | None
    words: str


class Change(NamedTuple):
    """An outcome with its latest measure in the period; `value` is None where there is none."""

    change: str
    indicator: str
    unit: str
    baseline: Decimal | None
    target: Decimal
    value: Decimal | None
    measured_on: date | None
    how: str
    is_reached: bool | None


class Summary(NamedTuple):
    """What a project comes to. `cost` and `attendance` are of the activities of the period.

    `cost` is None where none is written; `books` is of the whole project. Amounts in `currency`.
    """

    pk: int
    reference: str
    title: str
    state: str
    currency: str
    activities: Sequence[Held]
    attendance: int
    cost: Decimal | None
    outcomes: Sequence[Change]
    books: Books

    @property
    def is_going(self) -> bool:
        """Whether it is planned, runs or is done."""
        return self.state not in (ProjectState.STOPPED, ProjectState.WITHDRAWN)


def projects_of(organisation: Any, audience: str = "") -> QuerySet[Project]:
    """All of an organisation; for an audience, what has begun and is shown to it."""
    rows = shown_projects(audience) if audience else Project.objects.all()
    return rows.filter(organisation=organisation)


def project_summary(projects: Collection[int], since: date | None, until: date) -> list[Summary]:
    """Each of these projects from `since` (None: from its beginning) until a day; both count.

    Four queries, however many. The caller says which projects may be read.
    """
    rows = with_parts(Project.objects.filter(pk__in=projects)).order_by("starts_on", "pk")
    return [_summary(row, since or date.min, until) for row in rows]


def _summary(project: Project, since: date, until: date) -> Summary:
    activities = list(project.activities.all())
    held = [
        _held(row) for row in activities if since <= row.held_on <= until and not row.is_cancelled
    ]
    return Summary(
        project.pk, project.reference, project.title, project.state, project.currency,
        held, sum(row.attendance or 0 for row in held),
        total(row.cost for row in activities if since <= row.held_on <= until),
        [_change(row, until) for row in project.outcomes.all()],
        books(project.budget, (row.cost for row in activities)),
    )  # fmt: skip


def _held(row: Activity) -> Held:
    return Held(
        row.title, row.kind, row.get_kind_display(), row.held_on, row.place, row.attendance,
        row.is_estimated, row.cost, row.words,
    )  # fmt: skip


def _change(row: Outcome, until: date) -> Change:
    known = [found for found in row.measures.all() if found.measured_on <= until]
    last = known[-1] if known else None
    return Change(
        row.change, row.indicator, row.unit, row.baseline, row.target,
        last.value if last else None, last.measured_on if last else None,
        last.how if last else "", row.is_reached_by(last.value) if last else None,
    )  # fmt: skip
