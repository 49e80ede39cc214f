"""Every deed about a call and its money: what the log says of it, what it holds and changes."""

from datetime import timedelta
from decimal import Decimal

import pytest

from tests.funding.award_made import officer
from tests.funding.call_made import COSTS, a_draft_call
from tests.funding.telling import NIGHT, TODAY, row
from upstander.audit.models import Entry
from upstander.core.errors import NotAllowed
from upstander.funding.actions.call import (
    close_call,
    extend_call,
    keep_call_times,
    make_call,
    open_call,
    schedule_call,
    take_back_call,
)
from upstander.funding.actions.call_parts import (
    Seen,
    change_basics,
    change_envelopes,
    change_part,
    remove_part,
    reword_summary,
    shift_part,
    translate_call,
)
from upstander.funding.models import Award, Call
from upstander.funding.rules.call import CloseReason
from upstander.network.models import Region

pytestmark = pytest.mark.django_db
DAY, MINUTE = timedelta(days=1), timedelta(minutes=1)


def _ready(**changes):
    """A draft that lacks nothing, which opens tomorrow."""
    return a_draft_call(
        opens_at=NIGHT + DAY, closes_at=NIGHT + 30 * DAY, decides_on=TODAY + 60 * DAY,
        starts_on=TODAY + 90 * DAY, ends_on=TODAY + 300 * DAY, **changes,
    )  # fmt: skip


def test_a_call_from_the_draft_to_its_end(telling):
    one, two, call = officer(), officer(2), _ready()
    telling.name(one=one, two=two, call=call)
    telling.do(schedule_call, call, by=one)
    telling.do(take_back_call, call, by=two)
    telling.do(schedule_call, call, by=one)
    assert row(call, "state", "opens_at", "version") == ("scheduled", NIGHT + DAY, 0)
    telling.do(open_call, call, by=two)
    assert row(call, "state", "opens_at") == ("open", NIGHT)
    telling.at += MINUTE
    later = call.closes_at + DAY
    telling.do(extend_call, call, later, by=one)
    assert row(call, "closes_at", "version") == (later, 1)
    with pytest.raises(NotAllowed, match="Choose a moment after"):
        extend_call(call, later, by=one)
    telling.do(close_call, call, CloseReason.MONEY, by=two)
    assert row(call, "state", "closes_at", "opens_at") == ("closed", NIGHT + MINUTE, NIGHT)
    times = {"from": call.closes_at.isoformat(), "to": later.isoformat()}
    assert telling.tell() == [
        ("call.scheduled", "one", "call", {}, "Call"),
        ("call.taken_back", "two", "call", {}, "Call"),
        ("call.scheduled", "one", "call", {}, "Call"),
        ("call.opened", "two", "call", {}, "Call"),
        ("call.extended", "one", "call", times, "Call"),
        ("call.closed", "two", "call", {"reason": "money"}, "Call"),
    ]


def test_the_day_of_a_call_stays_where_it_has_come(telling):
    call, one = _ready(state="scheduled"), officer()
    telling.at = call.opens_at
    with pytest.raises(NotAllowed, match="The day to open has come"):
        take_back_call(call, by=one)
    telling.at += MINUTE
    open_call(call, by=one)
    assert row(call, "opens_at", "state") == (NIGHT + DAY, "open")
    telling.at = call.closes_at
    close_call(call, CloseReason.AGREED, by=one)
    assert row(call, "closes_at", "state") == (NIGHT + 30 * DAY, "closed")


NOW = timedelta(0)


@pytest.mark.parametrize(("opens", "closes", "ends"), [
    (None, None, NOW), (None, DAY, NOW), (-MINUTE, None, NOW), (-MINUTE, MINUTE, NOW),
    (-MINUTE, NOW, NOW), (-DAY, -MINUTE, -MINUTE),
    (NOW, None, None), (NOW, MINUTE, MINUTE), (MINUTE, None, None), (MINUTE, DAY, DAY),
])  # fmt: skip
def test_a_call_that_is_closed_ends_now_at_the_latest(telling, opens, closes, ends):
    """Where a clock was set back, so that it would end before it began, its end stays."""
    opens, closes, ends = (None if by is None else NIGHT + by for by in (opens, closes, ends))
    call = a_draft_call(state="open", opens_at=opens, closes_at=closes)
    close_call(call, CloseReason.FAULT, by=officer())
    assert row(call, "state", "opens_at", "closes_at") == ("closed", opens, ends)


@pytest.mark.parametrize(("when", "state"), [
    (DAY - MINUTE, "scheduled"), (DAY, "open"), (29 * DAY, "open"),
    (30 * DAY - MINUTE, "open"), (30 * DAY, "closed"),
])  # fmt: skip
def test_the_clock_opens_and_closes(telling, when, state):
    call = _ready(state="scheduled")
    drafts = [_ready(), _ready(state="closed"), _ready(state="decided")]
    telling.name(call=call)
    for _turn in range(3):
        telling.do(keep_call_times, NIGHT + when)
    assert row(call, "state") == (state,)
    assert [row(one, "state")[0] for one in drafts] == ["draft", "closed", "decided"]
    verbs = {"scheduled": [], "open": ["call.opened"], "closed": ["call.opened", "call.closed"]}
    said = [(verb, "system:clock", "call", {}, "") for verb in verbs[state]]
    assert [one for one in telling.tell() if len(one) == 5] == said


