"""What each deed about a call leaves, beside another call that is much like it."""

from datetime import timedelta
from decimal import Decimal
from functools import partial

import pytest

from tests.funding.award_made import officer
from tests.funding.call_made import a_draft_call
from tests.funding.telling import NIGHT, TODAY, traces
from upstander.core.errors import NotAllowed
from upstander.funding.actions import call as deeds
from upstander.funding.actions import call_parts as parts
from upstander.funding.models import Call, EligibleCost, Envelope
from upstander.funding.rules.call import CloseReason
from upstander.network.models import Region

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
ONE = {"Call": "~1"}
TABLES = {"kinds": "AwardKind", "costs": "EligibleCost", "questions": "Question",
          "criteria": "Criterion"}  # fmt: skip


def _ready(state):
    days = {"opens_at": NIGHT + DAY, "closes_at": NIGHT + 30 * DAY, "decides_on": TODAY + 40 * DAY}
    return a_draft_call(state=state, **days)


@pytest.mark.parametrize("section", TABLES)
def test_a_part_that_changes(section):
    call, _other, one = a_draft_call(), a_draft_call(), officer()
    rows = list(getattr(call, section).all())
    columns = {"text": "New", "kind": "text"} if section == "questions" else {"name": "New"}
    extra = {"anchors": []} if section == "criteria" else {}
    seen, name, last = parts.Seen(call, 0, one), TABLES[section], rows[-1].pk
    assert traces(parts.change_part, seen, section, None, {**columns, **extra}) == {
        **ONE, name: "+1"
    }  # fmt: skip
    assert traces(parts.change_part, seen, section, last, columns) == {**ONE, name: "~1"}
    assert traces(parts.remove_part, seen, section, last) == {**ONE, name: "-1"}
    assert traces(parts.shift_part, call, section, last, -1, by=one) == {**ONE, name: "~2"}
    assert traces(parts.shift_part, call, section, last, 1, by=one) == ONE
    first = rows[0].pk if section != "questions" else rows[2].pk
    closed_up = len(rows) - 1 if section != "questions" else 3
    assert traces(parts.remove_part, seen, section, first) == {**ONE, name: f"~{closed_up} -1"}


def test_the_sections_that_are_no_rows():
    call, _other, one = a_draft_call(), a_draft_call(), officer()
    seen, region = parts.Seen(call, 0, one), Region.objects.get(key="north")
    amounts = {region.pk: (Decimal(1), None)}
    words = {(Call, call.pk, "title"): "Nouveau"}
    assert traces(parts.change_basics, seen, {"title": "New"}) == ONE
    assert traces(parts.reword_summary, seen, "New.") == ONE
    assert traces(parts.change_envelopes, seen, amounts) == {**ONE, "Envelope": "~1"}
    Envelope.objects.filter(call=call).delete()
    assert traces(parts.change_envelopes, seen, amounts) == {**ONE, "Envelope": "+1"}
    assert traces(parts.translate_call, seen, "fr", words)["Call"] == "~1"


def test_what_is_translated_is_of_this_call_alone():
    calls, one = [a_draft_call(), a_draft_call()], officer()
    cost, other = (call.costs.get(key="food") for call in calls)
    words = {(EligibleCost, cost.pk, "name"): "Repas", (EligibleCost, other.pk, "name"): "Non"}
    parts.translate_call(parts.Seen(calls[0], 0, one), "fr", words)
    found = [row.texts.get("fr", {}).get("name") for row in EligibleCost.objects.filter(
        pk__in=[cost.pk, other.pk]).order_by("pk")]  # fmt: skip
    assert found == ["Repas", None]
    assert {call.version for call in Call.objects.filter(pk=calls[1].pk)} == {0}


def test_a_call_that_moves_on(telling):
    one = officer()
    telling.at = NIGHT
    for state, moves in {
        "draft": {"schedule": partial(deeds.schedule_call, by=one)},
        "scheduled": {"take back": partial(deeds.take_back_call, by=one),
                      "open": partial(deeds.open_call, by=one)},
        "open": {"extend": partial(deeds.extend_call, closes_at=NIGHT + 31 * DAY, by=one),
                 "close": partial(deeds.close_call, reason=CloseReason.FAULT, by=one)},
    }.items():  # fmt: skip
        call, _other = _ready(state), _ready(state)
        assert {name: traces(move, call) for name, move in moves.items()} == dict.fromkeys(
            moves, ONE
        )
    assert traces(deeds.keep_call_times, NIGHT + DAY) == {"Call": "~2"}
    assert traces(deeds.keep_call_times, NIGHT + 30 * DAY) == {"Call": "~4"}
    assert traces(deeds.keep_call_times, NIGHT) == {}


def test_a_call_that_is_made():
    last, _other, one = a_draft_call(), a_draft_call(), officer()
    made = {"Call": "+1", "AwardKind": "+2", "Envelope": "+4", "EligibleCost": "+7",
            "Criterion": "+3"}  # fmt: skip
    assert traces(deeds.make_call, "New", 2030, by=one) == made
    copied = traces(deeds.make_call, "New", 2030, by=one, like=last)
    assert copied == {**made, "Question": "+6"}


@pytest.mark.parametrize(("columns", "words"), [
    ({"name": "One", "text": "Two"}, "One"), ({"name": "", "text": "Two"}, "Two"),
    ({"text": "Two"}, "Two"), ({"name": "", "text": ""}, ""), ({}, ""),
])  # fmt: skip
def test_the_text_by_which_a_part_is_known(columns, words):
    assert parts.words_first(columns) == words


def test_a_part_of_another_call_is_none_of_this():
    call, other, one = a_draft_call(), a_draft_call(), officer()
    strange = other.costs.first().pk
    seen = parts.Seen(call, 0, one)
    for deed in (
        lambda: parts.change_part(seen, "costs", strange, {"name": "New"}),
        lambda: parts.remove_part(seen, "costs", strange),
        lambda: parts.shift_part(call, "costs", strange, 1, by=one),
    ):
        with pytest.raises(NotAllowed, match="Reload the page"):
            deed()
