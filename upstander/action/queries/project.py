"""Projects: who may see which, and what stands on the page of one."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, NamedTuple

from django.db.models import Count, Prefetch, Q, QuerySet

from upstander.accounts.interface import User
from upstander.action.models import (
    Activity,
    Measure,
    Milestone,
    Outcome,
    Photo,
    Priority,
    Project,
    Survey,
)
from upstander.action.rules.project import Books, books
from upstander.action.states import (
    PUBLIC_PRIORITY_STATES,
    STARTED_STATES,
    PriorityState,
    ProjectState,
)
from upstander.network.interface import (
    WRITING_ROLES,
    audiences_of,
    communities,
    may_be_seen_by,
    memberships_of,
    open_spokes,
    people_in,
    shown_to,
    writes_for,
)


def projects_visible_to(user: User) -> QuerySet[Project]:
    """All of her own organisations; for hub and funder, what has begun and is shown to them."""
    mine = list(memberships_of(user))
    here = {m.organisation_id for m in mine if m.role in WRITING_ROLES}
    found = Q(organisation__in=here)
    for audience in audiences_of(mine):
        found |= Q(pk__in=shown_projects(audience).values("pk"))
    return Project.objects.filter(found).select_related("organisation")


def shown_projects(audience: str) -> QuerySet[Project]:
    """What has begun and is shown to an audience."""
    rows = Project.objects.filter(state__in=STARTED_STATES)
    return shown_to(audience, "project", rows)


def locked_project(pk: int) -> Project:
    """A project that nobody else changes until the transaction ends."""
    locked = Project.objects.select_for_update(no_key=True, of=("self",))
    return locked.select_related("organisation").get(pk=pk)


def communities_to_choose(organisation_id: int, project: Project | None = None) -> QuerySet[Any]:
    """Those that the organisation serves as a spoke today, and those that it chose before."""
    served = [
        place.pk
        for spoke in open_spokes().filter(organisation=organisation_id)
        for place in spoke.communities.all()
    ]
    chosen = [place.pk for place in project.communities.all()] if project else []
    return communities().filter(pk__in=[*served, *chosen])


def partners_to_choose(
    organisation: Any, today: date, project: Project | None = None
) -> QuerySet[Any]:
    """Those that belong to the partnership today, and those that were chosen before."""
    chosen = [partner.pk for partner in project.partners.all()] if project else []
    running = Q(starts_on__lte=today) & (Q(ends_on=None) | Q(ends_on__gt=today))
    rows: QuerySet[Any] = organisation.local_partners.all()
    return rows.filter(running | Q(pk__in=chosen))


def priorities_to_choose(
    organisation_id: int, project: Project | None = None
) -> QuerySet[Priority]:
    """Those that are agreed, and the one that was chosen before."""
    chosen = project.priority_id if project else None
    rows = Priority.objects.filter(organisation=organisation_id)
    return rows.filter(Q(state=PriorityState.AGREED) | Q(pk=chosen))


def people_to_choose(organisation_id: int, project: Project | None = None) -> QuerySet[User]:
    """Who works in the organisation today, and who leads the project already."""
    people = people_in(organisation_id, WRITING_ROLES).order_by().values("user")
    lead = project.lead_id if project else None
    return User.objects.filter(Q(pk__in=people) | Q(pk=lead)).order_by("name", "pk")


def partners_shown(project: Project, mine: Sequence[Any]) -> list[Any]:
    """The partners of a project, for her own people all, else those shown to hub or funder."""
    if writes_for(mine, project.organisation_id):
        return list(project.partners.all())
    found: dict[int, Any] = {}
    for audience in audiences_of(mine):
        rows = shown_to(audience, "partner", project.partners.all())
        found |= {partner.pk: partner for partner in rows}
    return sorted(found.values(), key=lambda partner: partner.name)


def priority_shown(project: Project, mine: Sequence[Any]) -> Priority | None:
    """The priority of a project; for hub and funder where it is agreed and shown to them."""
    priority = project.priority
    if priority is None or writes_for(mine, project.organisation_id):
        return priority
    subject = f"priority:{priority.pk}"
    is_shown = priority.state in PUBLIC_PRIORITY_STATES and any(
        may_be_seen_by(audience, project.organisation, subject) for audience in audiences_of(mine)
    )
    return priority if is_shown else None


class Reached(NamedTuple):
    """An outcome with its measures, the latest of them, and whether this is at the target."""

    outcome: Outcome
    measures: Sequence[Measure]
    latest: Measure | None

    @property
    def is_reached(self) -> bool | None:
        """None as long as nothing was measured."""
        return None if self.latest is None else self.outcome.is_reached_by(self.latest.value)


def reached(outcome: Outcome) -> Reached:
    """How far an outcome is, by its latest measure."""
    measures = list(outcome.measures.all())
    return Reached(outcome, measures, measures[-1] if measures else None)


class Parts(NamedTuple):
    """All that stands on the page of a project."""

    milestones: Sequence[Milestone]
    activities: Sequence[Activity]
    outcomes: Sequence[Reached]
    notes: Sequence[Any]
    books: Books


def parts_of(project: Project, *, is_own: bool) -> Parts:
    """Read with one query for each kind of part; photos are counted as she may see them."""
    activities = list(project.activities.annotate(kept=_kept(is_own=is_own)))
    return Parts(
        list(project.milestones.all()),
        activities,
        [reached(row) for row in project.outcomes.prefetch_related("measures")],
        list(project.notes.all()),
        books(project.budget, (row.cost for row in activities)),
    )


def _kept(*, is_own: bool) -> Count:
    seen = Q(photos__gone_at=None)
    return Count("photos", filter=seen if is_own else seen & Q(photos__is_public=True))


def surveys_about(activities: Iterable[Activity]) -> dict[int, Survey]:
    """The feedback that was asked for, by the number of the activity; one query."""
    numbers = {f"activity:{row.pk}": row.pk for row in activities}
    found = Survey.objects.filter(subject__in=numbers)
    return {numbers[survey.subject]: survey for survey in found}


def photos_of(activity: Activity, *, is_own: bool) -> QuerySet[Photo]:
    """The photos that are kept; for others than its own people those that everyone may see."""
    rows = activity.photos.filter(gone_at=None)
    return rows if is_own else rows.filter(is_public=True)


def activities_among(projects: QuerySet[Project]) -> QuerySet[Activity]:
    """All activities of some projects, by day, with their projects."""
    rows = Activity.objects.filter(project__in=projects.order_by().values("pk"))
    return rows.select_related("project__organisation").order_by("held_on", "pk")


def of_state(projects: QuerySet[Project], state: str) -> QuerySet[Project]:
    """Those in a state; all for an unknown one."""
    return projects.filter(state=state) if state in ProjectState.values else projects


def with_parts(projects: QuerySet[Project]) -> QuerySet[Project]:
    """Projects with their activities, outcomes and measures: four queries, however many."""
    return projects.prefetch_related(
        Prefetch("activities", queryset=Activity.objects.all()),
        Prefetch("outcomes", queryset=Outcome.objects.prefetch_related("measures")),
    )


def open_milestones(projects: Iterable[Project], until: date) -> QuerySet[Milestone]:
    """Those not done and due until a day."""
    rows = Milestone.objects.filter(project__in=projects, done_on=None, due_on__lte=until)
    return rows.select_related("project")
