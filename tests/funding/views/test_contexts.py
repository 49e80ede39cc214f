"""What the pages of funding are drawn from: counts, lists and what may be done, whole."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.test import Client

from tests.accounts.people import sign_in, spoke
from tests.funding.application_made import a_draft_application, coordinator_of, worker_of
from tests.funding.award_made import an_accepted_award, an_agreement, an_offer, officer, words_for
from tests.funding.call_made import a_draft_call, an_open_call
from tests.funding.review_made import a_closed_call, applications_in, given, handed_in, reviewer
from tests.funding.telling import NIGHT, TODAY
from upstander.funding.actions.application import allow_late
from upstander.funding.actions.report import submit_report
from upstander.funding.models import Assignment
from upstander.funding.rules.application import moment_of
from upstander.network.interface import start_membership
from upstander.network.states import Role

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def _context(user, path, *names):
    answer = sign_in(Client(), user).get(f"/desk/funding/{path}")
    assert answer.status_code == 200
    return [answer.context[name] for name in names]


@pytest.mark.parametrize("state", ["closed", "decided"])
def test_how_far_reviews_are(telling, state):
    call, one, people = a_closed_call(key="spring"), officer(), [reviewer(n) for n in (1, 2, 3)]
    first, second, third = applications_in(call, 3)
    handed_in(first, people[0], one)
    late = [given(row, people[n], one, TODAY) for row, n in ((first, 1), (second, 1))]
    handed = handed_in(second, people[2], one)
    given(third, people[0], one, TODAY)
    rows = [*late, handed]
    Assignment.objects.filter(pk__in=[row.pk for row in rows]).update(due_on=TODAY - DAY)
    type(call).objects.update(state=state)
    names = ("is_running", "in", "given", "late", "open")
    assert _context(one, "reviews/calls/spring/", *names) == [state == "closed", 2, 5, 2, 1]


def test_the_reviews_of_one_application(telling):
    call, one, ada = a_closed_call(), officer(), reviewer()
    first, second = applications_in(call, 2)
    for row in (first, second):
        handed_in(row, ada, one, (4, 2, 0))
    path = f"reviews/applications/{first.pk}/"
    names = ("application", "is_hidden", "is_running")
    assert _context(one, path, *names) == [first, False, True]
    reviews, lines = _context(one, path, "reviews", "lines")
    assert [(r.assignment.application, [s.points for s in r.scores], r.total) for r in reviews] == [
        (first, [4, 2, 0], 50)
    ]
    assert [(n, str(line.name)) for n, line in lines] == [
        (0, "Understanding"), (1, "Course of action"), (2, "Partnerships"),
    ]  # fmt: skip
    start_membership(one, second.organisation, Role.EDITOR, by=None)
    assert len(_context(one, path, "reviews")[0]) == 1


def test_what_a_reviewer_has_and_had(telling):
    call, one, ada = a_closed_call(), officer(), reviewer()
    first, second, third, _fourth = applications_in(call, 4)
    handed_in(first, ada, one)
    later, sooner = given(second, ada, one, TODAY + DAY), given(third, ada, one, TODAY)
    waiting, done, calls = _context(ada, "reviews/", "waiting", "done", "calls")
    assert [(row.assignment, row.is_late) for row in waiting] == [(sooner, False), (later, False)]
    assert [row.assignment.application for row in done] == [first]
    assert calls == [(call, 1)]
    telling.at += DAY
    waiting, *_rest = _context(ada, "reviews/", "waiting")
    assert [(row.assignment, row.is_late) for row in waiting] == [(sooner, True), (later, False)]


REPORT = ("is_empty", "may_submit", "deeds", "form")


def test_a_report_as_each_may_use_it(telling):
    award, one = an_accepted_award(), officer()
    signs, writes = coordinator_of(award.organisation), worker_of(award.organisation)
    path = f"awards/{award.reference}/reports/interim/"

    def found():
        rows = [_context(user, path, *REPORT) for user in (one, signs, writes)]
        return [
            (empty, may, [name for name, _deed in deeds], form is not None)
            for empty, may, deeds, form in rows
        ]

    assert found() == [
        (True, False, [], False), (False, True, [], True), (False, False, [], True),
    ]  # fmt: skip
    report = award.reports.get(kind="interim")
    submit_report(report, words_for(report), by=signs)
    nothing = (False, False, [], False)
    assert found() == [(False, False, ["accept", "return"], False), nothing, nothing]


def test_the_page_of_an_award(telling):
    award, one = an_offer(), officer()
    signs, writes = coordinator_of(award.organisation), worker_of(award.organisation)
    an_agreement(award)
    old = award.agreements.get()
    agreement = an_agreement(award)
    names = ("first", "deeds", "is_manager", "agreement", "tasks", "is_held")

    def found(*people):
        rows = [_context(user, f"awards/{award.reference}/", *names) for user in people]
        return [(first and first[0], [n for n, _d in deeds], *rest) for first, deeds, *rest in rows]

    assert found(one, signs, writes) == [
        (None, ["plan", "take-back"], True, agreement, [], True),
        ("accept", ["decline"], False, agreement, [], True),
        (None, [], False, agreement, [], True),
    ]
    versions = _context(signs, f"awards/{award.reference}/", "agreements")[0]
    assert versions == [agreement, old]
    award = an_accepted_award(award)
    first, deeds, manages, _agreement, tasks, _may = found(one)[0]
    assert (first, deeds, manages) == (None, ["amend"], True)
    assert [(str(task.sentence), task.is_done) for task in tasks] == [
        ("All reports are accepted.", False), ("Every instalment is paid.", False),
        ("Unspent money is returned, or kept by an agreed change.", False),
        ("No change waits for an answer.", True),
    ]  # fmt: skip
    reports, events = _context(writes, f"awards/{award.reference}/", "reports", "events")
    assert [(row.kind, may) for row, may in reports] == [("interim", True), ("final", True)]
    assert [may for _row, may in _context(one, f"awards/{award.reference}/", "reports")[0]] == [
        False, False,
    ]  # fmt: skip
    assert len(events) == 5


def test_until_when_an_application_can_be_sent_with_an_exception_and_without(telling):
    call, one = an_open_call(closes_at=NIGHT + DAY), officer()
    ours, other = applications_in(call, 2, state="draft")
    allow_late(call, ours.organisation, NIGHT + 3 * DAY, "A flood.", by=one)

    def found(application):
        path = f"applications/{application.pk}/"
        return _context(worker_of(application.organisation), path, "closes", "days_left", "over")

    assert found(other) == [moment_of(call, NIGHT + DAY), 1, ""]
    assert found(ours) == [moment_of(call, NIGHT + 3 * DAY), 3, ""]
    telling.at += 2 * DAY
    assert found(other)[:2] == [moment_of(call, NIGHT + DAY), None]
    assert found(other)[2].startswith("This call closed on ")
    assert found(ours) == [moment_of(call, NIGHT + 3 * DAY), 1, ""]


@pytest.mark.parametrize(("state", "doors"), [
    ("draft", []), ("scheduled", []), ("open", ["late"]), ("closed", ["reviews", "money", "late"]),
    ("decided", ["reviews", "money", "awards"]), ("published", ["reviews", "money", "awards"]),
])  # fmt: skip
def test_the_page_of_a_call(telling, state, doors):
    make = a_draft_call if state in ("draft", "scheduled") else an_open_call
    call = make(key="spring", state=state)
    call.kinds.all().delete()
    names = ("doors", "lacks", "sections", "sent", "may_change", "may_reword", "is_open")
    found, lacks, sections, sent, may_change, may_reword, is_open = _context(
        officer(), "calls/spring/", *names
    )
    places = {
        "late": "calls/spring/late/", "reviews": "reviews/calls/spring/",
        "money": "calls/spring/money/", "awards": "calls/spring/awards/",
    }  # fmt: skip
    assert [url for url, _name in found] == [f"/desk/funding/{places[name]}" for name in doors]
    assert [(key, number) for key, _title, number, _lacks in sections] == [
        ("kinds", 0), ("costs", 7), ("questions", 6), ("criteria", 3),
    ]  # fmt: skip
    assert ("kinds" in [lack.section for lack in lacks]) is (state == "draft")
    assert bool(lacks) is (state == "draft")
    assert (sent, may_change, is_open) == (0, state == "draft", state == "open")
    assert may_reword is (state in ("draft", "scheduled", "open", "closed"))


@pytest.mark.parametrize("state", ["draft", "scheduled", "open", "closed", "decided", "published"])
def test_the_money_of_a_call(telling, state):
    call, one = a_closed_call(key="spring", budget=Decimal(15000)), officer()
    first, second = applications_in(call, 2)
    handed_in(first, reviewer(), one, (4, 2, 0))
    type(call).objects.filter(pk=call.pk).update(state=state)
    client = sign_in(Client(), one)
    answer = client.get("/desk/funding/calls/spring/money/")
    if state in ("draft", "scheduled", "open"):
        assert answer.status_code == 404
        return
    names = ("sum", "scores", "has_begun", "is_open", "may_publish")
    assert [answer.context[name] for name in names] == [
        0, {first.pk: Decimal(50)}, False, state == "closed", state == "decided",
    ]  # fmt: skip
    assert [row.application for row in answer.context["regions"][0].rows] == [first, second]
    assert [(f.sentence, f.application) for f in answer.context["faults"]][:2] == [
        ("Nothing is decided about this yet.", row) for row in (first, second)
    ]
    assert answer.context["form"].initial == {
        "budget": Decimal(15000), "seed": "spring", "name": "Scenario 1",
    }  # fmt: skip


DEEDS = {
    "draft": ("schedule", []), "scheduled": ("open", ["back"]), "open": ("extend", ["close"]),
    "closed": (None, []), "decided": (None, []), "published": (None, []),
}  # fmt: skip


@pytest.mark.parametrize("state", DEEDS)
def test_what_comes_first_with_a_call_does_not_stand_below_once_more(telling, state):
    hours = {"opens_at": NIGHT + DAY, "closes_at": NIGHT + 9 * DAY}
    make = a_draft_call if state in ("draft", "scheduled") else an_open_call
    make(key="spring", state=state, **(hours if make is a_draft_call else {}),
         decides_on=TODAY + 40 * DAY)  # fmt: skip
    first, deeds = _context(officer(), "calls/spring/", "first", "deeds")
    assert (first and first[0], [name for name, _deed in deeds]) == DEEDS[state]


def test_of_whom_nothing_is_asked_because_she_is_too_near(telling):
    call, ada = a_closed_call(key="spring"), reviewer()
    first, second = applications_in(call, 2)
    start_membership(ada, second.organisation, Role.EDITOR, by=None)
    barred, form = _context(ada, "reviews/conflicts/spring/", "barred", "form")
    assert [row.organisation for row in barred] == [second.organisation]
    assert [*form.fields] == [f"a-{first.pk}"]


def test_a_proposal_leads_to_its_page_or_says_why_there_is_none():
    call, one = a_closed_call(key="spring", budget=Decimal(7500)), officer()
    call.envelopes.all().delete()
    client, path = sign_in(Client(), one), "/desk/funding/calls/spring/money/"
    typed = {"name": "First", "budget": "7500", "seed": "spring"}
    answer = client.post(path, typed)
    assert (answer.status_code, answer.context["form"].non_field_errors()) == (
        200, ["There is nothing to share out: no application is eligible."],
    )  # fmt: skip
    applications_in(call, 1)
    answer = client.post(path, typed)
    assert answer.headers["Location"] == f"{path}scenarios/{call.scenarios.get().pk}/"


def test_nothing_is_wrong_with_what_was_not_sent_yet():
    spring, one, ada = a_draft_call(key="spring"), officer(), reviewer()
    award, closed = an_agreement(an_offer()).award, a_closed_call(key="closed")
    row, other = applications_in(closed, 2)
    review = given(row, ada, officer(2))
    draft = a_draft_application(an_open_call(key="open"), spoke())
    kind, paper = spring.kinds.first().pk, f"awards/{award.reference}/do/"
    own, money = f"applications/{draft.pk}/", f"calls/closed/money/{other.pk}/"
    pages = {
        one: ["new-call/", "calls/spring/basics/", "calls/spring/envelopes/",
              "calls/spring/languages/fr/", f"calls/spring/parts/kinds/{kind}/",
              f"calls/spring/parts/kinds/{kind}/remove/", "calls/spring/parts/costs/add/",
              "calls/spring/do/schedule/", "calls/open/summary/", "calls/open/do/extend/",
              "calls/open/late/", "calls/closed/money/", "calls/closed/money/needs/", money,
              f"checks/{row.pk}/", f"checks/{row.pk}/ask/", "reviews/calls/closed/assign/",
              f"reviews/{review.pk}/take-back/", f"{paper}plan/"],
        ada: ["reviews/conflicts/closed/", f"reviews/{review.pk}/",
              f"reviews/{review.pk}/give-back/"],
        worker_of(spoke()): [f"{own}{part}/" for part in ("who", "course", "budget", "questions",
                                                          "partners", "people", "review")],
        coordinator_of(award.organisation): [f"{paper}accept/", f"{paper}decline/"],
    }  # fmt: skip
    bound = [
        path for user, paths in pages.items() for path in paths
        if _context(user, path, "form")[0].is_bound
    ]  # fmt: skip
    assert bound == []
