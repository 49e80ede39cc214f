"""Calls at the desk: who sees them, every page, and words that are kept."""

import csv
import io
import re
from datetime import date, timedelta

import pytest
from django.utils import timezone

from tests.accounts.people import hub, member, sign_in, spoke
from tests.funding.application_made import a_sent_application
from tests.funding.award_made import an_offer
from tests.funding.call_made import a_draft_call, an_open_call
from upstander.audit.models import Entry
from upstander.funding.models import Application, Call, Criterion, EligibleCost, Envelope, Question
from upstander.funding.queries.call import PARTS
from upstander.funding.states import CallState
from upstander.funding.views.call_deeds import DEEDS
from upstander.network.models import Organisation, Region
from upstander.network.states import Role

pytestmark = pytest.mark.django_db
HOME = "/desk/funding/"
PAGES = ("", "basics/", "envelopes/", "languages/", "languages/fr/", "preview/",
         "preview/?language=ar")  # fmt: skip


@pytest.fixture
def officer():
    return member(Role.FUNDER_OFFICER, hub())


@pytest.fixture
def desk(client, officer):
    return sign_in(client, officer)


def _text(answer):
    return answer.content.decode()


def _pages(call):
    parts = [f"parts/{name}/" for name in PARTS]
    ones = [f"parts/{name}/{PARTS[name].objects.filter(call=call)[0].pk}/" for name in PARTS]
    added = [f"parts/{name}/add/" for name in PARTS]
    gone = [f"{path}remove/" for path in ones]
    ways = [*PAGES, *parts, *ones, *added, *gone, "do/schedule/"]
    return ["", "calls/", "new-call/", *(f"calls/{call.key}/{way}" for way in ways)]


def test_every_page_opens_for_an_officer(desk):
    call = a_draft_call()
    assert {path: desk.get(HOME + path).status_code for path in _pages(call)} == dict.fromkeys(
        _pages(call), 200
    )


@pytest.mark.parametrize("role", [role for role in Role if role != Role.FUNDER_OFFICER])
def test_nobody_else_sees_a_call_at_the_desk(client, role):
    call = a_draft_call()
    paths = [path for path in _pages(call) if path]
    desk = sign_in(client, member(role, hub()))
    assert {desk.get(HOME + path).status_code for path in paths} == {404}
    assert desk.get(HOME).status_code == 200
    assert desk.get(f"{HOME}calls/{call.key}/applications.csv").status_code == 404


def test_what_is_not_there_is_not_found(desk):
    call = a_draft_call()
    assert desk.post(f"{HOME}calls/{call.key}/parts/other/1/shift/", {"up": ""}).status_code == 404
    for way in ("parts/other/", "parts/kinds/0/", "do/publish/", "languages/xx/", "languages/en/",
                "preview/?language=xx", "parts/kinds/0/remove/"):  # fmt: skip
        assert desk.get(f"{HOME}calls/{call.key}/{way}").status_code == 404, way


def test_a_call_is_made_filled_and_scheduled(desk):
    answer = desk.post(f"{HOME}new-call/", {"title": "Spring", "year": "2027", "like": ""})
    call = Call.objects.get(year__gt=2020)
    assert answer.headers["Location"] == f"{HOME}calls/{call.key}/"
    page = _text(desk.get(f"{HOME}calls/{call.key}/"))
    assert "Say when the call opens and when it closes." in page
    assert "do/schedule/" not in page
    assert desk.get(f"{HOME}calls/{call.key}/do/schedule/").status_code == 302
    answer = desk.post(f"{HOME}calls/{call.key}/basics/", _basics(call))
    assert answer.status_code == 302, _text(answer)
    call.refresh_from_db()
    assert call.opens_at.isoformat() == "2027-01-11T17:00:00+00:00"
    assert call.closes_at.isoformat() == "2027-04-01T00:00:00+00:00"  # in summer time
    assert "Nothing is missing." in _text(desk.get(f"{HOME}calls/{call.key}/"))
    desk.post(f"{HOME}calls/{call.key}/do/schedule/", {"version": call.version})
    call.refresh_from_db()
    assert call.state == CallState.SCHEDULED
    again = desk.post(f"{HOME}calls/{call.key}/do/schedule/", {"version": 0}, follow=True)
    assert "The call is scheduled." in _text(again)


