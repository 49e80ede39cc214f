"""Small answers of funding's queries, each whole: whose, which, and in which order."""

from datetime import timedelta
from decimal import Decimal

import pytest

from tests.accounts.people import spoke
from tests.funding.application_made import (
    a_draft_application,
    a_partner,
    a_sent_application,
    a_whole_application,
    coordinator_of,
    worker_of,
)
from tests.funding.award_made import an_offer, officer
from tests.funding.call_made import a_draft_call, an_open_call
from tests.funding.review_made import a_closed_call, applications_in, free, given, reviewer
from tests.funding.telling import NIGHT, TODAY
from upstander.funding.actions.application import add_collaborator, allow_late
from upstander.funding.actions.decision import weigh
from upstander.funding.actions.record import write_records
from upstander.funding.forms.answers import QuestionsForm
from upstander.funding.forms.application import BudgetForm, CourseForm, WhoForm
from upstander.funding.models import (
    Assignment,
    Award,
    AwardCommunity,
    Call,
    Conflict,
    Decision,
)
from upstander.funding.queries import application as queries
from upstander.funding.queries.application_read import read_application
from upstander.funding.queries.assigning import board
from upstander.funding.queries.award_history import SENTENCES
from upstander.funding.queries.call import calls_visible_to, calls_with_counts
from upstander.funding.queries.conflict import conflicts, declared
from upstander.funding.queries.decision import (
    by_region,
    needs,
    places_applied_for,
    rows,
    said_needs,
    waiting_for_second,
)
from upstander.funding.queries.record import all_kinds, snapshot
from upstander.funding.queries.review import undeclared_calls
from upstander.network.interface import start_membership
from upstander.network.models import Community, Region
from upstander.network.states import Role

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def test_conflicts_and_words_of_those_who_are_asked_about_alone():
    call, ada, eve, by = a_closed_call(), reviewer(), reviewer(2), officer()
    first, second, third = applications_in(call, 3)
    Conflict.objects.create(user=eve, application=first, kind="declared", declared_at=NIGHT)
    Conflict.objects.create(
        user=eve, organisation=second.organisation, kind="known", declared_at=NIGHT
    )
    free(ada, first, second)
    free(eve, third)
    every = [first, second, third]
    assert conflicts(every, [ada.pk]) == frozenset()
    assert conflicts(every, [eve.pk]) == {(eve.pk, first.pk), (eve.pk, second.pk)}
    assert declared(every, [eve.pk]) == {(eve.pk, third.pk)}
    assert declared([first], [ada.pk, eve.pk]) == {(ada.pk, first.pk)}
    assert undeclared_calls(ada) == [(call, 1)]
    assert undeclared_calls(eve) == []
    assert undeclared_calls(by) == []


def test_who_writes_in_an_application():
    draft = a_draft_application(an_open_call(), spoke())
    other = a_draft_application(an_open_call(), spoke(3))
    a_partner(draft, spoke(1), "confirmed")
    a_partner(draft, spoke(2), "declined")
    own, let_in, not_in = worker_of(spoke()), worker_of(spoke(1)), coordinator_of(spoke(1))
    worker_of(spoke(2))
    assert queries.people_to_invite(draft) == [not_in, let_in]
    add_collaborator(draft, let_in, by=own)
    assert queries.people_to_invite(draft) == [not_in]
    found = {user: queries.is_collaborator(user, draft) for user in (own, let_in, not_in)}
    assert found == {own: False, let_in: True, not_in: False}
    assert queries.is_collaborator(let_in, other) is False
    mine = [list(queries.applications_of(user)) for user in (own, let_in, not_in)]
    assert mine == [[draft], [draft], []]
    let_in.memberships.update(role=Role.REVIEWER)
    assert list(queries.applications_of(let_in)) == []
    names = [row.name for row in queries.partners_to_name(draft)]
    assert {"Spoke 0", "Spoke 1", "Spoke 2"} & {*names} == set()
    assert "Spoke 3" in names


