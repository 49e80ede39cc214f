"""The network as the hub sees it, and what others tried."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any, NamedTuple

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from upstander.accounts.interface import User
from upstander.action.models import Priority, Project
from upstander.action.queries.duty import Is, Place, places_visible_to
from upstander.action.queries.priority import priorities_visible_to
from upstander.action.queries.project import projects_visible_to
from upstander.action.queries.project_summary import Summary, project_summary
from upstander.action.states import (
    PUBLIC_PRIORITY_STATES,
    PUBLIC_PROJECT_STATES,
    STARTED_STATES,
    PriorityState,
    ProjectState,
)
from upstander.network.interface import (
    WRITING_ROLES,
    Audience,
    audiences_of,
    memberships_of,
    shown_to,
)

MISSING = ("spoke", "partnership", "protocol", "summary", "plan")


class Line(NamedTuple):
    """A community in the network: its duties, and what is wanted and done there.

    `has_plan` is None where its spoke does not show whether there is one.
    """

    place: Place
    priorities: int
    running: int
    has_plan: bool | None

    def lacks(self, what: str) -> bool:
        """Whether this is known to be missing."""
        if what == "spoke":
            return False
        if what == "plan":
            return self.has_plan is False
        return self.place.duty(what).is_gap


def lines_for(user: User, today: date) -> list[Line]:
    """Every served community, by region and name.

    A constant number of queries.
    """
    places = places_visible_to(user, today)
    priorities = priorities_visible_to(user).filter(state=PriorityState.AGREED)
    agreed = _by_place(priorities, places)
    projects = projects_visible_to(user)
    running = _by_place(projects.filter(state=ProjectState.RUNNING), places)
    first, last = today.replace(month=1, day=1), today.replace(month=12, day=31)
    this_year = Q(starts_on__lte=last, ends_on__gte=first)
    planned = _by_place(projects.filter(this_year).exclude(state=ProjectState.WITHDRAWN), places)
    lines = [_line(place, agreed, running, planned) for place in places]
    lines.sort(key=lambda line: (line.place.spoke.region.position, line.place.community.name))
    return lines


def _line(place: Place, agreed: Counter[Any], running: Counter[Any], planned: Counter[Any]) -> Line:
    key = (place.organisation.pk, place.community.pk)
    has_plan: bool | None = bool(agreed[key] or planned[key])
    if not has_plan and not place.is_own and place.organisation.is_indigenous_governed:
        has_plan = None
    return Line(place, agreed[key], running[key], has_plan)


def _by_place(rows: QuerySet[Any], places: Sequence[Place]) -> Counter[tuple[int, int]]:
    """How many there are by organisation and community; none named means all that it serves."""
    served: dict[int, list[int]] = {}
    for place in places:
        served.setdefault(place.organisation.pk, []).append(place.community.pk)
    found: Counter[tuple[int, int]] = Counter()
    for holder, community in rows.order_by().values_list("organisation", "communities"):
        for one in served.get(holder, ()) if community is None else (community,):
            found[holder, one] += 1
    return found


HEAD = (
    "region", "community", "spoke", "partnership", "protocol", "annual_summary",
    "agreed_priorities", "running_projects", "plan_this_year",
)  # fmt: skip
WORDS = {Is.MET: "yes", Is.LATE: "late", Is.MISSING: "no", Is.LATER: "later", Is.UNSHOWN: ""}


def row_of(line: Line) -> list[Any]:
    """For a table; empty where a spoke does not show it."""
    place = line.place
    is_closed = place.organisation.is_indigenous_governed and not place.is_own
    return [
        place.spoke.region, place.community, place.organisation,
        *(WORDS[duty.standing] for duty in place.duties),
        None if is_closed and not line.priorities else line.priorities,
        None if is_closed and not line.running else line.running,
        line.has_plan,
    ]  # fmt: skip


class Tried(NamedTuple):
    """A priority of another spoke, its projects, and what came of them where that is shown."""

    priority: Priority
    projects: Sequence[tuple[Project, Summary | None]]


def tried_by_others(user: User, institution: str, today: date) -> list[Tried]:
    """Agreed priorities that address an institution, of organisations that are not hers.

    For the hub what is shown to it; for everyone else what anyone may read. Constant queries.
    """
    mine = list(memberships_of(user))
    own = {m.organisation_id for m in mine if m.role in WRITING_ROLES}
    is_of_hub = Audience.HUB in audiences_of(mine)
    audience = Audience.HUB if is_of_hub else Audience.PUBLIC
    agreed = Priority.objects.filter(addresses=institution, state__in=PUBLIC_PRIORITY_STATES)
    rows = shown_to(audience, "priority", agreed.exclude(organisation__in=own))
    priorities = list(rows.select_related("organisation").order_by("organisation__name", "pk"))
    states = STARTED_STATES if is_of_hub else PUBLIC_PROJECT_STATES
    begun = Project.objects.filter(priority__in=priorities, state__in=states)
    projects = list(shown_to(audience, "project", begun))
    pks = [row.pk for row in projects] if is_of_hub else []
    came = {row.pk: row for row in project_summary(pks, None, today)}
    return [
        Tried(row, [(p, came.get(p.pk)) for p in projects if p.priority_id == row.pk])
        for row in priorities
    ]


def choices_of_missing() -> Iterator[tuple[str, str]]:
    """What one can look for, and its name."""
    names = (
        _("Spoke"), _("Partnership"), _("Agreed protocol"), _("Annual summary"),
        _("Plan of this year"),
    )  # fmt: skip
    yield from zip(MISSING, names, strict=True)
