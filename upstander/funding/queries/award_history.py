"""What happened with an award, told from the log."""

import json
from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any, NamedTuple

from django.utils.translation import gettext_lazy as _

from upstander.accounts.interface import User
from upstander.audit.interface import entries_of
from upstander.funding.models import Award
from upstander.funding.rules.award import said
from upstander.funding.states import AmendmentKind, OfferEnd, ReportKind

SENTENCES: Mapping[str, Any] = {
    "award.offered": _("The award of %(amount)s was offered."),
    "agreement.sent": _("Version %(version)s of the agreement was sent."),
    "award.accepted": _("The award was accepted with version %(version)s of the agreement."),
    "award.declined": _("The award is turned down."),
    "award.taken_back": _("The offer was taken back: %(reason)s."),
    "instalment.approved": _("Instalment %(number)s of %(amount)s was approved."),
    "instalment.approval_taken_back": _("The approval of instalment %(number)s was taken back."),
    "instalment.paid": _("Instalment %(number)s of %(amount)s was paid."),
    "amendment.proposed": _("A change was proposed: %(kind)s."),
    "amendment.seconded": _("A second officer agreed to a sum above the ceiling."),
    "amendment.agreed": _("A change was agreed: %(kind)s."),
    "amendment.refused": _("A proposed change was ended."),
    "report.submitted": _("%(report)s: sent."),
    "report.accepted": _("%(report)s: accepted."),
    "report.returned": _("%(report)s: sent back."),
    "award.money_returned": _("%(amount)s came back."),
    "award.closed": _("The award is closed."),
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
    if "reason" in facts:
        found["reason"] = str(OfferEnd(facts["reason"]).label)
    if "report" in facts:
        found["report"] = str(ReportKind(facts["report"]).label)
    return found