def _basics(call, **changes):
    return {
        "version": call.version, "title": "Spring", "summary": "Money for a year of work.",
        "year": "2027", "currency": "cad", "budget": "$300,000", "time_zone": "America/Vancouver",
        "opens_on": "2027-01-11", "opens_hour": "09:00", "closes_on": "2027-03-31",
        "closes_hour": "17:00", "decides_on": "2027-04-20", "starts_on": "2027-05-01",
        "ends_on": "2028-04-30", "reviewers_each": "2", **changes,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"time_zone": "Vancouver"}, "No time zone has this name."),
        ({"closes_on": "2027-01-11", "closes_hour": "09:00"}, "The call must close after it opens"),
        ({"ends_on": "2027-04-30"}, "The last day must not be before the first."),
        ({"opens_hour": ""}, "A day and a time belong together."),
        ({"opens_on": "2027-03-14", "opens_hour": "02:30"}, "this time does not exist"),
        ({"budget": "7.500"}, "This can mean two amounts."),
        ({"currency": "dollars"}, "Write three letters, such as CAD."),
    ],
)
def test_what_cannot_be_is_said_and_what_was_typed_stays(desk, changes, says):
    call = a_draft_call()
    answer = desk.post(f"{HOME}calls/{call.key}/basics/", _basics(call, **changes))
    assert (answer.status_code, says in _text(answer)) == (200, True)
    assert all(f'value="{value}"' in _text(answer) for value in changes.values() if value)
    assert Call.objects.get(year__gt=2020).title == "A call"


def test_a_call_may_pay_for_a_single_day(desk):
    call = a_draft_call()
    data = _basics(call, ends_on="2027-05-01")
    assert desk.post(f"{HOME}calls/{call.key}/basics/", data).status_code == 302
    call.refresh_from_db()
    assert call.starts_on == call.ends_on == date(2027, 5, 1)


def test_who_is_second_is_told_and_keeps_her_words(desk):
    call = a_draft_call()
    where = f"{HOME}calls/{call.key}/basics/"
    assert desk.post(where, _basics(call, title="First")).status_code == 302
    answer = desk.post(where, _basics(call, title="Second"))
    assert "Someone changed this call a moment ago." in _text(answer)
    assert 'value="Second"' in _text(answer)
    assert Call.objects.get(year__gt=2020).title == "First"
    assert f'name="version" value="{call.version + 1}"' in _text(answer)
    now = Call.objects.get(year__gt=2020)
    assert desk.post(where, _basics(now, title="Second")).status_code == 302
    assert Call.objects.get(year__gt=2020).title == "Second"


def test_a_question_of_each_kind_is_added_and_changed(desk):
    call = a_draft_call()
    where = f"{HOME}calls/{call.key}/parts/questions/"
    typed = {
        "text": "Where?", "kind": "choice", "choices": "Here\nThere", "columns_": "left aside",
        "most_words": "5",
    }  # fmt: skip
    desk.post(f"{where}add/", {**typed, "version": call.version})
    row = Question.objects.get(call=call, key="where")
    assert (row.position, row.columns, row.most_words) == (6, [], None)
    assert row.choices == [{"key": "here", "name": "Here"}, {"key": "there", "name": "There"}]
    changed = {**typed, "choices": "Right here\nThere\nHere and there"}
    desk.post(f"{where}{row.pk}/", {**changed, "version": call.version + 1})
    row.refresh_from_db()
    assert [choice["key"] for choice in row.choices] == ["right-here", "there", "here-and-there"]
    last = {"text": "What there?", "kind": "table", "columns_": "A\nB", "condition":
            f"{row.pk}:there", "version": call.version + 2}  # fmt: skip
    assert desk.post(f"{where}add/", last).status_code == 302
    added = Question.objects.get(call=call, key="what-there")
    assert (added.asked_if, added.asked_if_answer) == (row, "there")
    answer = desk.post(f"{where}{row.pk}/remove/", {"version": call.version + 3})
    assert "Another question is asked because of this one." in _text(answer)
    page = _text(desk.get(f"{where}{row.pk}/"))
    assert f'value="{row.pk}:there"' not in page  # nothing depends on itself


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({"kind": "choice", "choices": "Yes\nyes"}, "Two lines say the same."),
        ({"kind": "choice", "choices": "a" * 201}, "A line is very long."),
        ({"kind": "number", "least": "5", "most": "4"}, "The most must not be below the least."),
        ({"kind": "text", "text": ""}, "This field is required."),
    ],
)
def test_a_question_that_cannot_be_is_not_kept(desk, typed, says):
    call = a_draft_call()
    data = {"text": "What?", **typed, "version": call.version}
    answer = desk.post(f"{HOME}calls/{call.key}/parts/questions/add/", data)
    assert (says in _text(answer), Question.objects.filter(text="What?").count()) == (True, 0)