def test_calls_that_are_open_to_someone(telling):
    user, by = worker_of(spoke()), officer()
    ends = {"now": NIGHT, "soon": NIGHT + timedelta(minutes=1), "never": None}
    calls = {key: an_open_call(key=key, title=key, closes_at=at) for key, at in ends.items()}
    closed = an_open_call(key="closed", title="closed", state="closed", closes_at=NIGHT + DAY)
    decided = an_open_call(key="decided", state="decided", closes_at=NIGHT + DAY)
    a_draft_call()

    def keys():
        return sorted(call.key for call in queries.calls_open_to(user, NIGHT))

    assert keys() == ["never", "soon"]
    allow_late(closed, spoke(), NIGHT + 2 * DAY, "A flood", by=by)
    allow_late(calls["now"], spoke(1), NIGHT + 2 * DAY, "A flood", by=by)
    assert keys() == ["closed", "never", "soon"]
    assert queries.calls_open_to(by, NIGHT) == []
    except_ = {call.key for call in queries.calls_to_except(by)}
    assert except_ == {"now", "soon", "never", "closed"}
    assert not queries.calls_to_except(user).exists()
    assert queries.late_until_of(closed, spoke()) == NIGHT + 2 * DAY
    assert queries.late_until_of(closed, spoke(1)) is None
    assert decided not in queries.calls_open_to(user, NIGHT)


def test_what_is_taken_for_the_year_of_a_call():
    call = an_open_call()
    draft = a_whole_application(call, spoke(), places=["fort-st-john", "dawson-creek"])
    place, near = (Community.objects.get(key=key) for key in ("fort-st-john", "dawson-creek"))
    sent = a_sent_application(a_closed_call(), spoke(1), reference="2027-9")
    award = an_offer(sent)
    assert queries.facts_of(draft).taken == {place.pk}
    AwardCommunity.objects.filter(award=award).update(is_held=False)
    assert queries.facts_of(draft).taken == frozenset()
    AwardCommunity.objects.filter(award=award).update(is_held=True, community=near, year=2031)
    assert queries.facts_of(draft).taken == frozenset()
    AwardCommunity.objects.filter(award=award).update(year=call.year)
    assert queries.facts_of(draft).taken == {near.pk}
    Award.objects.filter(pk=award.pk).update(application=draft)
    assert queries.facts_of(draft).taken == frozenset()
    assert queries.facts_of(draft).has_award is False
    Award.objects.filter(pk=award.pk).update(application=sent, organisation=spoke())
    assert queries.facts_of(draft).has_award is True
    Award.objects.filter(pk=award.pk).update(year=2031)
    assert queries.facts_of(draft).has_award is False
    Award.objects.filter(pk=award.pk).update(year=call.year, state="declined")
    assert queries.facts_of(draft).has_award is False


def test_numbers_follow_one_another_in_a_year():
    call = an_open_call()
    assert queries.next_reference(call) == f"{call.year}-0001"
    a_sent_application(call, spoke(), reference=f"{call.year}-0009")
    a_sent_application(call, spoke(1), reference=f"{call.year - 1}-0044")
    a_sent_application(call, spoke(2), reference=f"{call.year + 1}-0066")
    assert queries.next_reference(call) == f"{call.year}-0010"


def test_what_is_decided_about():
    call, one, two = a_closed_call(budget=Decimal(90000)), officer(), officer(2)
    first = a_sent_application(call, spoke(11), places=["kitimat"])
    second = a_sent_application(call, spoke(10), places=["houston"])
    south = a_sent_application(call, spoke(9), places=["burnaby"], asked="5000")
    a_sent_application(call, spoke(8), state="ineligible", places=["quesnel"])
    a_draft_application(call, spoke(7))
    weigh(call, {"kitimat": (Decimal(2), "A count")}, by=one)
    assert said_needs(call) == {"kitimat": (Decimal(2), "A count")}
    assert list(places_applied_for(call).items()) == [
        ("burnaby", "Burnaby"), ("houston", "Houston"), ("kitimat", "Kitimat"),
    ]  # fmt: skip
    assert needs(call) == {"burnaby": 1, "houston": 1, "kitimat": 2}
    values = {"made_by": one, "made_at": NIGHT, "reason": "So."}
    Decision.objects.create(application=first, amount=3000, **values)
    above = Decision.objects.create(application=south, amount=9000, override="Far.", **values)
    found = by_region(call, rows(call))
    north, lower = (Region.objects.get(key=key) for key in ("north", "lower-mainland"))
    by_key = {region.region: region for region in found}
    assert [region.region for region in found] == sorted(by_key, key=lambda r: r.position)
    assert {
        region: ([row.application for row in one.rows], one.sum, one.floor, one.ceiling)
        for region, one in by_key.items()
    } == {
        north: ([second, first], 3000, 15000, 75000), lower: ([south], 9000, 5000, 120000),
    }  # fmt: skip
    assert waiting_for_second(one) == []
    start_membership(two, spoke(50), Role.EDITOR, by=None)
    assert waiting_for_second(two) == [above]
    assert waiting_for_second(worker_of(spoke(11))) == []


