"""Every condition of an application: met as it is made, and missed by one change."""

from datetime import timedelta
from decimal import Decimal

import pytest

from tests.accounts.people import spoke
from tests.funding.application_made import (
    NORTH,
    a_draft_application,
    a_partner,
    a_whole_application,
    answer,
)
from tests.funding.call_made import an_open_call
from upstander.funding.models import (
    Activity,
    Application,
    Award,
    AwardCommunity,
    AwardKind,
    BudgetLine,
    EligibleCost,
    Question,
)
from upstander.funding.queries.application import facts_of
from upstander.funding.rules.eligibility import CONDITIONS, faults
from upstander.funding.states import AwardState, PartnerState
from upstander.network.models import Community

pytestmark = pytest.mark.django_db


def change(row, **values):
    for name, value in values.items():
        setattr(row, name, value)
    row.save()


def keys_of(application):
    fresh = Application.objects.select_related("call", "kind", "organisation")
    return [fault.key for fault in faults(facts_of(fresh.get(pk=application.pk)))]


@pytest.fixture
def ours():
    return a_whole_application(an_open_call(), spoke())


def award(of, **values):
    kind, call = of.kind, of.call
    return Award.objects.create(
        **{
            "reference": "a-1",
            "call": call,
            "organisation": spoke(7),
            "kind": kind,
            "state": AwardState.OFFERED,
            "year": call.year,
            "title": "Other",
            "description": "",
            "amount": 1,
            "awarded_on": call.starts_on,
            "changed_on": call.starts_on,
            **values,
        }
    )


def _no_kind(row):
    change(row, kind=None)


def _no_place(row):
    row.communities.clear()


def _regional(row, *places):
    change(row, kind=row.call.kinds.get(key="regional"))
    row.communities.set(Community.objects.filter(key__in=places))


def _too_few(row):
    _regional(row, NORTH[0])


def _too_many(row):
    AwardKind.objects.filter(pk=row.kind_id).update(most_communities=1)
    row.communities.set(Community.objects.filter(key__in=NORTH))


def _apart(row):
    _regional(row, NORTH[0], "terrace")


def _two_regions(row):
    row.communities.set(Community.objects.filter(key__in=[NORTH[0], "victoria"]))


def _community_taken(row):
    place = row.communities.get()
    AwardCommunity.objects.create(award=award(row), community=place, year=row.call.year)


def _organisation_taken(row):
    award(row, organisation=row.organisation)


def _no_title(row):
    change(row, title=" ")


def _partner(row):
    a_partner(row, spoke(1), PartnerState.ASKED)


def _few_partners(row):
    AwardKind.objects.filter(pk=row.kind_id).update(least_partners=1)


def _shares(row):
    for number, share in ((1, 4000), (2, "3500.01")):
        partner = a_partner(row, spoke(number), PartnerState.CONFIRMED)
        change(partner, share=Decimal(share))


def _no_activity(row):
    row.activities.all().delete()


def _backwards(row):
    row.activities.update(ends_on=row.call.starts_on, starts_on=row.call.ends_on)


def _before(row):
    row.activities.update(starts_on=row.call.starts_on - timedelta(days=1))


def _after(row):
    row.activities.update(ends_on=row.call.ends_on + timedelta(days=1))


def _nothing_asked(row):
    change(row, asked=None)


def _cents(row):
    change(row, least=Decimal("7000.50"))


def _least_above(row):
    change(row, least=Decimal(7501))


def _above(row):
    change(row, asked=Decimal(7501))
    BudgetLine.objects.create(application=row, cost=row.call.costs.last(), text="x", amount=1)


def _a_cent(row):
    line = row.lines.first()
    change(line, amount=line.amount + Decimal("0.01"))


def _cost(row):
    EligibleCost.objects.filter(call=row.call).update(most=10)


def _unanswered(row):
    row.answers.get(question__key="story").delete()


def _too_long(row):
    answer(row, "story", "word " * 301)


MISSED = {
    _no_kind: ["kind-chosen"],
    _no_place: ["communities-chosen"],
    _too_few: ["communities-enough"],
    _too_many: ["communities-not-too-many"],
    _apart: ["communities-neighbours"],
    _two_regions: ["communities-one-region"],
    _community_taken: ["communities-free"],
    _organisation_taken: ["organisation-free"],
    _no_title: ["title"],
    _partner: ["partners-confirmed"],
    _few_partners: ["partners-enough"],
    _shares: ["partners-shares"],
    _no_activity: ["activities-some"],
    _backwards: ["activities-dates"],
    _before: ["activities-dates"],
    _after: ["activities-dates"],
    _nothing_asked: ["asked"],
    _cents: ["asked-whole"],
    _least_above: ["asked-least"],
    _above: ["asked-within-ceiling"],
    _a_cent: ["budget-agrees"],
    _cost: ["budget-costs", "budget-costs"],
    _unanswered: ["answers"],
    _too_long: ["answers-fit"],
}


