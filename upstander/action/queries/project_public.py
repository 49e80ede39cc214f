"""What everyone may see of projects that run or are done."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import Prefetch, QuerySet
from django.utils import timezone

from upstander.action.models import Activity, Measure, Outcome, Photo, Priority, Project
from upstander.action.states import PUBLIC_PRIORITY_STATES, PUBLIC_PROJECT_STATES
from upstander.network.interface import Audience, shown_to


class PublicProject(NamedTuple):
    """A project as everyone may see it. `partners` are those named in public.

    `priority` is "" where there is none that everyone may see.

    `outcomes` are what should change, each with `latest`, its newest measure, or None.
    `coming` are the activities of today and later; `photos` those with consent that may be shown,
    each at the address `action-public:photo` with its number.
    """

    pk: int
    organisation: Any
    title: str
    goal: str
    priority: str
    state: str
    state_name: str
    starts_on: date
    ends_on: date
    communities: Sequence[Any]
    partners: Sequence[str]
    outcomes: Sequence[Outcome]
    coming: Sequence[Activity]
    photos: Sequence[Photo]


def _public() -> QuerySet[Project]:
    rows = Project.objects.filter(state__in=PUBLIC_PROJECT_STATES)
    return shown_to(Audience.PUBLIC, "project", rows)


def public_projects(*, organisation: Any = None, community: Any = None) -> list[PublicProject]:
    """Those of an organisation, or for a community, or all; what runs first. Constant queries."""
    rows = _public().select_related("organisation")
    if organisation is not None:
        rows = rows.filter(organisation=organisation)
    if community is not None:
        rows = rows.filter(communities=community)
    projects = list(rows.prefetch_related("communities", *_parts(timezone.localdate())))
    named, priorities = _named(projects), _priorities(projects)
    shown = [_shown(project, named, priorities) for project in projects]
    return sorted(shown, key=lambda row: row.state == PUBLIC_PROJECT_STATES[1])


def _parts(today: date) -> Iterable[Prefetch[Any, Any, Any]]:
    coming = Activity.objects.filter(held_on__gte=today, is_cancelled=False)
    photos = Photo.objects.filter(gone_at=None, is_public=True).defer("data")
    with_photos = Activity.objects.prefetch_related(
        Prefetch("photos", queryset=photos, to_attr="shown")
    )
    yield Prefetch("activities", queryset=coming, to_attr="coming")
    yield Prefetch("activities", queryset=with_photos, to_attr="pictured")
    measures = Measure.objects.order_by("measured_on", "pk")
    yield Prefetch("outcomes", Outcome.objects.prefetch_related(Prefetch("measures", measures)))


def _named(projects: Sequence[Project]) -> dict[int, list[str]]:
    """The partners of each project that are named in public, by its number."""
    partners: Any = Project._meta.get_field("partners").related_model
    rows = partners._default_manager.filter(projects__in=projects, is_named_in_public=True)
    found: dict[int, list[str]] = {}
    for project, name in shown_to(Audience.PUBLIC, "partner", rows).values_list("projects", "name"):
        found.setdefault(project, []).append(name)
    return found


def _priorities(projects: Sequence[Project]) -> dict[int | None, str]:
    """The titles of priorities that everyone may see, by their numbers."""
    rows = Priority.objects.filter(projects__in=projects, state__in=PUBLIC_PRIORITY_STATES)
    return dict(shown_to(Audience.PUBLIC, "priority", rows).values_list("pk", "title"))


def _shown(
    project: Any, named: dict[int, list[str]], priorities: dict[int | None, str]
) -> PublicProject:
    return PublicProject(
        project.pk, project.organisation, project.title, project.goal,
        priorities.get(project.priority_id, ""), project.state, project.get_state_display(),
        project.starts_on, project.ends_on,
        list(project.communities.all()), named.get(project.pk, []), _outcomes(project),
        project.coming,
        [photo for activity in project.pictured for photo in activity.shown],
    )  # fmt: skip


def _outcomes(project: Project) -> list[Outcome]:
    found = list(project.outcomes.all())
    for outcome in found:
        outcome.latest = next(reversed(outcome.measures.all()), None)  # type: ignore[attr-defined]
    return found


def public_photo(number: UUID) -> Photo | None:
    """A photo that everyone may see, of a project that everyone may see."""
    projects = _public().values("pk")
    rows = Photo.objects.filter(is_public=True, gone_at=None, activity__project__in=projects)
    return rows.filter(pk=number).first()
