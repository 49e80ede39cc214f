"""What may happen to a request, and who may do it. Time and memberships are passed in."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext as _

from upstander.core.errors import NotAllowed
from upstander.network.interface import Role
from upstander.support.states import (
    CASE_MOVES,
    OPEN_STATES,
    OVER_STATES,
    REFERRAL_MOVES,
    CaseState,
    ReferralState,
    Wish,
)

WORKING_ROLES = frozenset(
    {Role.SPOKE_WORKER, Role.SPOKE_COORDINATOR, Role.HUB_STAFF, Role.HUB_COORDINATOR}
)
COORDINATING_ROLES = frozenset({Role.SPOKE_COORDINATOR, Role.HUB_COORDINATOR})
HUB_ROLES = frozenset({Role.HUB_STAFF, Role.HUB_COORDINATOR})
MOST_FILES = 10
LONGEST_TEXT = 20_000


def may_work_in(mine: Iterable[Any], team: Any) -> None:
    """Workers and coordinators of the team's organisation."""
    if not any(m.organisation_id == team.organisation_id and m.role in WORKING_ROLES for m in mine):
        raise NotAllowed(_("You are not in this team."))


def may_coordinate(mine: Iterable[Any], team: Any) -> None:
    """Coordinators of the team's organisation."""
    if not coordinates(mine, team):
        raise NotAllowed(_("Only a coordinator of this team can do this."))


def coordinates(mine: Iterable[Any], team: Any) -> bool:
    """Whether one of these memberships coordinates the team."""
    return any(
        m.organisation_id == team.organisation_id and m.role in COORDINATING_ROLES for m in mine
    )


def may_open(mine: Iterable[Any], case: Any, user: Any) -> None:
    """A request opens for the one who has it, and for the coordinators of her team."""
    mine = list(mine)
    may_work_in(mine, case.team)
    if case.assignee_id != user.pk and not coordinates(mine, case.team):
        raise NotAllowed(_("This request is not assigned to you. Take it first."))


def may_take(mine: Iterable[Any], case: Any) -> None:
    """Anyone in the team takes a request that nobody has."""
    may_work_in(mine, case.team)
    if case.state not in OPEN_STATES and case.state != CaseState.HELD:
        raise NotAllowed(_("This request is over. Reopen it first."))
    if case.assignee_id is not None:
        raise NotAllowed(_("Someone has taken this request already."))


def may_write(case: Any) -> None:
    """Words go to and fro as long as the request is open; who is held is not cut off."""
    if case.state not in OPEN_STATES and case.state != CaseState.HELD:
        raise NotAllowed(_("This request is closed. Reopen it to write."))


def may_answer(case: Any) -> None:
    """The first answer is one of its own; who is held may be asked before."""
    may_write(case)
    if case.state == CaseState.RECEIVED:
        raise NotAllowed(_("Write the first answer before anything else."))


def may_add(case: Any) -> None:
    """What the person adds goes where somebody reads it."""
    if case.state not in OPEN_STATES and case.state != CaseState.HELD:
        raise NotAllowed(
            _("This request is over, so nothing can be added to it. You can tell us again.")
        )


def may_move(case: Any, to: str) -> None:
    """Along the table of moves."""
    if to not in CASE_MOVES[case.state]:
        raise NotAllowed(_("This cannot be done in the state that the request is in now."))


def may_start(case: Any) -> None:
    """Support begins once; what is over is reopened."""
    if case.state not in OPEN_STATES:
        raise NotAllowed(_("This request is over. Reopen it first."))
    may_move(case, CaseState.IN_SUPPORT)


def may_release(case: Any) -> None:
    """Only what was held is released; what was marked as abuse is reopened."""
    if case.state != CaseState.HELD:
        raise NotAllowed(_("This cannot be done in the state that the request is in now."))


def may_reopen(case: Any) -> None:
    """Only what is over, and not where nobody's key opens it any more."""
    if case.state not in OVER_STATES or not CASE_MOVES[case.state]:
        raise NotAllowed(_("This cannot be done in the state that the request is in now."))


def may_close(case: Any) -> None:
    """Nobody's request is closed before she has had an answer."""
    may_move(case, CaseState.CLOSED)


def may_say(text: str) -> None:
    """Some words, and not a book."""
    if not text.strip():
        raise NotAllowed(_("Write something first."))
    if len(text) > LONGEST_TEXT:
        raise NotAllowed(_("This is very long. Send it in two parts."))


def may_attach(have: int, more: int) -> None:
    """Ten files a request."""
    if have + more > MOST_FILES:
        raise NotAllowed(
            _("You can add %(most)s files in all. Choose fewer.") % {"most": MOST_FILES}
        )


def may_refer(case: Any, to_team: Any) -> None:
    """An open request, to another team that can receive."""
    if case.state not in OPEN_STATES:
        raise NotAllowed(_("This request is closed. Reopen it to pass it on."))
    if to_team is not None and to_team.pk == case.team_id:
        raise NotAllowed(_("The request is with this team already."))


def may_settle(referral: Any, to: str) -> None:
    """Along the table of moves: above all, nothing is offered that nobody agreed to."""
    if to not in REFERRAL_MOVES[referral.state]:
        raise NotAllowed(_("This referral has already been dealt with."))


def may_answer_referral(mine: Iterable[Any], referral: Any) -> None:
    """The receiving team accepts or declines, once the person has agreed."""
    if referral.state != ReferralState.OFFERED:
        raise NotAllowed(_("This referral has already been dealt with."))
    may_work_in(mine, referral.to_team)


def may_run_protocol(mine: Iterable[Any], case: Any, user: Any) -> None:
    """A response protocol runs on an open request, for whoever has it, and never on a record."""
    may_open(mine, case, user)
    if case.wish == Wish.RECORD:
        raise NotAllowed(
            _("The person asked only to record it. So no protocol is started, and nobody is told.")
        )
    if case.state not in OPEN_STATES:
        raise NotAllowed(_("This request is not open. So no protocol can run on it."))
    if case.is_deletion_asked:
        raise NotAllowed(_("The person asked to delete this request. So no protocol runs on it."))


def may_tell_police(step: Any, to: str, is_agreed: bool) -> None:
    """What the police does is done only where the person said yes to it."""
    if step.is_police and to == "done" and not is_agreed:
        raise NotAllowed(
            _("The person did not say yes to the police. Ask first, then note it here.")
        )


def may_destroy(case: Any, today: date, hours: int) -> None:
    """Only what is over, or was to be deleted by the person's wish, when its time has come.

    That is its day, and as many hours as have really passed.

    The day alone would believe a clock that jumped; the hours alone, one that stood still.
    """
    is_due = case.destroy_on is not None and case.destroy_on <= today
    is_kept = case.state in OPEN_STATES and not case.is_deletion_asked
    if not is_due or case.destroy_at_hour > hours or is_kept:
        raise NotAllowed(_("The time to keep this request is not over."))


def working_day_after(day: date, days: int, holidays: Mapping[date, Any]) -> date:
    """The day `days` working days after `day`: Monday to Friday without holidays."""
    while days > 0:
        day += timedelta(days=1)
        if day.weekday() < 5 and day not in holidays:
            days -= 1
    return day