def test_a_new_call_and_its_copy(telling):
    one = officer()
    telling.name(one=one)
    first = telling.do(make_call, "Spring", 2027, by=one)
    telling.name(first=first)
    for part in (first.kinds.first(), first.costs.first(), first.criteria.first()):
        assert part.texts["fr"] != {}
    second = telling.do(make_call, "Spring", 2027, by=one, like=first)
    assert telling.tell() == [
        ("call.made", "one", "call:" + str(first.pk), {"year": 2027, "copied_from": None}, ""),
        ("call.made", "one", "call:" + str(second.pk), {"year": 2027, "copied_from": first.pk}, ""),
    ]
    assert row(second, "key", "title", "made_by", "copied_from", "state", "opens_at") == (
        "spring-2027-2", "Spring", one.pk, first.pk, "draft", None,
    )  # fmt: skip

    def parts(call):
        columns = {
            "kinds": ("key", "position", "name", "summary", "texts", "most_per_community",
                      "most_per_award", "least_communities", "are_neighbours_required"),
            "costs": ("key", "position", "name", "help", "texts", "most"),
            "criteria": ("key", "position", "name", "anchors", "weight", "texts"),
            "envelopes": ("region", "floor", "ceiling"),
        }  # fmt: skip
        return {name: list(getattr(call, name).values_list(*c)) for name, c in columns.items()}

    assert parts(second) == parts(first)
    assert [name for _key, _position, name, *_rest in parts(first)["costs"]] == [
        "Equipment rental", "Materials for events and workshops",
        "Fees for coordination, facilitation, art and training", "Food and drinks without alcohol",
        "Honorariums for Elders and speakers", "Marketing", "Transport",
    ]  # fmt: skip
    assert parts(first)["criteria"][0][3] == [
        "Nothing shows it", "A little shows it", "Some of it is shown", "Most of it is shown well",
        "All of it is shown well, with examples",
    ]  # fmt: skip
    assert [position for _key, position, *_rest in parts(first)["criteria"]] == [0, 1, 2]
    assert parts(first)["envelopes"] == [
        (region.pk, Decimal(0), None) for region in Region.objects.order_by("position")
    ]


def test_the_sections_of_a_draft(telling):
    one, call = officer(), a_draft_call()
    telling.name(one=one, call=call)
    north = Region.objects.get(key="north")

    def seen():
        return Seen(call, Call.objects.get(pk=call.pk).version, one)

    telling.do(change_basics, seen(), {"title": "New", "year": 2030})
    telling.do(reword_summary, seen(), "Shorter.")
    assert row(call, "title", "year", "summary") == ("New", 2030, "Shorter.")
    telling.do(change_part, seen(), "costs", None, {"name": "A van", "most": Decimal(900)})
    new = call.costs.get(key="a-van")
    assert row(new, "name", "most", "position", "texts") == ("A van", Decimal(900), 7, {})
    telling.do(change_part, seen(), "costs", new.pk, {"name": "Two vans"})
    assert row(new, "key", "name", "most", "position") == ("a-van", "Two vans", Decimal(900), 7)
    telling.do(shift_part, call, "costs", new.pk, -2, by=one)
    first = call.costs.get(key="equipment")
    telling.do(remove_part, seen(), "costs", first.pk)
    keys = [key for key in COSTS if key != "equipment"]
    assert list(call.costs.values_list("key", "position")) == [
        (key, n) for n, key in enumerate([*keys[:4], "a-van", *keys[4:]])
    ]
    amounts = {north.pk: (Decimal(10), Decimal(20))}
    telling.do(change_envelopes, seen(), amounts)
    assert row(call.envelopes.get(region=north), "floor", "ceiling") == (Decimal(10), Decimal(20))
    assert call.envelopes.count() == 4
    words = {(Call, call.pk, "title"): "Nouveau", (Call, call.pk, "summary"): ""}
    telling.do(translate_call, seen(), "fr", words)
    assert set(row(call, "texts")[0]["fr"]) == {"title", "~title"}
    sections = ["basics", "summary", "costs", "costs", "costs", "costs", "envelopes"]
    assert telling.tell() == [
        *(
            ("call.changed", "one", "call", {"section": section, "version": n}, "Call")
            for n, section in enumerate(sections, 1)
        ),
        ("call.changed", "one", "call",
         {"section": "languages", "version": 8, "language": "fr"}, "Call"),
    ]  # fmt: skip


def test_a_question_that_leads_to_another_stays(telling):
    call, one = a_draft_call(), officer()
    before, what = call.questions.get(key="before"), call.questions.get(key="before-what")
    with pytest.raises(NotAllowed, match="Another question is asked because of this one"):
        remove_part(Seen(call, 0, one), "questions", before.pk)
    remove_part(Seen(call, 0, one), "questions", what.pk)
    remove_part(Seen(call, 1, one), "questions", before.pk)
    assert list(call.questions.values_list("key", "position")) == [
        ("story", 0), ("people", 1), ("steps", 2), ("letter", 3),
    ]  # fmt: skip
    assert Award.objects.filter(call=call).count() == 0
    assert Entry.objects.filter(verb="call.changed").count() == 2
