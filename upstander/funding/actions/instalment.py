"""An instalment is approved by one officer and paid by another."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from upstander.accounts.interface import User
from upstander.core.moves import move
from upstander.funding.actions.award import note
from upstander.funding.models import Instalment
from upstander.funding.queries.award import accepted_kinds, locked_award
from upstander.funding.rules.instalment import is_payment, may_approve, may_pay, may_take_back
from upstander.funding.states import INSTALMENT_MOVES, InstalmentState
from upstander.network.interface import memberships_of


@transaction.atomic
def approve_instalment(instalment: Instalment, *, by: User) -> None:
    """Its condition is met: it may be paid."""
    award = locked_award(instalment.award_id)
    instalment.refresh_from_db()
    may_approve(list(memberships_of(by)), instalment, award, accepted_kinds(award))
    approved: dict[str, Any] = {"approved_by": by, "approved_at": timezone.now()}
    move(instalment, to=InstalmentState.APPROVED, moves=INSTALMENT_MOVES, **approved)
    note("instalment.approved", award, by, **_facts(instalment))


@transaction.atomic
def take_back_approval(instalment: Instalment, *, by: User) -> None:
    """It is planned again."""
    award = locked_award(instalment.award_id)
    instalment.refresh_from_db()
    may_take_back(list(memberships_of(by)), instalment, award)
    nobody: dict[str, Any] = {"approved_by": None, "approved_at": None}
    move(instalment, to=InstalmentState.PLANNED, moves=INSTALMENT_MOVES, **nobody)
    note("instalment.approval_taken_back", award, by, **_facts(instalment))


@transaction.atomic
def pay_instalment(instalment: Instalment, payment: str, paid_on: date, *, by: User) -> None:
    """It was paid on that day, under that reference of the payment."""
    award = locked_award(instalment.award_id)
    instalment.refresh_from_db()
    may_pay(list(memberships_of(by)), instalment, award, by)
    approved_on = timezone.localdate(instalment.approved_at)
    is_payment(payment, paid_on, approved_on, timezone.localdate())
    paid: dict[str, Any] = {"paid_by": by, "paid_on": paid_on, "payment": payment.strip()}
    move(instalment, to=InstalmentState.PAID, moves=INSTALMENT_MOVES, **paid)
    note("instalment.paid", award, by, **_facts(instalment))


def _facts(instalment: Instalment) -> dict[str, str | int]:
    return {"number": instalment.number, "amount": str(instalment.amount)}