def test_calls_and_how_many_applications_were_sent_to_each():
    call, one = an_open_call(), officer()
    for number, state in enumerate(("submitted", "ineligible", "withdrawn", "draft")):
        a_sent_application(call, spoke(number), state=state)
    assert {row.key: row.sent for row in calls_with_counts(one)} == {
        row.key: 2 * (row == call) for row in Call.objects.all()
    }
    assert not calls_visible_to(worker_of(spoke())).exists()
    years = [row.year for row in calls_visible_to(one)]
    assert years == sorted(years, reverse=True)


def test_what_stands_in_each_section_of_a_form():
    draft = a_whole_application(an_open_call(), spoke(), least=Decimal(5000))
    read = read_application(draft)
    assert [(str(cost.name), cost.planned, cost.is_over) for cost in read.spent][:3] == [
        ("Equipment rental", 3750, False), ("Materials for events and workshops", 3750, False),
        ("Fees for a coordinator, facilitator, artist or trainer", 0, False),
    ]  # fmt: skip
    assert (read.total, read.most, read.course[0][1]) == (7500, 7500, "Racism at school")

    def told(form):
        return [(str(name), text) for name, text in form(None, application=draft).pairs()]

    assert told(WhoForm) == [
        ("Kind of award", "Community spoke"), ("Communities", "Fort St. John"),
        ("Title of the work", draft.title), ("The work in a few sentences", draft.summary),
    ]  # fmt: skip
    days = f"{draft.call.starts_on} · {draft.call.ends_on}"
    assert told(CourseForm) == [
        ("Priority", "Racism at school"), ("Priority", "Racism at work"),
        ("Activity",
         f"Twelve evenings · 1. Racism at school · {days} · Neighbours know one another."),
    ]  # fmt: skip
    assert told(BudgetForm) == [
        ("You ask for", "7500"), ("The least with which you can do it", "5000"),
        ("Line", "Equipment rental · Tables · 3750"),
        ("Line", "Materials for events and workshops · Paper and paint · 3750"),
    ]  # fmt: skip
    assert told(QuestionsForm) == [
        ("What is racism like where you live?", "Three families told us what happened."),
        ("Have you done this work before?", "No"), ("How many people will you reach?", "120"),
    ]  # fmt: skip


def test_what_a_pack_holds_of_a_round_is_written_as_it_was_read():
    kinds = {kind.name: kind for kind in all_kinds()}
    before = {name: snapshot(kind) for name, kind in kinds.items()}
    reference, award = next(iter(before["award"].items()))
    taken = AwardCommunity.objects.values("community")
    free_place = Community.objects.exclude(pk__in=taken).first().key
    changed = {**award, "amount": "1234.50", "awarded_on": "2020-07-02", "ends_on": None,
               "communities": [free_place], "partners": [], "title": "Other"}  # fmt: skip
    write_records(kinds["award"], {reference: changed}, {})
    after = snapshot(kinds["award"])
    assert after == {**before["award"], reference: changed}
    call = award["call"]
    round_ = {**before["call"][call], "budget": "99.10", "announced_on": None}
    write_records(kinds["call"], {call: round_}, {})
    new = f"{call}/new"
    kind = {**next(iter(before["call_kind"].values())), "name": "New", "most_per_award": None}
    write_records(kinds["call_kind"], {new: kind}, {new: 7})
    envelope = {"floor": "5.00", "ceiling": None}
    write_records(kinds["envelope"], {f"{call}/north": envelope}, {})
    assert snapshot(kinds["call"]) == {**before["call"], call: round_}
    assert snapshot(kinds["call_kind"]) == {**before["call_kind"], new: kind}
    assert snapshot(kinds["envelope"]) == {**before["envelope"], f"{call}/north": envelope}
    assert Call.objects.get(key=call).kinds.get(key="new").position == 7
    write_records(kinds["award"], {reference: award}, {})
    assert snapshot(kinds["award"]) == before["award"]
    assert list(Award.objects.get(reference=reference).places.values_list("year", flat=True)) == [
        Call.objects.get(key=call).year
    ] * len(award["communities"])


