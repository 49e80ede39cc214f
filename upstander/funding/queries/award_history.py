"""What happened with an award, told from the log."""

import json
from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any, NamedTuple

from django.utils.translation import gettext_lazy as lazy

from upstander.accounts.interface import User
from upstander.audit.interface import entries_of
from upstander.funding.models import Award
from upstander.funding.rules.award import said
from upstander.funding.states import AmendmentKind, ReportKind

SENTENCES: Mapping[str, Any] = {
    "award.offered": lazy("The award of %(amount)s was offered."),
    "agreement.sent": lazy("Version %(version)s of the agreement was sent."),
    "award.accepted": lazy("The award was accepted with version %(version)s of the agreement."),
    "award.declined": lazy("The award was turned down."),
    "instalment.approved": lazy("Instalment %(number)s of %(amount)s was approved."),
    "instalment.approval_taken_back": lazy("The approval of instalment %(number)s was taken back."),
    "instalment.paid": lazy("Instalment %(number)s of %(amount)s was paid."),
    "amendment.proposed": lazy("A change was proposed: %(kind)s."),
    "amendment.seconded": lazy("A second officer agreed to a sum above the ceiling."),
    "amendment.agreed": lazy("A change was agreed: %(kind)s."),
    "amendment.refused": lazy("A proposed change was ended."),
    "report.submitted": lazy("%(report)s: sent."),
    "report.accepted": lazy("%(report)s: accepted."),
    "report.returned": lazy("%(report)s: sent back."),
    "award.money_returned": lazy("%(amount)s came back."),
    "award.shared_out": lazy("It was written which projects the award pays for."),
    "award.closed": lazy("The award was closed."),
}


class Event(NamedTuple):
    """What happened, when, and who did it."""

    what: str
    at: datetime
    who: str


def history_of(award: Award) -> list[Event]:
    """Every step, the oldest first. That a draft was saved is no step."""
    entries = [e for e in entries_of(f"award:{award.reference}") if e.verb in SENTENCES]
    bodies = [json.loads(entry.body) for entry in entries]
    numbers = {body["by"].removeprefix("user:") for body in bodies}
    names = {str(user.pk): user.name for user in User.objects.filter(pk__in=numbers)}
    return [
        Event(
            str(SENTENCES[entry.verb]) % _words(body["facts"], award.call.currency),
            entry.at,
            names.get(body["by"].removeprefix("user:"), ""),
        )
        for entry, body in zip(entries, bodies, strict=True)
    ]


def _words(facts: dict[str, Any], currency: str) -> dict[str, Any]:
    found = dict(facts)
    if "amount" in facts:
        found["amount"] = said(Decimal(facts["amount"]), currency)
    if "kind" in facts:
        found["kind"] = str(AmendmentKind(facts["kind"]).label)
    if "report" in facts:
        found["report"] = str(ReportKind(facts["report"]).label)
    return found