def test_kinds_costs_criteria_and_envelopes_are_kept(desk):
    call = a_draft_call()
    where = f"{HOME}calls/{call.key}/"
    kind = {"name": "Short", "least_communities": "3", "least_partners": "0",
            "most_per_award": "1 000", "version": call.version}  # fmt: skip
    answer = desk.post(f"{where}parts/kinds/add/", {**kind, "most_communities": "2"})
    assert "The most must not be below the least." in _text(answer)
    assert desk.post(f"{where}parts/kinds/add/", kind).status_code == 302
    cost = {"name": "Rooms", "most": "500", "version": call.version + 1}
    assert desk.post(f"{where}parts/costs/add/", cost).status_code == 302
    assert EligibleCost.objects.get(key="rooms").most == 500
    scores = {"anchor_0": "No", "anchor_1": "Yes", "anchor_2": ""}
    criterion = {"name": "Clear", "weight": "2", **scores, "version": call.version + 2}
    assert desk.post(f"{where}parts/criteria/add/", criterion).status_code == 302
    assert Criterion.objects.get(key="clear").anchors == ["No", "Yes"]
    north = Region.objects.get(key="north").pk
    money = {f"floor-{north}": "100", f"ceiling-{north}": "50", "version": call.version + 3}
    assert "must not be below" in _text(desk.post(f"{where}envelopes/", money))
    answer = desk.post(f"{where}envelopes/", {**money, f"ceiling-{north}": ""})
    assert answer.status_code == 302
    found = Envelope.objects.filter(call=call).values_list("floor", "ceiling")
    assert set(found) == {(100, None), (0, None)}


def test_parts_go_up_and_down_and_away(desk):
    call = a_draft_call()
    where = f"{HOME}calls/{call.key}/parts/costs/"
    keys = list(call.costs.values_list("key", flat=True))
    second = call.costs.get(key=keys[1])
    desk.post(f"{where}{second.pk}/shift/", {"up": ""})
    assert list(call.costs.values_list("key", flat=True)) == [keys[1], keys[0], *keys[2:]]
    desk.post(f"{where}{second.pk}/shift/", {"down": ""})
    assert list(call.costs.values_list("key", flat=True)) == keys
    call.refresh_from_db()
    desk.post(f"{where}{second.pk}/remove/", {"version": call.version})
    rest = [(key, n) for n, key in enumerate([keys[0], *keys[2:]])]
    assert list(call.costs.values_list("key", "position")) == rest
    assert "Reload the page" in _text(
        desk.post(f"{where}{call.kinds.first().pk + 999}/shift/", {"up": ""}, follow=True)
    )


def test_a_call_is_translated_and_a_changed_source_is_known(desk):
    call = a_draft_call()
    where = f"{HOME}calls/{call.key}/languages/fr/"
    name = f"call-{call.pk}-title"
    desk.post(where, {"version": call.version, name: "Un appel"})
    call.refresh_from_db()
    assert call.texts["fr"]["title"] == "Un appel"
    assert "Un appel" in _text(desk.get(f"{HOME}calls/{call.key}/preview/?language=fr"))
    Call.objects.filter(pk=call.pk).update(title="Another call")
    page = _text(desk.get(where))
    assert "The source has changed since." in page
    assert "Un appel" not in _text(desk.get(f"{HOME}calls/{call.key}/preview/?language=fr"))
    desk.post(where, {"version": call.version, name: "Un appel"})
    assert "The source has changed since." in _text(desk.get(where))
    data = {"version": call.version + 1, name: "Un appel", f"{name}-fits": "on"}
    desk.post(where, data)
    assert "The source has changed since." not in _text(desk.get(where))
    desk.post(where, {"version": call.version + 2, name: ""})
    assert "title" not in Call.objects.get(year__gt=2020).texts["fr"]