def test_every_change_of_a_section_makes_another_version_of_it():
    draft = a_whole_application(an_open_call(), spoke(), least=Decimal(5000))
    kind, cost = draft.call.kinds.get(key="regional"), draft.call.costs.last()
    activity, line = draft.activities.first(), draft.lines.first()
    changes = {
        "who": [(draft, "kind", kind), (draft, "title", "Other"), (draft, "summary", "Other")],
        "course": [
            (draft, "priorities", ["Other"]), (activity, "text", "Other"),
            (activity, "priority", 1), (activity, "starts_on", draft.call.ends_on),
            (activity, "ends_on", None), (activity, "outcome", "Other"),
        ],
        "budget": [
            (draft, "asked", Decimal(1)), (draft, "least", None), (line, "cost", cost),
            (line, "text", "Other"), (line, "amount", Decimal(1)),
        ],
        "questions": [(draft.answers.first(), "value", "Other")],
    }  # fmt: skip
    sections = list(changes)

    def versions():
        return {name: queries.version_of_section(draft, name) for name in sections}

    for section, parts in changes.items():
        for thing, name, value in parts:
            before = versions()
            setattr(thing, name, value)
            thing.save()
            after = versions()
            assert [one for one in sections if before[one] != after[one]] == [section], name
    before = versions()
    draft.communities.add(Community.objects.get(key="houston"))
    assert [one for one in sections if before[one] != versions()[one]] == ["who"]
    partner = a_partner(draft, spoke(1))
    seen = {queries.version_of_partner(partner)}
    for name in ("role", "agreement", "share"):
        setattr(partner, name, "5")
        seen.add(queries.version_of_partner(partner))
    assert len(seen) == 4


def test_what_an_officer_sees_of_who_has_what():
    call, one, people = a_closed_call(), officer(), [reviewer(n) for n in (1, 2, 3)]
    first, second, near = applications_in(call, 3)
    start_membership(one, near.organisation, Role.EDITOR, by=None)
    review = given(first, people[0], officer(2), TODAY)
    given(near, people[1], officer(2))
    Assignment.objects.filter(pk=review.pk).update(due_on=TODAY)
    start_membership(people[2], second.organisation, Role.EDITOR, by=None)
    found = board(call, one, TODAY)
    assert [
        (row.application, [held.assignment for held in row.held], row.able, row.wanted)
        for row in found.rows
    ] == [(first, [review], [people[1], people[2]], 1), (second, [], people[:2], 2)]
    assert (found.near, found.hidden) == (0, 1)
    assert found.load == {people[0].pk: 1, people[1].pk: 1, people[2].pk: 0}
    assert found.undeclared == {people[0].pk: 2, people[1].pk: 2, people[2].pk: 2}
    late = [board(call, one, TODAY + n * DAY).rows[0].held[0].is_late for n in (0, 1)]
    assert late == [False, True]


def test_each_step_of_an_award_has_its_sentence():
    assert {verb: str(sentence) for verb, sentence in SENTENCES.items()} == {
        "award.offered": "The award of %(amount)s was offered.",
        "agreement.sent": "Version %(version)s of the agreement was sent.",
        "award.accepted": "The award was accepted with version %(version)s of the agreement.",
        "award.declined": "The award is turned down.",
        "award.taken_back": "The offer was taken back: %(reason)s.",
        "instalment.approved": "Instalment %(number)s of %(amount)s was approved.",
        "instalment.approval_taken_back": "The approval of instalment %(number)s was taken back.",
        "instalment.paid": "Instalment %(number)s of %(amount)s was paid.",
        "amendment.proposed": "A change was proposed: %(kind)s.",
        "amendment.seconded": "A second officer agreed to a sum above the ceiling.",
        "amendment.agreed": "A change was agreed: %(kind)s.",
        "amendment.refused": "A proposed change was ended.",
        "report.submitted": "%(report)s: sent.",
        "report.accepted": "%(report)s: accepted.",
        "report.returned": "%(report)s: sent back.",
        "award.money_returned": "%(amount)s came back.",
        "award.closed": "The award is closed.",
    }
