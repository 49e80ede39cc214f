"""Teams: who is in them, who can open, and which of them can receive."""

from datetime import date
from functools import cached_property
from typing import Any, NamedTuple

from django.db.models import Count, F, Q, QuerySet

from upstander.accounts.interface import User
from upstander.audit.interface import entries_of
from upstander.network.interface import (
    Route,
    communities,
    hub_today,
    memberships_of,
    open_spokes,
    people_everywhere,
    people_in,
    route_for,
)
from upstander.support.models import Case, KeyShare, Team, TeamKey
from upstander.support.rules import COORDINATING_ROLES, HUB_ROLES, WORKING_ROLES
from upstander.support.states import OPEN_STATES

REMOVED = "team.member_removed"
# The day says which index it is: see Case.
AT_WORK = Q(closed_on=None, state__in=OPEN_STATES)
RENEWED = ("team.set_up", "team.key_rotated", "team.recovered")


class Member(NamedTuple):
    """Someone of a team: whether she coordinates it, can open it, and how much she has open."""

    user: User
    is_coordinator: bool
    can_open: bool
    has_keyring: bool
    open_cases: int


class Load(NamedTuple):
    """A team's requests in numbers."""

    open: int
    unassigned: int
    waiting: int
    overdue: int


class Clock(NamedTuple):
    """An organisation's team in numbers; no team where none is set up."""

    organisation: Any
    team: Team | None
    can_open: int
    load: Load


class Recipient(NamedTuple):
    """Who receives: the team, and how it was found ("own", "near", "hub")."""

    team: Team
    kind: str


def organisations_of(user: User, roles: Any = WORKING_ROLES) -> dict[int, Any]:
    """The organisations in which she has one of the roles today, by number."""
    return {m.organisation_id: m.organisation for m in memberships_of(user) if m.role in roles}


def teams_of(user: User) -> QuerySet[Team]:
    """The teams in which she works today."""
    rows = Team.objects.filter(organisation__in=list(organisations_of(user)))
    return rows.select_related("organisation")


def current_key(team: Team) -> TeamKey:
    """The pair to which new requests are sealed."""
    return TeamKey.objects.get(team=team, is_current=True)


def locked_key(team: Team) -> TeamKey:
    """The pair of a team, which nobody changes until the transaction ends.

    The team is held and not the pair: who waited for a change then finds the new pair.
    """
    Team.objects.select_for_update(no_key=True).get(pk=team.pk)
    return current_key(team)


def members_of(team: Team) -> list[Member]:
    """Everyone who works in the team today, by name."""
    people: dict[int, tuple[User, set[str]]] = {}
    rows = people_in(team.organisation_id, WORKING_ROLES).select_related("user__keyring")
    for membership in rows:
        people.setdefault(membership.user_id, (membership.user, set()))[1].add(membership.role)
    numbers = _shared_numbers(team)
    loads = _loads(team)
    return [_member(user, roles, numbers, loads) for user, roles in people.values()]


def _member(user: User, roles: set[str], numbers: dict[int, int], loads: dict[int, int]) -> Member:
    own: Any = getattr(user, "keyring", None)
    return Member(
        user=user,
        is_coordinator=bool(roles & COORDINATING_ROLES),
        can_open=own is not None and numbers.get(user.pk) == own.number,
        has_keyring=own is not None,
        open_cases=loads.get(user.pk, 0),
    )


def must_change_key(team: Team) -> bool:
    """Whether someone who left has held the pair that is in use."""
    if has_strangers(team):
        return True
    verbs = [entry.verb for entry in entries_of(f"team:{team.pk}")]
    told = [verb for verb in verbs if verb in (REMOVED, *RENEWED)]
    return told[-1:] == [REMOVED]


def _shared_numbers(team: Team) -> dict[int, int]:
    rows = KeyShare.objects.filter(team_key__team=team, team_key__is_current=True)
    return dict(rows.values_list("user_id", "keyring_number"))


def _loads(team: Team) -> dict[int, int]:
    rows = team.cases.filter(AT_WORK).exclude(assignee=None)
    counted = rows.order_by().values("assignee").annotate(number=Count("pk"))
    return {row["assignee"]: row["number"] for row in counted}