def test_what_is_open_changes_only_in_words_and_gets_more_time(desk):
    call = an_open_call()
    where = f"{HOME}calls/{call.key}/"
    assert "Only its words can still change." in _text(desk.get(f"{where}basics/", follow=True))
    answer = desk.post(f"{where}basics/", _basics(call))
    assert "Only its words can still change." in _text(answer)
    desk.post(f"{where}summary/", {"version": call.version, "summary": "Clearer."})
    later = timezone.localtime(call.closes_at + timedelta(days=3))
    earlier = timezone.localtime(call.closes_at - timedelta(days=3))
    when = {"version": 0, "day": earlier.date().isoformat(), "hour": "17:00"}
    answer = desk.post(f"{where}do/extend/", when)
    assert "Choose a moment after the one" in _text(answer)
    desk.post(f"{where}do/extend/", {**when, "day": later.date().isoformat()})
    now = Call.objects.get(year__gt=2020)
    assert (now.summary, now.closes_at > call.closes_at) == ("Clearer.", True)
    answer = desk.post(f"{where}do/close/", {"version": 0, "reason": ""})
    assert "This field is required." in _text(answer)
    desk.post(f"{where}do/close/", {"version": 0, "reason": "enough"})
    assert Call.objects.get(year__gt=2020).state == CallState.CLOSED
    said = [entry.body for entry in Entry.objects.filter(verb="call.closed")]
    assert [('"reason":"enough"' in body, "Clearer" in body) for body in said] == [(True, False)]
    assert set(DEEDS) == {"schedule", "open", "extend", "back", "close"}


def test_the_table_has_what_was_sent_and_no_formula(desk, officer):
    call, someone = an_open_call(), member(Role.SPOKE_WORKER, spoke())
    states = ("submitted", "draft", "ineligible", "submitted")
    titles = ("=HYPERLINK(1)", "Still mine", "No", "Her own")
    for n, (state, title) in enumerate(zip(states, titles, strict=True)):
        writer = officer if title == "Her own" else someone
        Application.objects.create(
            call=call, organisation=Organisation.objects.all()[n], state=state, title=title,
            asked=7500, least=5000, started_by=writer, started_at=timezone.now(),
            saved_at=timezone.now(), sent_at=timezone.now(), signed_by=writer, reference=f"r-{n}",
        )  # fmt: skip
    answer = desk.get(f"{HOME}calls/{call.key}/applications.csv")
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert {row["Title"] for row in rows} == {"'=HYPERLINK(1)", "No"}
    assert [row["Asked for"] for row in rows] == ["7500.00", "7500.00"]
    assert answer["Content-Disposition"] == f'attachment; filename="{call.key}.csv"'
    assert Entry.objects.filter(verb="call.exported").count() == 1


def test_the_table_beside_the_bars_has_each_amount_in_its_column(desk):
    call = an_open_call(state=CallState.CLOSED)
    an_offer(a_sent_application(call, spoke(), asked="7500"), "6000")
    page = _text(desk.get(f"{HOME}calls/{call.key}/"))
    table = re.search(r'<table class="table counts">(.*?)</table>', page, re.DOTALL)[1]
    rows = [re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row) for row in table.split("</tr>")[:3]]
    plain = [[re.sub("<[^>]*>", "", cell) for cell in row] for row in rows]
    assert plain == [
        ["Region", "Asked for", "Awarded", "At least", "At most"],
        ["All regions", "$7,500", "$6,000", "$142,500", "$300,000"],
        ["North", "$7,500", "$6,000", "$37,500", "$75,000"],
    ]


def test_a_list_asks_the_database_no_more_for_more_calls(desk, django_assert_max_num_queries):
    for _turn in range(6):
        an_open_call()
    with django_assert_max_num_queries(16):
        assert desk.get(f"{HOME}calls/").status_code == 200
