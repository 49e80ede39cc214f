"""Passing a request on: never before the person has agreed."""

import uuid
from typing import Any, NamedTuple

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from upstander.accounts.interface import User
from upstander.audit.interface import record
from upstander.core.errors import NotAllowed
from upstander.core.moves import move
from upstander.core.seal import seal_row
from upstander.network.interface import memberships_of
from upstander.support.actions.ending import end_case, end_protocols, take_back, take_keys
from upstander.support.actions.request import PUBLIC, answer_by, wrap_for_team
from upstander.support.models import Case, Consent, Referral, Team
from upstander.support.queries.case import locked
from upstander.support.queries.dossier import sending_of
from upstander.support.queries.keys import Hand, Keys, case_keys, place_of
from upstander.support.queries.team import locked_key, ready_teams
from upstander.support.rules import (
    may_answer_referral,
    may_open,
    may_refer,
    may_say,
    may_settle,
    may_work_in,
)
from upstander.support.states import (
    CASE_MOVES,
    OPEN_STATES,
    OVER_STATES,
    REFERRAL_MOVES,
    CaseState,
    ReferralState,
)
from upstander.support.tasks import alert_assignee, alert_team

# An accepted one is no hindrance: a request may come back and be passed on to the same team again.
RUNNING = (ReferralState.ASKED, ReferralState.OFFERED)


class Goal(NamedTuple):
    """Where a request would go: to another team, or to a service of the directory by its key.

    `number` names the form that it came from: sent twice, it is asked once.
    """

    team: Team | None = None
    service: str = ""
    with_identity: bool = False
    number: uuid.UUID | None = None


def ask_to_refer(case: Case, goal: Goal, why: str, *, by: Hand) -> Referral:
    """Propose a referral to the person; she reads it where she reads her answers."""
    may_open(memberships_of(by.user), case, by.user)
    may_say(why)
    keys = case_keys(case, by, "story")
    referral = Referral(
        pk=_sending(case, goal, why),
        case=case,
        from_team=case.team,
        to_team=goal.team,
        service=goal.service,
        with_identity=goal.with_identity,
        by=by.user,
        asked_on=timezone.localdate(),
    )
    referral.sealed = seal_row(keys["story"], why.encode(), place_of(referral))
    with transaction.atomic():
        may_refer(locked(case), goal.team)
        if found := Referral.objects.filter(pk=referral.pk).first():
            return found
        running = Referral.objects.filter(case=case, to_team=goal.team, state__in=RUNNING)
        if goal.team and running.exists():
            raise NotAllowed(_("A referral to this team is under way already."))
        referral.save(force_insert=True)
        _record("referral.asked", referral, f"user:{by.user.pk}")
    return referral


def _sending(case: Case, goal: Goal, why: str) -> uuid.UUID:
    words = (str(goal.team and goal.team.pk), goal.service, str(goal.with_identity), why)
    return sending_of(goal.number or uuid.uuid4(), case, *words)


def agree_as_person(referral: Referral, keys: Keys) -> None:
    """The person agrees: her own key seals the request to the other team."""
    _agree(referral, keys, by=None)


def agree_for_person(referral: Referral, *, by: Hand) -> None:
    """She agreed in another way, to the worker; who writes it down is named."""
    may_open(memberships_of(by.user), referral.case, by.user)
    # Who does not hold the name herself is told so: case_keys insists on its first kind.
    kinds = ("identity", "story") if referral.with_identity else ("story",)
    _agree(referral, case_keys(referral.case, by, *kinds), by=by.user)


def _agree(referral: Referral, keys: Keys, *, by: User | None) -> None:
    to = ReferralState.OFFERED if referral.to_team else ReferralState.HANDED_OVER
    may_settle(referral, to)
    with transaction.atomic():
        may_refer(locked(referral.case), referral.to_team)
        move(referral, to=to, moves=REFERRAL_MOVES)
        _write_consent(referral, by)
        if referral.to_team:
            _give_keys(referral, referral.to_team, keys)
        who = f"user:{by.pk}" if by else PUBLIC
        _record("referral.agreed", referral, who, to_the_day=by is None)


def _write_consent(referral: Referral, by: User | None) -> None:
    """Of a team that may know already, as when a request goes back to it, the new word stands."""
    today, with_identity = timezone.localdate(), referral.with_identity
    if referral.to_team:
        older = Consent.objects.filter(case=referral.case, team=referral.to_team, revoked_on=None)
        with_identity = with_identity or older.filter(with_identity=True).exists()
        older.update(revoked_on=today)
    Consent.objects.create(
        case=referral.case,
        team=referral.to_team,
        service=referral.service,
        referral=referral,
        with_identity=with_identity,
        recorded_by=by,
        given_on=today,
    )


def _give_keys(referral: Referral, team: Team, keys: Keys) -> None:
    if team.organisation_id not in ready_teams():
        raise NotAllowed(_("This team cannot receive now."))
    kinds = ("story", "identity") if referral.with_identity else ("story",)
    given = {kind: keys[kind] for kind in kinds}
    wrap_for_team(referral.case, given, locked_key(team))
    alert_team.enqueue(team.pk)


