"""What anyone may see of what is done in a community."""

from collections.abc import Iterator, Sequence
from functools import reduce
from operator import or_
from typing import Any, NamedTuple

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from upstander.action.models import Activity, Priority, Project
from upstander.action.queries.priority import PublicPriority, public_priorities
from upstander.action.queries.project_public import (
    PublicProject,
    for_community,
    names_by_project,
    partners_of_projects,
    projects_shown,
)
from upstander.action.states import PUBLIC_PRIORITY_STATES, PUBLIC_PROJECT_STATES, ProjectState
from upstander.network.interface import (
    Audience,
    Text,
    communities,
    open_spokes,
    shown_to,
    shown_where,
)
from upstander.partnership.interface import public_partners
from upstander.protocols.interface import public_protocols, title_said


class ComingActivity(NamedTuple):
    """An activity of today or later, and of which project it is."""

    activity: Activity
    project: PublicProject


class PublicPlace(NamedTuple):
    """What is agreed, done and known of a community in public. Partners are named, no person is.

    `protocols` are versions that hold, with protocol and organisation, each with its title in
    the language of the reader; the page of one is `protocols-public:protocol` with the number of
    its protocol.
    """

    priorities: Sequence[PublicPriority]
    running: Sequence[PublicProject]
    done: Sequence[PublicProject]
    protocols: Sequence[tuple[Any, Text]]
    partners: Sequence[Any]
    coming: Sequence[ComingActivity]

    def __bool__(self) -> bool:
        return any(self)


def public_place(community: Any) -> PublicPlace:
    """All of it for one community, in five queries: with what is around it, a page takes ten."""
    rows = projects_shown(community=community)
    today, numbers = timezone.localdate(), [row.pk for row in rows]
    here = public_partners(today, community=community).filter(pk=OuterRef("pk"))
    partners = list(partners_of_projects(numbers, Exists(here.order_by())))
    names = names_by_project(partners)
    projects = [row._replace(partners=names.get(row.pk, [])) for row in rows]
    running = [row for row in projects if row.state == ProjectState.RUNNING]
    coming = [ComingActivity(held, row) for row in running for held in row.coming]
    return PublicPlace(
        public_priorities(community=community),
        running,
        [row for row in projects if row.state != ProjectState.RUNNING],
        [(row, title_said(row)) for row in public_protocols(community=community)],
        list({row.pk: row for row in partners if row.is_else}.values()),
        sorted(coming, key=lambda row: (row.activity.held_on, row.activity.pk)),
    )


def has_public_place(community: Any) -> bool:
    """Whether there is something to show for one community; one query."""
    here = for_community(community)
    kinds = (
        Priority.objects.filter(
            here,
            shown_where(Audience.PUBLIC, "priority"),
            state__in=PUBLIC_PRIORITY_STATES,
        ),
        Project.objects.filter(
            here, shown_where(Audience.PUBLIC, "project"), state__in=PUBLIC_PROJECT_STATES
        ),
        public_protocols(community=community),
        public_partners(timezone.localdate(), community=community),
    )
    any_of = reduce(or_, (Q(Exists(rows.order_by())) for rows in kinds))
    return communities().filter(any_of, pk=community.pk).exists()


def public_place_keys() -> list[str]:
    """The communities for which there is something to show, by key; a constant number of queries.

    What names no community is for all that its organisation serves.
    """
    today = timezone.localdate()
    served: dict[int, list[int]] = {}
    for spoke in open_spokes():
        found = served.setdefault(spoke.organisation_id, [])
        found += [place.pk for place in spoke.communities.all()]
    wanted: set[int] = set()
    for rows in _priorities(), _projects(), public_partners(today):
        for holder, place in _pairs(rows, "organisation", "communities"):
            wanted.update(served.get(holder, ()) if place is None else (place,))
    wanted.update(_named(public_protocols(), "protocol__communities"))
    return list(communities().filter(pk__in=wanted).values_list("key", flat=True))


def places_of_priorities() -> dict[int, list[int]]:
    """The communities that each public priority names, by numbers; one query.

    What names none is for all that its organisation serves, and is not in it.
    """
    return _places(_priorities())


def places_of_projects() -> dict[int, list[int]]:
    """The same of each public project."""
    return _places(_projects())


def _places(rows: QuerySet[Any]) -> dict[int, list[int]]:
    found: dict[int, list[int]] = {}
    for row, place in _pairs(rows, "pk", "communities"):
        if place is not None:
            found.setdefault(row, []).append(place)
    return found


def _priorities() -> QuerySet[Priority]:
    rows = Priority.objects.filter(state__in=PUBLIC_PRIORITY_STATES)
    return shown_to(Audience.PUBLIC, "priority", rows)


def _projects() -> QuerySet[Project]:
    rows = Project.objects.filter(state__in=PUBLIC_PROJECT_STATES)
    return shown_to(Audience.PUBLIC, "project", rows)


def _named(rows: QuerySet[Any], path: str) -> Iterator[int]:
    return (place for (place,) in _pairs(rows, path) if place is not None)


def _pairs(rows: QuerySet[Any], *paths: str) -> QuerySet[Any, Any]:
    return rows.select_related(None).order_by().values_list(*paths).distinct()
