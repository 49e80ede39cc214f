"""A call to try the product with. Modelled on the round of 2020; its words are ours."""

from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils import timezone

from upstander.accounts.interface import User, account_of
from upstander.funding.actions.call import make_call, open_call, schedule_call
from upstander.funding.actions.call_parts import (
    Seen,
    change_basics,
    change_envelopes,
    change_part,
)
from upstander.funding.models import Call
from upstander.funding.queries.call import is_officer, whole
from upstander.funding.rules.call_checklist import missing
from upstander.network.interface import Wordings, regions, source_language, statements

DAYS = 60
BUDGET = Decimal(300_000)
YES = [{"key": "yes", "name": "Yes"}, {"key": "no", "name": "No"}]
QUESTIONS: tuple[dict[str, Any], ...] = (
    {
        "kind": "text",
        "text": "What is racism like where you live?",
        "help": "Say what people meet, and how you know. Name nobody.",
        "example": "Three families told us that their children are called names on the school bus.",
        "is_required": True,
        "most_words": 300,
    },
    {
        "kind": "text",
        "text": "What will you do about it?",
        "help": "What you want to change, and why this way.",
        "example": "Two workshops for bus drivers, led by young people from the school.",
        "is_required": True,
        "most_words": 400,
    },
    {
        "kind": "table",
        "text": "Who decides about the work with you?",
        "help": "People or groups from the communities that racism is aimed at, by what they do.",
        "columns": [
            {"key": "group", "name": "Group"},
            {"key": "part", "name": "Its part in the work"},
        ],
    },
    {
        "kind": "choice",
        "text": "Do partners have an agreed protocol for incidents?",
        "help": "A protocol says who does what when something happens.",
        "is_required": True,
        "choices": [*YES, {"key": "soon", "name": "We are writing one"}],
    },
    {
        "kind": "text",
        "text": "When was the protocol last tried, and what did you learn?",
        "most_words": 150,
        "asked_if": ("do-partners-have-an-agreed-protoco", "yes"),
    },
    {
        "kind": "number",
        "text": "How many people do you want to reach?",
        "help": "An honest guess is enough.",
        "is_required": True,
        "least": Decimal(1),
        "most": Decimal(1_000_000),
    },
    {
        "kind": "table",
        "text": "How will you know that it helped?",
        "columns": [
            {"key": "sign", "name": "What you will see"},
            {"key": "how", "name": "How you find out"},
        ],
    },
    {"kind": "file", "text": "A letter of a partner, if you have one"},
)


@transaction.atomic
def make_demonstration_call(emails: list[str]) -> Call | None:
    """An open call, made by the first officer of the funder among these accounts.

    None where there is no such officer. It closes DAYS days after the day on which it is made.
    """
    people = [user for email in emails if (user := account_of(email))]
    officer = next((user for user in people if is_officer(user)), None)
    if officer is None:
        return None
    call = make_call("Demonstration call", timezone.localdate().year + 1, by=officer)
    call = change_basics(_seen(call, officer), _columns(call))
    for question in QUESTIONS:
        call = _ask(call, question, officer)
    call = change_envelopes(_seen(call, officer), _envelopes())
    if not missing(whole(call), timezone.now()):  # a pack may lack what a call is made from
        schedule_call(call, by=officer)
        open_call(call, by=officer)
    return Call.objects.get(pk=call.pk)


def _seen(call: Call, officer: User) -> Seen:
    return Seen(call, call.version, officer)


def _columns(call: Call) -> dict[str, Any]:
    today = timezone.localdate()
    zone = ZoneInfo(call.time_zone)
    return {
        "summary": "Demonstration: money for a year of work against racism in communities, "
        "alone or together with neighbours. Nobody is paid, and nothing here is real.",
        "budget": BUDGET,
        "opens_at": timezone.now(),
        "closes_at": datetime.combine(today + timedelta(days=DAYS), time(17), zone),
        "decides_on": today + timedelta(days=DAYS + 30),
        "starts_on": date(call.year, 4, 1),
        "ends_on": date(call.year + 1, 3, 31),
    }


def _ask(call: Call, question: dict[str, Any], officer: User) -> Call:
    columns = {name: value for name, value in question.items() if name != "asked_if"}
    if "asked_if" in question:
        key, answer = question["asked_if"]
        columns |= {"asked_if": call.questions.get(key=key), "asked_if_answer": answer}
    return change_part(_seen(call, officer), "questions", None, columns)


def _envelopes() -> dict[int, tuple[Decimal, Decimal | None]]:
    """At most what was announced for each region in 2020, and at least half of it."""
    wordings = Wordings(["announced_total"], source_language())
    sums = {row.row.key: row.row.amount for row in statements("announced_total", wordings)}
    return {
        region.pk: (sums[region.key] / 2, sums[region.key])
        for region in regions()
        if sums.get(region.key)
    }