def test_a_whole_application_has_no_faults(ours):
    assert keys_of(ours) == []


@pytest.mark.parametrize(
    ("spoil", "keys"), MISSED.items(), ids=lambda x: getattr(x, "__name__", "")
)
def test_each_condition_is_missed_alone(ours, spoil, keys):
    spoil(ours)
    assert keys_of(ours) == keys


def test_every_condition_is_missed_here():
    assert {key for keys in MISSED.values() for key in keys} == {c.key for c in CONDITIONS}


def test_shares_may_be_all_that_is_asked_and_count_only_who_takes_part(ours):
    _shares(ours)
    second = ours.partners.get(organisation=spoke(2))
    change(second, share=Decimal(3500))
    assert keys_of(ours) == []
    change(second, share=Decimal(9000), state=PartnerState.DECLINED)
    assert keys_of(ours) == ["partners-confirmed"]


def test_all_lines_of_a_cost_count_together(ours):
    ours.lines.update(cost=ours.call.costs.first())  # two lines of 3750
    ours.call.costs.update(most=7500)
    assert keys_of(ours) == []
    ours.call.costs.update(most=Decimal("7499.99"))
    assert keys_of(ours) == ["budget-costs"]


def test_an_empty_application_says_all_that_is_missing():
    empty = a_draft_application(an_open_call(), spoke())
    assert keys_of(empty) == [
        "kind-chosen", "communities-chosen", "title", "activities-some", "asked",
        "answers", "answers", "answers",
    ]  # fmt: skip


def test_an_empty_application_only_lacks():
    empty = a_draft_application(an_open_call(), spoke())
    assert all(fault.is_lack for fault in faults(facts_of(empty)))


def test_what_was_turned_down_or_is_its_own_takes_nothing(ours):
    award(ours, organisation=ours.organisation, state=AwardState.DECLINED)
    own = award(ours, reference="a-2", organisation=ours.organisation, application=ours)
    AwardCommunity.objects.create(award=own, community=ours.communities.get(), year=2027)
    assert keys_of(ours) == []


def test_dates_and_ceilings_that_a_call_does_not_have_bind_nobody(ours):
    change(ours.call, starts_on=None, ends_on=None)
    AwardKind.objects.filter(pk=ours.kind_id).update(most_per_community=None)
    Activity.objects.update(starts_on="1999-01-01", ends_on=None)
    assert keys_of(ours) == []


WRONG = [
    ("story", "word " * 301, "It has 301 words. It may have 300 at most."),
    ("before", "perhaps", "Choose one of the answers."),
    ("people", "0", "It must be at least 1."),
    ("people", "100001", "It must be at most 100000."),
    ("people", "many", "Write a number."),
    ("story", "  ", "An answer is missing."),
]


@pytest.mark.parametrize(("key", "value", "sentence"), WRONG)
def test_answers_are_looked_at(ours, key, value, sentence):
    answer(ours, key, value)
    (fault,) = faults(facts_of(ours))
    assert (fault.field, fault.sentence.partition("” ")[2]) == (f"q-{key}", sentence)


def test_an_answer_may_have_all_the_words_that_are_allowed(ours):
    answer(ours, "story", "word " * 300)
    assert keys_of(ours) == []


def test_a_question_is_asked_only_where_its_condition_holds(ours):
    answer(ours, "before", "yes")
    assert [f.field for f in faults(facts_of(ours))] == ["q-before-what"]
    answer(ours, "before-what", "A festival.")
    assert keys_of(ours) == []


def test_tables_and_files_may_be_required(ours):
    Question.objects.filter(key__in=["steps", "letter"]).update(is_required=True)
    assert [f.field for f in faults(facts_of(ours))] == ["q-steps", "q-letter"]
    answer(ours, "steps", [{"what": "Meet", "who": "", "when": ""}])
    assert [f.field for f in faults(facts_of(ours))] == ["q-letter"]


def test_a_table_has_words_too(ours):
    Question.objects.filter(key="steps").update(most_words=2)
    answer(ours, "steps", [{"what": "Meet and eat"}])
    assert keys_of(ours) == ["answers-fit"]
