"""Requests as a team sees them."""

from datetime import date
from hashlib import sha256
from typing import Any, NamedTuple

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _

from upstander.accounts.interface import User
from upstander.core.errors import NotAllowed
from upstander.core.seal import open_row
from upstander.network.interface import memberships_of
from upstander.support.models import Attachment, Case, Referral, Task, Team
from upstander.support.queries.keys import Keys, place_of
from upstander.support.queries.team import members_of, teams_of
from upstander.support.rules import coordinates, may_open
from upstander.support.states import OPEN_STATES, CaseState, ReferralState

PAGE = 50


def locked(case: Case) -> Case:
    """The request as it is now, held until the transaction ends; NotAllowed where it is gone."""
    rows = Case.objects.select_for_update(no_key=True, of=("self",)).select_related("team")
    if (found := rows.filter(pk=case.pk).first()) is None:
        raise NotAllowed(_("This has already been dealt with. Look at the page again."))
    return found


class Counts(NamedTuple):
    """How many requests wait, for whom."""

    mine: int
    unassigned: int
    waiting: int
    overdue: int
    open: int
    held: int
    offered: int


def cases_visible_to(user: User) -> QuerySet[Case]:
    """The requests of her teams, and those that were passed on from or to them with consent."""
    teams = list(teams_of(user))
    passed = Q(state__in=[ReferralState.OFFERED, ReferralState.ACCEPTED])
    rows = Referral.objects.filter(passed, Q(to_team__in=teams) | Q(from_team__in=teams))
    wanted = Q(team__in=teams) | Q(pk__in=rows.values("case"))
    return Case.objects.filter(wanted).select_related("team__organisation", "assignee")


def inbox(user: User, show: str, today: date, start: int = 0) -> list[Case]:
    """One page of her teams' requests: what waits stands first, what is due first before it."""
    rows = Case.objects.filter(team__in=list(teams_of(user)))
    rows = rows.filter(_shown(user, today)[show]).select_related("team__organisation", "assignee")
    order = ["-closed_on", "id"] if show == "over" else ["-waits_for_team", "answer_by", "id"]
    return list(rows.order_by(*order)[start : start + PAGE + 1])


def _shown(user: User, today: date) -> dict[str, Q]:
    is_open = Q(closed_on=None, state__in=OPEN_STATES)  # the day says which index it is
    waiting = is_open & Q(waits_for_team=True)
    return {
        "mine": is_open & Q(assignee=user),
        "unassigned": is_open & Q(assignee=None),
        "waiting": waiting,
        "overdue": waiting & Q(answer_by__lt=today),
        "open": is_open,
        "held": Q(closed_on=None, state=CaseState.HELD),
        "over": Q(closed_on__isnull=False),
    }


def counts(user: User, today: date) -> Counts:
    """How many of each, in one query over what is open."""
    teams = list(teams_of(user))
    shown = _shown(user, today)
    names = ("mine", "unassigned", "waiting", "overdue", "open", "held")
    rows = Case.objects.filter(team__in=teams, closed_on=None)
    found = rows.aggregate(**{name: Count("pk", filter=shown[name]) for name in names})
    offered = Referral.objects.filter(to_team__in=teams, state=ReferralState.OFFERED).count()
    return Counts(**found, offered=offered)


def tasks_due(user: User, today: date) -> list[Task]:
    """What she has to do by today, in the open requests that she has; the oldest first."""
    # Asked apart: joined, SQLite would begin with all that she ever had.
    mine = Case.objects.filter(team__in=list(teams_of(user)), closed_on=None, assignee=user)
    numbers = list(mine.order_by().values_list("pk", flat=True))
    rows = Task.objects.filter(done_on=None, due_on__lte=today, case__in=numbers)
    return list(rows.select_related("case").order_by("due_on", "id")[:PAGE])


def offers_to(user: User) -> QuerySet[Referral]:
    """Requests that other teams would pass on to hers."""
    rows = Referral.objects.filter(to_team__in=list(teams_of(user)), state=ReferralState.OFFERED)
    return rows.select_related("case", "from_team__organisation", "to_team__organisation")


def may_read(case: Case, user: User) -> None:
    """Who has it, her coordinators; a team to which it is offered; who passed it on."""
    mine = list(memberships_of(user))
    try:
        may_open(mine, case, user)
    except NotAllowed:
        if not _reads_by_referral(case, mine, user):
            raise


def _reads_by_referral(case: Case, mine: list[Any], user: User) -> bool:
    organisations = {m.organisation_id for m in mine}
    for referral in case.referrals.select_related("to_team", "from_team"):
        to_team = referral.to_team
        if referral.state == ReferralState.OFFERED and to_team is not None:
            if (
                to_team.organisation_id in organisations
                and teams_of(user).filter(pk=to_team.pk).exists()
            ):
                return True
        elif referral.state == ReferralState.ACCEPTED and (
            coordinates(mine, referral.from_team)
            or (referral.by_id == user.pk and referral.from_team.organisation_id in organisations)
        ):
            return True
    return False


def file_of(attachment: Attachment, keys: Keys) -> bytes:
    """The bytes of a file."""
    pieces = attachment.pieces.all()
    return b"".join(open_row(keys["story"], bytes(p.sealed), place_of(p)) for p in pieces)


def version_of(case: Case, name: str) -> str:
    """Changes with each change of a sealed object of a request; empty where there is none."""
    part = case.parts.filter(name=name).first()
    return sha256(bytes(part.sealed)).hexdigest()[:16] if part else ""


def assignable(team: Team) -> list[User]:
    """Who can be given a request: members who can open it."""
    return [member.user for member in members_of(team) if member.can_open]
