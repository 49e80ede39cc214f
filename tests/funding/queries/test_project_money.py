"""Which awards pay for a project, and with what."""

from datetime import timedelta
from decimal import Decimal

import pytest

from tests.accounts.people import spoke
from tests.action.project_made import a_running_project, an_activity, today
from tests.funding.application_made import coordinator_of
from tests.funding.award_made import an_accepted_award, an_application, an_offer, officer
from upstander.funding.actions.project_money import Payment, pay_for_project
from upstander.funding.models import Award, Call
from upstander.funding.queries.project_lines import lines_of
from upstander.funding.queries.project_money import payers_of, shares_of, stamp_of

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def _pay(award, project, amounts, activities=None):
    by = coordinator_of(award.organisation)
    costs = [line.cost.pk for line in lines_of(award)]
    payment = Payment(
        {costs[place]: Decimal(amount) for place, amount in amounts.items()},
        {activity.pk: costs[place] for activity, place in (activities or {}).items()},
    )
    pay_for_project(award, project.pk, payment, seen=stamp_of(award, project.pk), by=by)


def _told(project, user):
    return [
        (payer.award, [(str(p.cost), p.planned, p.spent) for p in payer.parts], payer.loose,
         payer.may_choose)
        for payer in payers_of(project, user, today())
    ]  # fmt: skip


def test_each_project_has_its_own_money_of_an_award():
    award = an_accepted_award()
    Award.objects.filter(pk=award.pk).update(starts_on=today() - DAY)
    award.refresh_from_db()
    one, two = (a_running_project(award.organisation, title=title) for title in ("One", "Two"))
    held = an_activity(one, attendance=9, cost=Decimal("9.50"))
    _pay(award, one, {0: "500", 1: "20"}, {held: 1})
    assert stamp_of(award, two.pk) == ""
    _pay(award, two, {0: "3000"})
    hers = coordinator_of(award.organisation)
    first, second = (str(line.cost) for line in lines_of(award)[:2])
    assert _told(two, hers) == [(award, [(first, Decimal(3000), None)], 0, True)]
    assert _told(one, officer()) == [
        (award, [(first, Decimal(500), None), (second, Decimal(20), Decimal("9.50"))], 0, False),
    ]  # fmt: skip


def test_awards_of_other_years_stand_the_newest_first_and_none_of_another():
    old = an_accepted_award()
    Award.objects.filter(pk=old.pk).update(year=2025)
    new = an_accepted_award(an_offer(an_application(places=["houston"])))
    an_accepted_award(an_offer(an_application(number=2, places=["kitimat"])))
    project, hers = a_running_project(old.organisation), coordinator_of(old.organisation)
    assert [(payer.award, payer.may_choose) for payer in payers_of(project, hers, today())] == [
        (new, True), (old, True),
    ]  # fmt: skip
    assert payers_of(project, officer(), today()) == []
    assert payers_of(project, coordinator_of(spoke()), today()) == []
    Call.objects.filter(pk=new.call_id).update(currency="USD")
    assert [payer.award for payer in payers_of(project, hers, today())] == [old]


def test_projects_since_the_award_and_lines_once_one_pays():
    award = an_accepted_award()
    Award.objects.filter(pk=award.pk).update(starts_on=None, ends_on=None, awarded_on=today())
    award.refresh_from_db()
    project = a_running_project(award.organisation)
    an_activity(project, attendance=9, cost=Decimal("9.50"), held_on=today() - DAY)
    an_activity(project, attendance=9, cost=Decimal("2.25"), held_on=today())

    def told():
        [row], sums, is_part = shares_of(award, today(), is_own=True)
        return row.project.pk, row.project.cost, [line[1:3] for line in sums.lines], is_part

    assert told() == (project.pk, Decimal("2.25"), [], False)
    _pay(award, project, {1: "70"})
    assert told() == (
        project.pk, Decimal("2.25"), [(0, None), (Decimal(70), Decimal("2.25"))], False,
    )  # fmt: skip


def test_a_line_on_which_a_project_only_cost_something_is_told():
    award = an_accepted_award()
    Award.objects.filter(pk=award.pk).update(starts_on=today() - DAY)
    award.refresh_from_db()
    project = a_running_project(award.organisation)
    held = an_activity(project, attendance=9, cost=Decimal("9.50"))
    _pay(award, project, {}, {held: 1})
    line = str(lines_of(award)[1].cost)
    hers = coordinator_of(award.organisation)
    assert _told(project, hers) == [(award, [(line, 0, Decimal("9.50"))], 0, True)]