@transaction.atomic
def say_no_as_person(referral: Referral) -> None:
    """The person does not want it; nothing was passed on."""
    may_settle(referral, ReferralState.REFUSED)
    move(referral, to=ReferralState.REFUSED, moves=REFERRAL_MOVES, settled_on=timezone.localdate())
    _record("referral.refused", referral, PUBLIC, to_the_day=True)
    alert_assignee.enqueue(str(referral.case_id))


@transaction.atomic
def accept_referral(referral: Referral, *, by: User) -> None:
    """The other team has it from now on, and its promise of an answer begins."""
    may_answer_referral(memberships_of(by), referral)
    end_protocols(locked(referral.case))
    today = timezone.localdate()
    move(referral, to=ReferralState.ACCEPTED, moves=REFERRAL_MOVES, settled_on=today)
    Case.objects.filter(pk=referral.case_id).update(
        team=referral.to_team, assignee=by, waits_for_team=True, answer_by=answer_by(today)
    )
    _record("referral.accepted", referral, f"user:{by.pk}")


@transaction.atomic
def decline_referral(referral: Referral, *, by: User) -> None:
    """The other team cannot take it; its keys are destroyed, the first team keeps it."""
    may_answer_referral(memberships_of(by), referral)
    locked(referral.case)
    take_back(referral, ReferralState.DECLINED)
    _give_back(referral.case, referral.to_team_id)
    _record("referral.declined", referral, f"user:{by.pk}")
    alert_assignee.enqueue(str(referral.case_id))


@transaction.atomic
def withdraw_referral(referral: Referral, *, by: User) -> None:
    """The worker thinks better of it, before the other team has accepted."""
    may_work_in(memberships_of(by), referral.from_team)
    may_settle(referral, ReferralState.WITHDRAWN)
    locked(referral.case)
    take_back(referral, ReferralState.WITHDRAWN)
    _give_back(referral.case, referral.to_team_id)
    _record("referral.withdrawn", referral, f"user:{by.pk}")


def finish_referral(referral: Referral, outcome: str, *, by: Hand) -> None:
    """What came of it at the service that it was handed over to."""
    may_open(memberships_of(by.user), referral.case, by.user)
    may_settle(referral, ReferralState.FINISHED)
    may_say(outcome)
    keys = case_keys(referral.case, by, "story")
    sealed = seal_row(keys["story"], outcome.encode(), place_of(referral, "sealed_outcome"))
    with transaction.atomic():
        today = timezone.localdate()
        move(
            referral,
            to=ReferralState.FINISHED,
            moves=REFERRAL_MOVES,
            settled_on=today,
            sealed_outcome=sealed,
        )
        _record("referral.finished", referral, f"user:{by.user.pk}")


@transaction.atomic
def revoke_consent(consent: Consent) -> None:
    """The person takes her word back: the team's keys to the request are destroyed."""
    locked(consent.case)
    today = timezone.localdate()
    if Consent.objects.filter(pk=consent.pk, revoked_on=None).update(revoked_on=today) != 1:
        raise NotAllowed(_("You have taken this back already."))
    if (
        consent.referral
        and ReferralState.REVOKED in REFERRAL_MOVES[ReferralState(consent.referral.state)]
    ):
        move(consent.referral, to=ReferralState.REVOKED, moves=REFERRAL_MOVES, settled_on=today)
    if consent.team_id:
        take_keys(consent.case, consent.team_id)
        _give_back(consent.case, consent.team_id)
    record(
        "consent.revoked",
        by=PUBLIC,
        of=f"case:{consent.case_id}",
        facts={"service": consent.service, "team": consent.team_id},
        to_the_day=True,
    )


def _give_back(case: Case, team_id: int | None) -> None:
    """A request whose team lost its keys goes to one that still may know; else it is over."""
    case = locked(case)
    if case.team_id != team_id:
        return
    left = Team.objects.filter(consents__case=case, consents__revoked_on=None)
    if team := left.order_by("consents__given_on", "pk").first():
        _hand_to(case, team)
    elif case.state in OVER_STATES:  # its days stand
        move(case, to=CaseState.WITHDRAWN, moves=CASE_MOVES)
    else:
        end_case(case, CaseState.WITHDRAWN)


def _hand_to(case: Case, team: Team) -> None:
    end_protocols(case)
    changes: dict[str, Any] = {"team": team, "assignee": None}
    if case.state in OPEN_STATES:
        changes |= {"waits_for_team": True, "answer_by": answer_by(timezone.localdate())}
    Case.objects.filter(pk=case.pk).update(**changes)
    alert_team.enqueue(team.pk)


def _record(verb: str, referral: Referral, by: str, *, to_the_day: bool = False) -> None:
    facts: dict[str, Any] = {"referral": str(referral.pk), "service": referral.service}
    facts["team"] = referral.to_team_id
    record(verb, by=by, of=f"case:{referral.case_id}", facts=facts, to_the_day=to_the_day)
