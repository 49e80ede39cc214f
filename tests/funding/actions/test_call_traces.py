"""What each deed about a call leaves, beside another call that is much like it."""

from datetime import timedelta
from decimal import Decimal
from functools import partial

import pytest

from tests.funding.award_made import officer
from tests.funding.call_made import a_draft_call
from tests.funding.telling import NIGHT, TODAY, refusal, traces
from upstander.core.errors import NotAllowed
from upstander.funding.actions import call as deeds
from upstander.funding.actions import call_parts as parts
from upstander.funding.models import Call, EligibleCost, Envelope
from upstander.funding.queries.call_texts import said
from upstander.funding.rules.call import CloseReason
from upstander.funding.states import CallState
from upstander.network.interface import Text
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


NOT_NOW = "This cannot be done in the state that the call is in now."
NOT_OPEN = "Only an open call gets more time."


@pytest.mark.parametrize("state", CallState)
def test_what_is_done_in_each_state(telling, state):
    one, call = officer(), _ready(state)
    later = NIGHT + 31 * DAY
    moves = {
        "schedule": ("draft", lambda: deeds.schedule_call(call, by=one)),
        "take back": ("scheduled", lambda: deeds.take_back_call(call, by=one)),
        "open": ("scheduled", lambda: deeds.open_call(call, by=one)),
        "close": ("open", lambda: deeds.close_call(call, CloseReason.FAULT, by=one)),
    }
    for when, deed in moves.values():
        assert refusal(deed) == ("" if state == when else NOT_NOW)
    assert refusal(deeds.extend_call, call, later, by=one) == ("" if state == "open" else NOT_OPEN)


def test_what_lacks_something_or_is_over_does_not_move_on(telling):
    one, draft, waits, runs = officer(), _ready("draft"), _ready("scheduled"), _ready("open")
    later = "Choose a moment after the one at which the call closes now."
    assert refusal(deeds.extend_call, runs, runs.closes_at, by=one) == later
    draft.criteria.all().delete()
    assert refusal(deeds.schedule_call, draft, by=one) == (
        "Something is still missing. Look at the list on the call's page."
    )
    telling.at = NIGHT + 30 * DAY
    assert refusal(deeds.open_call, waits, by=one) == (
        "The day to close has passed. Take the call back and change its dates."
    )
    assert refusal(deeds.extend_call, runs, NIGHT + 31 * DAY, by=one) == NOT_OPEN


def test_a_translation_of_older_words_is_known_as_such():
    french = {"fr": {"title": "Un appel", "summary": "De l’argent"}}  # without a digest
    call, one = a_draft_call(texts=french), officer()
    call = parts.reword_summary(parts.Seen(call, 0, one), "For a year.")
    found = [said(call, name, "fr", "en") for name in ("title", "summary")]
    assert found == [Text("Un appel", "fr"), Text("For a year.", "en")]
    call = parts.change_basics(parts.Seen(call, 1, one), {"title": "New", "budget": Decimal(1)})
    assert said(call, "title", "fr", "en") == Text("New", "en")
    call = parts.reword_summary(
        parts.Seen(call, 2, one), "Money for a year of work against racism."
    )
    assert said(call, "summary", "fr", "en") == Text("De l’argent", "fr")
