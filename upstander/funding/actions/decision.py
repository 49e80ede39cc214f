"""Sharing out the money of a call: propose, decide, agree, end, publish."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, NamedTuple

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from upstander.accounts.interface import User
from upstander.audit.interface import record
from upstander.core.errors import NotAllowed
from upstander.core.moves import move
from upstander.funding.actions.assigning import set_aside_conflicts
from upstander.funding.actions.award import offer_award
from upstander.funding.allocation.problem import Proposal
from upstander.funding.allocation.solve import propose as solve
from upstander.funding.models import (
    Application,
    Award,
    Call,
    CommunityNeed,
    Decision,
    Scenario,
)
from upstander.funding.queries.application_outcome import SENT
from upstander.funding.queries.decision import (
    USUAL_NEED,
    amounts_of,
    bounds,
    has_conflict,
    names_of,
    plain_outcome,
    plain_problem,
    problem_of,
    rows,
)
from upstander.funding.rules.decision import (
    LATER_STATES,
    Row,
    Say,
    faults,
    may_agree,
    may_be_decided,
    may_decide,
    may_end,
    may_offer_later,
    may_publish,
    may_share_out,
    may_share_out_later,
    may_weigh,
)
from upstander.funding.states import CALL_MOVES, CallState
from upstander.funding.tasks.award import alert_organisation
from upstander.funding.tasks.people import tell_organisation
from upstander.network.interface import communities, memberships_of


class Wish(NamedTuple):
    """What an officer decides about an application, and the version that her page showed."""

    amount: Decimal
    reason: str = ""
    override: str = ""
    seen: int = 0


def check_share_out(call: Call, user: User) -> None:
    """Whether she may see and share out the money of the call. Raises NotAllowed."""
    may_share_out(memberships_of(user), call, is_in_conflict=has_conflict(user, call))


def check_decide(call: Call, application: Application, user: User) -> None:
    """Whether she may decide about one application: with the others, or later. NotAllowed."""
    if call.state in LATER_STATES:
        _check_later(call, application, user)
    else:
        check_share_out(call, user)


def _check_later(call: Call, application: Application, user: User) -> None:
    has_award = Award.objects.filter(application=application).exists()
    near = has_conflict(user, call)
    may_share_out_later(memberships_of(user), call, is_in_conflict=near, has_award=has_award)


def propose(call: Call, name: str, *, budget: Decimal, seed: str, by: User) -> Scenario:
    """Ask the solver and keep what it was given and what it found.

    The solver works outside of the transaction: it may take seconds, and only reads.
    """
    check_share_out(call, by)
    problem = problem_of(call, budget=budget, seed=seed)
    if not problem.candidates:
        raise NotAllowed(_("There is nothing to share out: no application is eligible."))
    found = solve(problem)
    with transaction.atomic():
        scenario = Scenario.objects.create(
            call=call,
            name=name,
            budget=budget,
            seed=seed,
            given=plain_problem(problem),
            found=plain_outcome(found, names_of(call)),
            is_possible=isinstance(found, Proposal),
            made_by=by,
            made_at=timezone.now(),
        )
        facts = {"scenario": scenario.pk, "possible": scenario.is_possible}
        _record("call.awards_proposed", call, by, **facts)
    return scenario


@transaction.atomic
def begin_from(scenario: Scenario, *, by: User) -> None:
    """The proposal becomes what is decided, until someone changes it; all begins anew."""
    call = _locked(scenario.call)
    check_share_out(call, by)
    if not scenario.is_possible:
        raise NotAllowed(_("This scenario has no proposal to begin from."))
    amounts, now = amounts_of(scenario), timezone.now()
    given = {one["key"] for one in scenario.given["candidates"]}
    for row in rows(call):
        if (key := str(row.application.pk)) in given:
            amount = amounts.get(key, Decimal(0))
            decision = row.decision or Decision(application=row.application)
            decision.scenario, decision.proposed, decision.amount = scenario, amount, amount
            decision.reason = decision.override = ""
            decision.second_by = decision.second_at = None
            decision.made_by, decision.made_at = by, now
            decision.version += 1
            decision.save()
    _record("call.awards_begun", call, by, scenario=scenario.pk)


@transaction.atomic
def decide(application: Application, wish: Wish, *, by: User) -> Decision:
    """Decide about one application. Whoever saw an older decision is told, and changes nothing."""
    call = _locked(application.call)
    check_decide(call, application, by)
    row = _row_now(call, application)
    before = row.decision
    if (before.version if before else 0) != wish.seen:
        raise NotAllowed(_("Someone changed this a moment ago. Reload the page to see it now."))
    proposed = before.proposed if before else None
    may_decide(row, wish.amount, reason=wish.reason, override=wish.override, proposed=proposed)
    decision = before or Decision(application=application)
    decision.amount, decision.reason = wish.amount, wish.reason
    decision.override = wish.override if row.ceiling and wish.amount > row.ceiling else ""
    decision.made_by, decision.made_at = by, timezone.now()
    decision.second_by = decision.second_at = None
    decision.version = wish.seen + 1
    decision.save()
    facts = {"amount": str(wish.amount), "override": bool(decision.override)}
    _record("application.decided", call, by, application=str(application.pk), **facts)
    return decision


def _row_now(call: Call, application: Application) -> Row:
    """As it is now: it may have been withdrawn, or found out of the running, a moment ago."""
    may_be_decided(Application.objects.get(pk=application.pk))
    return next(row for row in rows(call) if row.application.pk == application.pk)


@transaction.atomic
def weigh(call: Call, weights: Mapping[str, tuple[Decimal, str]], *, by: User) -> None:
    """How much each community counts, by its key, and what that rests on; 1 needs no reason."""
    call = _locked(call)
    check_share_out(call, by)
    places = {place.key: place for place in communities().filter(key__in=weights)}
    for key, (weight, basis) in weights.items():
        may_weigh(weight, basis)
        if weight == USUAL_NEED:
            CommunityNeed.objects.filter(call=call, community=places[key]).delete()
        else:
            values = {"weight": weight, "basis": basis}
            CommunityNeed.objects.update_or_create(
                call=call, community=places[key], defaults=values
            )
    _record("call.needs_weighed", call, by, communities=len(weights))


@transaction.atomic
def agree(decision: Decision, *, seen: int, by: User) -> None:
    """A second person agrees that a ceiling does not hold here."""
    call = _locked(decision.application.call)
    check_decide(call, decision.application, by)
    decision = Decision.objects.select_related("application").get(pk=decision.pk)
    may_agree(decision, by)
    if decision.version != seen:
        raise NotAllowed(_("Someone changed this a moment ago. Reload the page to see it now."))
    Decision.objects.filter(pk=decision.pk).update(
        second_by=by, second_at=timezone.now(), version=seen + 1
    )
    _record("application.override_agreed", call, by, application=str(decision.application_id))


@transaction.atomic
def offer_later(application: Application, *, seen: int, by: User) -> None:
    """After the call is decided: what is left, or free again, goes to who was offered nothing."""
    call = _locked(application.call)
    _check_later(call, application, by)
    row = _row_now(call, application)
    may_offer_later(row)
    if row.decision.version != seen:
        raise NotAllowed(_("Someone changed this a moment ago. Reload the page to see it now."))
    _offer(row, by)


@transaction.atomic
def end(call: Call, *, say: Say, by: User) -> None:
    """The call is decided: each award is offered; what is left may be offered later."""
    call = _locked(call)
    check_share_out(call, by)
    set_aside_conflicts(call, by=by)
    found = rows(call)
    may_end(faults(call, found, bounds(call, found), say))
    for row in found:
        if row.amount:
            _offer(row, by)
    _tell_the_others(call)
    move(call, to=CallState.DECIDED, moves=CALL_MOVES)
    total = sum((row.amount for row in found), Decimal(0))
    awards = sum(1 for row in found if row.amount)
    _record("call.decided", call, by, awards=awards, sum=str(total))


def _offer(row: Row, by: User) -> None:
    decision = row.decision
    award = offer_award(
        row.application,
        decision.amount,
        by=by,
        override=decision.override,
        first=decision.made_by,
        second=decision.second_by,
    )
    alert_organisation.enqueue(award.reference)


def _tell_the_others(call: Call) -> None:
    """Who applied and gets nothing hears of it too."""
    for row in Application.objects.filter(call=call, state__in=SENT, award=None):
        tell_organisation(row.organisation_id, "application", row.pk)


@transaction.atomic
def publish(call: Call, *, by: User) -> None:
    """From now on anyone may read the awards."""
    call = _locked(call)
    may_publish(memberships_of(by), call)
    move(call, to=CallState.PUBLISHED, moves=CALL_MOVES, announced_on=timezone.localdate())
    _record("call.published", call, by)


def _locked(call: Call) -> Call:
    return Call.objects.select_for_update(no_key=True).get(pk=call.pk)


def _record(verb: str, call: Call, by: User, **facts: Any) -> None:
    record(verb, by=f"user:{by.pk}", of=f"call:{call.pk}", facts=facts)
