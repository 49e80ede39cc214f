"""Teams: who is in them, who can open, and which of them can receive."""

from typing import Any, NamedTuple

from django.db.models import Count, Q, QuerySet

from upstander.accounts.interface import User, public_part
from upstander.network.interface import Route, hub_today, memberships_of, people_in
from upstander.support.models import KeyShare, Team, TeamKey
from upstander.support.rules import COORDINATING_ROLES, WORKING_ROLES
from upstander.support.states import OPEN_STATES


class Member(NamedTuple):
    """Someone of a team: whether she coordinates it, can open it, and how much she has open."""

    user: User
    is_coordinator: bool
    can_open: bool
    has_keyring: bool
    open_cases: int


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


def members_of(team: Team) -> list[Member]:
    """Everyone who works in the team today, by name."""
    people: dict[int, tuple[User, set[str]]] = {}
    for membership in people_in(team.organisation_id, WORKING_ROLES):
        people.setdefault(membership.user_id, (membership.user, set()))[1].add(membership.role)
    numbers = _shared_numbers(team)
    loads = _loads(team)
    return [_member(user, roles, numbers, loads) for user, roles in people.values()]


def _member(user: User, roles: set[str], numbers: dict[int, int], loads: dict[int, int]) -> Member:
    own = public_part(user)
    return Member(
        user=user,
        is_coordinator=bool(roles & COORDINATING_ROLES),
        can_open=own is not None and numbers.get(user.pk) == own[0],
        has_keyring=own is not None,
        open_cases=loads.get(user.pk, 0),
    )


def _shared_numbers(team: Team) -> dict[int, int]:
    rows = KeyShare.objects.filter(team_key__team=team, team_key__is_current=True)
    return dict(rows.values_list("user_id", "keyring_number"))


def _loads(team: Team) -> dict[int, int]:
    rows = team.cases.filter(state__in=OPEN_STATES).exclude(assignee=None)
    counted = rows.order_by().values("assignee").annotate(number=Count("pk"))
    return {row["assignee"]: row["number"] for row in counted}


def has_strangers(team: Team) -> bool:
    """Whether someone who is no longer in the team still has a share: the pair must change."""
    here = {m.user_id for m in people_in(team.organisation_id, WORKING_ROLES)}
    return KeyShare.objects.filter(team_key__team=team).exclude(user__in=here).exists()


def ready_teams() -> dict[int, Team]:
    """The teams that can receive, by organisation: with a pair that someone there can open."""
    rows = (
        KeyShare.objects.filter(team_key__is_current=True, user__is_active=True)
        .select_related("team_key__team__organisation", "user__keyring")
        .order_by("team_key__team")
    )
    here: dict[int, set[int]] = {}
    found: dict[int, Team] = {}
    for share in rows:
        team = share.team_key.team
        if team.organisation_id not in here:
            people = people_in(team.organisation_id, WORKING_ROLES)
            here[team.organisation_id] = {m.user_id for m in people}
        is_fresh = share.keyring_number == share.user.keyring.number
        if is_fresh and share.user_id in here[team.organisation_id]:
            found[team.organisation_id] = team
    return found


def recipients_for(route: Route | None) -> list[Recipient]:
    """Who can receive for a place, the nearest first: its spoke, then the hub. Maybe nobody."""
    ready, hub = ready_teams(), hub_today()
    found = []
    if route and route.spoke and route.spoke.organisation_id in ready:
        found.append(Recipient(ready[route.spoke.organisation_id], route.kind))
    if hub and hub.organisation_id in ready:
        recipient = Recipient(ready[hub.organisation_id], "hub")
        found += [] if found and found[0].team == recipient.team else [recipient]
    return found


def other_teams(team: Team) -> list[Team]:
    """The teams to which this one could refer, by name."""
    others = [other for other in ready_teams().values() if other != team]
    return sorted(others, key=lambda other: other.organisation.name)


def spoke_teams() -> QuerySet[Team]:
    """Every team with its numbers, for the hub: counts and days, no words."""
    is_open, waits = Q(cases__state__in=OPEN_STATES), Q(cases__waits_for_team=True)
    return Team.objects.select_related("organisation").annotate(
        open_cases=Count("cases", filter=is_open),
        waiting=Count("cases", filter=is_open & waits),
    )
