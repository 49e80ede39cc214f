"""What everyone may see of projects that run or are done."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import F, FilteredRelation, OuterRef, Q, QuerySet, Subquery, Value
from django.utils import timezone

from upstander.action.models import Activity, Measure, Outcome, Photo, Priority, Project
from upstander.action.states import PUBLIC_PRIORITY_STATES, PUBLIC_PROJECT_STATES
from upstander.network.interface import Audience, open_spokes, shown_to
from upstander.partnership.interface import named_in_public

OUTCOME = ("pk", "change", "indicator", "unit", "baseline", "target")


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
    partners: Sequence[str]
    outcomes: Sequence[Outcome]
    coming: Sequence[Activity]
    photos: Sequence[Photo]


def _public() -> QuerySet[Project]:
    rows = Project.objects.filter(state__in=PUBLIC_PROJECT_STATES)
    return shown_to(Audience.PUBLIC, "project", rows)


def for_community(community: Any) -> Q:
    """Rows for a community; one that names none is for all that its organisation serves."""
    serving = open_spokes().filter(communities=community).order_by().values("organisation")
    return Q(communities=community) | Q(communities=None, organisation__in=serving)


def public_projects(*, organisation: Any = None, community: Any = None) -> list[PublicProject]:
    """Those of an organisation, or for a community, or all; what runs first. Three queries."""
    rows = projects_shown(organisation=organisation, community=community)
    names = names_by_project(partners_of_projects([row.pk for row in rows]))
    return [row._replace(partners=names.get(row.pk, [])) for row in rows]


def projects_shown(*, organisation: Any = None, community: Any = None) -> list[PublicProject]:
    """The same without the names of partners. Two queries."""
    rows = _public().select_related("organisation")
    if organisation is not None:
        rows = rows.filter(organisation=organisation)
    if community is not None:
        rows = rows.filter(for_community(community))
    projects: dict[int, Any] = {}
    outcomes: dict[int, list[Outcome]] = {}
    for row in _with_outcomes(rows):
        projects.setdefault(row.pk, row)
        outcomes.setdefault(row.pk, []).extend(_outcomes(row))
    events = _events(projects)
    shown = [_shown(row, outcomes[row.pk], events.get(row.pk, [])) for row in projects.values()]
    return sorted(shown, key=lambda row: row.state == PUBLIC_PROJECT_STATES[1])


def _with_outcomes(rows: QuerySet[Project]) -> QuerySet[Project]:
    """A row for each outcome, one for a project without: with its latest measure."""
    measures = Measure.objects.filter(outcome=OuterRef("outcomes")).order_by("-measured_on", "-pk")
    agreed = Priority.objects.filter(pk=OuterRef("priority"), state__in=PUBLIC_PRIORITY_STATES)
    return rows.annotate(
        **{f"outcome_{name}": F(f"outcomes__{name}") for name in OUTCOME},
        measured_on=Subquery(measures.values("measured_on")[:1]),
        measured=Subquery(measures.values("value")[:1]),
        wanted=Subquery(shown_to(Audience.PUBLIC, "priority", agreed).values("title")[:1]),
    ).order_by("-starts_on", "title", "pk", "outcomes__pk")


def _outcomes(row: Any) -> Iterator[Outcome]:
    if row.outcome_pk is None:
        return
    outcome: Any = Outcome(**{name: getattr(row, f"outcome_{name}") for name in OUTCOME})
    outcome.latest = None
    if row.measured_on is not None:
        outcome.latest = Measure(measured_on=row.measured_on, value=row.measured)
    yield outcome


def _events(projects: Collection[int]) -> dict[int, list[Any]]:
    """Activities to come and those with photos that everyone may see, a row for each photo."""
    seen = Q(photos__gone_at=None, photos__is_public=True)
    rows = Activity.objects.filter(project__in=projects).annotate(
        is_coming=Q(held_on__gte=timezone.localdate(), is_cancelled=False),
        seen=FilteredRelation("photos", condition=seen),
        photo=F("seen__pk"),
        shows=F("seen__shows"),
    )
    rows = rows.filter(Q(is_coming=True) | Q(photo__isnull=False))
    found: dict[int, list[Any]] = {}
    for row in rows.order_by("held_on", "pk", "seen__added_at", "seen__pk"):
        found.setdefault(row.project_id, []).append(row)
    return found


def partners_of_projects(projects: Collection[int], is_else: Any = None) -> QuerySet[Any]:
    """Partners that everyone may see, of projects: a row for each, with its number as `project`.

    With `is_else`, a condition, also others of whom it is true: `is_else` says so of each.
    """
    partners: Any = Project._meta.get_field("partners").related_model
    rows = named_in_public(partners._default_manager.select_related("organisation"))
    rows = rows.annotate(project=F("projects"), is_else=is_else or Value(False))
    return rows.filter(Q(is_else=True) | Q(project__in=projects))


def names_by_project(rows: Iterable[Any]) -> dict[int, list[str]]:
    """The names of partners in order, by the number of their project."""
    found: dict[int, list[str]] = {}
    for row in rows:
        found.setdefault(row.project, []).append(row.name)
    return found


def _shown(project: Any, outcomes: Sequence[Outcome], events: Sequence[Any]) -> PublicProject:
    coming = {row.pk: row for row in events if row.is_coming}
    photos = [
        Photo(pk=row.photo, activity_id=row.pk, shows=row.shows)
        for row in events
        if row.photo is not None
    ]
    return PublicProject(
        project.pk, project.organisation, project.title, project.goal,
        project.wanted or "", project.state, project.get_state_display(),
        project.starts_on, project.ends_on, (), outcomes, list(coming.values()), photos,
    )  # fmt: skip


def public_photo(number: UUID) -> Photo | None:
    """A photo that everyone may see, of a project that everyone may see."""
    projects = _public().values("pk")
    rows = Photo.objects.filter(is_public=True, gone_at=None, activity__project__in=projects)
    return rows.filter(pk=number).first()
