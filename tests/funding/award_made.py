"""Awards as they come about, by their real verbs."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

from django.utils import timezone

from tests.accounts.people import member
from tests.funding.application_made import a_sent_application, coordinator_of
from tests.funding.call_made import an_open_call
from upstander.accounts.interface import User
from upstander.funding.actions.agreement import (
    Plan,
    accept_agreement,
    last_version,
    send_agreement,
)
from upstander.funding.actions.award import offer_award
from upstander.funding.actions.instalment import approve_instalment, pay_instalment
from upstander.funding.actions.report import Words, accept_report, submit_report
from upstander.funding.models import Agreement, Application, Award, Call, Report
from upstander.funding.rules.instalment import Part, split
from upstander.funding.states import CallState, PaidAfter
from upstander.network.models import Organisation
from upstander.network.states import Role


def funder() -> Organisation:
    """The organisation of the officers."""
    return Organisation.objects.get_or_create(key="the-province", defaults={"name": "Province"})[0]


def officer(number: int = 1) -> User:
    """An officer of the funder; another one for each number."""
    email = f"officer-{number}@example.org"
    return User.objects.filter(email=email).first() or member(Role.FUNDER_OFFICER, funder(), email)


def organisation(number: int = 1) -> Organisation:
    """An organisation that no pack knows."""
    key, name = f"moon-house-{number}", f"Moon House {number}"
    return Organisation.objects.get_or_create(key=key, defaults={"name": name})[0]


def a_closed_call(**changes: Any) -> Call:
    """A call whose applications are being decided."""
    return an_open_call(**{"state": CallState.CLOSED, **changes})


def an_application(call: Call | None = None, number: int = 1, **changes: Any) -> Application:
    """An application that was sent in time."""
    return a_sent_application(call or a_closed_call(), organisation(number), **changes)


def an_offer(application: Application | None = None, amount: str = "7500.00") -> Award:
    """An award that waits for an answer."""
    return offer_award(application or an_application(), Decimal(amount), by=officer())


def a_plan(award: Award, **changes: Any) -> Plan:
    """Two halves, the second after an interim report."""
    first, last = award.starts_on, award.ends_on
    half, rest = split(award.amount, 2)
    middle = first + (last - first) / 2
    parts = [Part(half, first, PaidAfter.AGREEMENT), Part(rest, middle, PaidAfter.INTERIM)]
    return Plan(
        **{
            "parts": parts,
            "interim_due_on": middle,
            "final_due_on": last + timedelta(days=60),
            "terms": "Keep the receipts.",
            "language": "en",
            "seen": last_version(award),
            **changes,
        }
    )


def an_agreement(award: Award | None = None, **changes: Any) -> Agreement:
    """An agreement that waits for an answer."""
    award = award or an_offer()
    return send_agreement(award, a_plan(award, **changes), by=officer())


def an_accepted_award(award: Award | None = None, **changes: Any) -> Award:
    """An award that runs."""
    agreement = an_agreement(award, **changes)
    signer = coordinator_of(agreement.award.organisation)
    accept_agreement(agreement, "Ada Moon, Coordinator", by=signer)
    return Award.objects.get(pk=agreement.award_id)


def words_for(report: Report, *, less: Decimal = Decimal(0), **changes: Any) -> Words:
    """A whole report: all that was planned is spent, but for `less` of the first line."""
    spent = {line.pk: (line.planned, "") for line in report.lines.all()}
    first = next(iter(spent))
    spent[first] = (spent[first][0] - less, "")
    whole = {"activities": "Twelve evenings.", "outcomes": "We know one another.", "spent": spent}
    return Words(**{**whole, "seen": report.version, **changes})


def an_accepted_report(award: Award, kind: str, less: Decimal = Decimal(0)) -> Report:
    """A report of an award, sent and accepted."""
    report = award.reports.get(kind=kind)
    submit_report(report, words_for(report, less=less), by=coordinator_of(award.organisation))
    accept_report(report, by=officer())
    return report


def pay_all(award: Award) -> None:
    """Everything that may be paid now, approved by one and paid by the other."""
    for instalment in award.instalments.filter(state="planned"):
        approve_instalment(instalment, by=officer())
        pay_instalment(instalment, "EFT 4711", timezone.localdate(), by=officer(2))