def has_strangers(team: Team) -> bool:
    """Whether someone who is no longer in the team still has a share: the pair must change."""
    here = {m.user_id for m in people_in(team.organisation_id, WORKING_ROLES)}
    return KeyShare.objects.filter(team_key__team=team).exclude(user__in=here).exists()


def openers() -> dict[int, set[int]]:
    """Who can open each team today, by the team's number: with a fresh share, and still there."""
    here = people_everywhere(WORKING_ROLES)
    rows = KeyShare.objects.filter(
        team_key__is_current=True, user__keyring__number=F("keyring_number")
    )
    found: dict[int, set[int]] = {}
    for team, organisation, user in rows.values_list(
        "team_key__team", "team_key__team__organisation", "user"
    ):
        if (organisation, user) in here:
            found.setdefault(team, set()).add(user)
    return found


def ready_teams() -> dict[int, Team]:
    """The teams that can receive, by organisation: with a pair that someone there can open."""
    rows = Team.objects.filter(pk__in=list(openers())).select_related("organisation")
    return {team.organisation_id: team for team in rows}


class Ground:
    """Who could receive for a place; each looked up once, however often it is asked."""

    def __init__(self, place: str) -> None:
        self.place = place

    @cached_property
    def ready(self) -> dict[int, Team]:
        """See ready_teams."""
        return ready_teams()

    @cached_property
    def route(self) -> Route | None:
        """To whom a person in this place turns."""
        found = communities().filter(key=self.place).first()
        return route_for(found) if found else None

    @cached_property
    def recipients(self) -> list[Recipient]:
        """Who can receive, the nearest first: the place's spoke, then the hub. Maybe none."""
        spoke, hub = self.route.spoke if self.route else None, hub_today()
        found = []
        if self.route and spoke and spoke.organisation_id in self.ready:
            found.append(Recipient(self.ready[spoke.organisation_id], self.route.kind))
        if hub and hub.organisation_id in self.ready:
            recipient = Recipient(self.ready[hub.organisation_id], "hub")
            found += [] if found and found[0].team == recipient.team else [recipient]
        return found

    @property
    def not_ready(self) -> str:
        """The name of the spoke of the place, where it cannot receive yet."""
        spoke = self.route.spoke if self.route else None
        if spoke is None or spoke.organisation_id in self.ready:
            return ""
        return str(spoke.organisation.name)


def other_teams(team: Team) -> list[Team]:
    """The teams to which this one could refer, by name."""
    others = [other for other in ready_teams().values() if other != team]
    return sorted(others, key=lambda other: other.organisation.name)


def load_of(team: Team, today: date) -> Load:
    """How much a team has open, and how much of it waits or is late."""
    return Load(**team.cases.filter(AT_WORK).aggregate(**_numbers(today)))


def _numbers(today: date) -> dict[str, Count]:
    waits = Q(waits_for_team=True)
    return {
        "open": Count("pk"),
        "unassigned": Count("pk", filter=Q(assignee=None)),
        "waiting": Count("pk", filter=waits),
        "overdue": Count("pk", filter=waits & Q(answer_by__lt=today)),
    }


def watches_network(user: User) -> bool:
    """Whether she works at the hub of today."""
    hub = hub_today()
    return hub is not None and hub.organisation_id in organisations_of(user, HUB_ROLES)


def loads(today: date) -> dict[int, Load]:
    """What each team has open, by its number, for the hub: counts, no words and no days."""
    rows = Case.objects.filter(AT_WORK).order_by().values("team").annotate(**_numbers(today))
    return {row[0]: Load(*row[1:]) for row in rows.values_list("team", *Load._fields)}


def clocks(today: date) -> list[Clock]:
    """The hub and each spoke of today, by name; those without a team too."""
    hub = hub_today()
    organisations = {s.organisation_id: s.organisation for s in open_spokes()}
    organisations |= {hub.organisation_id: hub.organisation} if hub else {}
    teams = {t.organisation_id: t for t in Team.objects.select_related("organisation")}
    organisations |= {team.organisation_id: team.organisation for team in teams.values()}
    can_open, numbers = openers(), loads(today)
    rows = []
    for pk, organisation in organisations.items():
        team = teams.get(pk)
        number = team.pk if team else 0
        load = numbers.get(number, Load(0, 0, 0, 0))
        rows.append(Clock(organisation, team, len(can_open.get(number, ())), load))
    return sorted(rows, key=lambda clock: clock.organisation.name)
