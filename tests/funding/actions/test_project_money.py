"""Lines of an award pay for projects, at most the whole of it, and for what these cost."""

import json
from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.accounts.people import hub, member, sign_in
from tests.action.project_made import (
    a_project,
    a_running_project,
    an_activity,
    measure_values,
    today,
)
from tests.action.project_made import coordinator as coordinator_here
from tests.funding.application_made import coordinator_of
from tests.funding.award_made import an_accepted_award, an_offer, officer
from upstander.action.actions.project import add_part
from upstander.action.models import Project
from upstander.audit.models import Entry
from upstander.core.errors import NotAllowed
from upstander.funding.actions.project_money import Payment, pay_for_project
from upstander.funding.models import Award, PaidActivity, ProjectMoney
from upstander.funding.queries.project_lines import lines_of, spent_by_cost
from upstander.funding.queries.project_money import shares_of, stamp_of
from upstander.funding.rules.report import LONGEST_TEXT, with_pieces
from upstander.network.interface import release
from upstander.network.states import Audience, Role

pytestmark = pytest.mark.django_db


@pytest.fixture
def award():
    return an_accepted_award()


def a_project_of(award, **changes):
    """A running project that began with the award."""
    return a_running_project(award.organisation, **changes)


def costs_of_award(award):
    return [line.cost for line in lines_of(award)]


def share(award, project, *amounts, activities=None, **changes):
    """An amount for each line of the award, in order; None for nothing."""
    lines = zip(costs_of_award(award), amounts, strict=False)
    payment = Payment(
        {cost.pk: Decimal(amount) for cost, amount in lines if amount is not None},
        {activity.pk: cost.pk for activity, cost in (activities or {}).items()},
    )
    values = {"seen": stamp_of(award, project.pk), "by": coordinator_of(award.organisation)}
    pay_for_project(award, project.pk, payment, **{**values, **changes})


def given(award):
    rows = ProjectMoney.objects.filter(award=award).order_by("pk")
    return [(row.project_id, row.cost_id, row.amount) for row in rows]


def test_lines_pay_for_projects_and_are_chosen_anew(award):
    one, two = a_project_of(award), a_project_of(award, title="Two")
    first, second = costs_of_award(award)[:2]
    share(award, one, "5000.00")
    share(award, two, "2000.00", "500.00")
    assert given(award) == [
        (one.pk, first.pk, Decimal(5000)), (two.pk, first.pk, Decimal(2000)),
        (two.pk, second.pk, Decimal(500)),
    ]  # fmt: skip
    share(award, one, None)
    share(award, two, "7500.00")
    assert given(award) == [(two.pk, first.pk, Decimal(7500))]
    entry = Entry.objects.filter(verb="award.shared_out").last()
    assert json.loads(entry.body)["facts"] == {
        "project": two.pk, "lines": {str(first.pk): "7500.00"}, "activities": {},
    }  # fmt: skip


@pytest.mark.parametrize(
    ("amount", "says"),
    [("7400.01", "Together"), ("0.00", "above zero"), ("1.001", "above zero")],
)
def test_amounts_are_above_zero_and_together_at_most_the_award(award, amount, says):
    share(award, a_project_of(award, title="Two"), None, "100.00")
    with pytest.raises(NotAllowed, match=says):
        share(award, a_project_of(award), amount)
    assert len(given(award)) == 1


def test_only_own_projects_and_lines_by_own_people_while_the_award_runs(award):
    project, mine = a_project_of(award), {"match": "own list"}
    far = an_activity(a_project(), cost=Decimal(1))
    line = costs_of_award(award)[0]
    with pytest.raises(NotAllowed, **mine):
        share(award, a_project(), "1.00")
    with pytest.raises(NotAllowed, **mine):
        share(award, project, "1.00", activities={far: line})
    with pytest.raises(NotAllowed, **mine):
        pay_for_project(
            award, project.pk, Payment({line.pk + 999: Decimal(1)}, {}), seen="",
            by=coordinator_of(award.organisation),
        )  # fmt: skip
    with pytest.raises(NotAllowed, match="Only people of this organisation"):
        share(award, project, by=coordinator_here())
    Project.objects.update(currency="USD")
    with pytest.raises(NotAllowed, **mine):
        share(award, project, "1.00")
    Award.objects.update(state="closed")
    with pytest.raises(NotAllowed, match="accepted and not closed"):
        share(award, project)


def test_who_saves_second_writes_over_nothing(award):
    one = a_project_of(award)
    stamp = stamp_of(award, one.pk)
    share(award, one, "5.00")
    with pytest.raises(NotAllowed, match="a moment ago"):
        share(award, one, "6.00", seen=stamp)


@pytest.fixture
def begun(award):
    """An award whose time began long ago, so that activities of yesterday fall into it."""
    Award.objects.update(starts_on=award.awarded_on - timedelta(days=300))
    return Award.objects.get(pk=award.pk)


def test_what_activities_cost_is_counted_on_their_line_and_only_once(begun):
    project, other = a_project_of(begun), a_project_of(begun, title="Other")
    first, second = costs_of_award(begun)[:2]
    early, late = (
        an_activity(project, cost=Decimal("10.10")),
        an_activity(project, title="Late", cost=Decimal("0.20")),
    )
    an_activity(project, title="Not yet", held_on=today() + timedelta(days=3), cost=Decimal(99))
    an_activity(project, title="Nothing written")
    an_activity(other, cost=Decimal("5.00"))
    assert spent_by_cost(begun, today()) == ({}, 0)
    share(begun, project, "100.00")
    assert spent_by_cost(begun, today()) == ({first.pk: Decimal("10.30")}, 0)
    share(begun, project, "100.00", "50.00", activities={late: second})
    assert spent_by_cost(begun, today()) == ({second.pk: Decimal("0.20")}, Decimal("10.10"))
    share(begun, project, "100.00", "0.10", activities={late: second, early: second})
    assert spent_by_cost(begun, today()) == ({second.pk: Decimal("10.30")}, 0)
    shares = shares_of(begun, today(), is_own=True)
    [paid] = shares.paid_for
    assert [(part.cost, part.spent, part.left) for part in paid.parts] == [
        (first, None, Decimal(100)), (second, Decimal("10.30"), Decimal("-10.20")),
    ]  # fmt: skip
    assert "$10.20\u2069 more was spent than planned." in paid.parts[1].warning
    assert paid.parts[0].warning == ""
    assert [row.spent for row in shares.sums.lines][:2] == [None, Decimal("10.30")]


def test_what_one_project_gets_leaves_what_another_has(begun):
    one, two = a_project_of(begun), a_project_of(begun, title="Two")
    first, other = costs_of_award(begun)[0], an_activity(two, cost=Decimal(1))
    share(begun, one, "5.00", activities={an_activity(one, cost=Decimal(1)): first})
    share(begun, two, "6.00", activities={other: first})
    share(begun, one, "7.00")
    assert given(begun) == [(two.pk, first.pk, Decimal(6)), (one.pk, first.pk, Decimal(7))]
    assert list(PaidActivity.objects.values_list("activity", "cost")) == [(other.pk, first.pk)]


def test_what_lies_outside_the_time_of_an_award_is_not_its_own(begun):
    project = a_project_of(begun)
    far = an_activity(project, cost=Decimal(9), held_on=today() - timedelta(days=400))
    share(begun, project, "100.00")
    assert spent_by_cost(begun, today()) == ({}, 0)
    with pytest.raises(NotAllowed, match="own list"):
        share(begun, project, "100.00", activities={far: costs_of_award(begun)[0]})


def test_money_without_a_line_stays_until_its_line_is_named(begun, client):
    project = a_project_of(begun)
    activity = an_activity(project, cost=Decimal("3.00"))
    ProjectMoney.objects.create(award=begun, project=project, amount=Decimal(300))
    assert spent_by_cost(begun, today()) == ({}, Decimal("3.00"))
    sign_in(client, coordinator_of(begun.organisation))
    page = client.get(f"{page_of(begun)}{project.pk}/").content.decode()
    assert "$300" in page
    share(begun, project, activities={activity: costs_of_award(begun)[0]})
    assert given(begun) == [(project.pk, None, Decimal(300))]
    share(begun, project, "300.00")
    assert [cost for _project, cost, _amount in given(begun)] == [costs_of_award(begun)[0].pk]


def page_of(award):
    return f"/desk/funding/awards/{award.reference}/projects/"


def test_a_writer_chooses_from_the_page_of_the_project_and_keeps_what_she_typed(client, begun):
    sign_in(client, coordinator_of(begun.organisation))
    assert "There is no project here." in client.get(page_of(begun)).content.decode()
    project = a_project_of(begun)
    activity = an_activity(project, cost=Decimal("321.50"))
    here, form = f"/desk/local/projects/{project.pk}/", f"{page_of(begun)}{project.pk}/"
    page = client.get(here).content.decode()
    assert f'href="{form}"' in page
    assert "This award pays nothing for it yet." in page
    first = costs_of_award(begun)[0]
    typed = {f"line_{first.pk}": "9000", f"activity_{activity.pk}": first.pk, "seen": ""}
    answer = client.post(form, typed)
    assert (answer.status_code, 'value="9000"' in answer.content.decode()) == (409, True)
    assert client.post(form, typed | {f"line_{first.pk}": "300"}).url == here
    assert client.post(form, typed | {f"line_{first.pk}": "400"}).status_code == 409
    assert given(begun) == [(project.pk, first.pk, Decimal(300))]
    assert PaidActivity.objects.get().cost == first
    page = client.get(here).content.decode()
    for words in (str(first), "$300", "$321.50", "$21.50\u2069 more was spent than planned."):
        assert words in page
    assert form in client.get(page_of(begun)).content.decode()
    assert page_of(begun) in client.get(f"/desk/funding/awards/{begun.reference}/").content.decode()


def test_the_page_of_a_project_takes_the_same_queries_for_any_number_of_lines(client, begun):
    project = a_project_of(begun)
    activities = [an_activity(project, title=f"{n}", cost=Decimal(n)) for n in range(4)]
    sign_in(client, coordinator_of(begun.organisation))
    addresses = [f"/desk/local/projects/{project.pk}/", page_of(begun)]
    counts = []
    share(begun, project, "1.00")
    for _each in range(2):
        for address in addresses:
            client.get(address)
            with CaptureQueriesContext(connection) as queries:
                client.get(address)
            counts.append(len(queries))
        first, second = costs_of_award(begun)[:2]
        lines = {activities[0]: first, activities[1]: second}
        share(begun, project, "1.00", "2.00", activities=lines)
    assert counts[:2] == counts[2:]


def test_the_funder_reads_what_is_shown_to_it_and_others_read_nothing(client, award):
    project, other = a_project_of(award), a_project_of(award, title="Not paid for")
    share(award, project, "300.00")
    sign_in(client, officer())
    page = client.get(page_of(award)).content.decode()
    assert project.title in page
    assert other.title not in page
    assert f"{page_of(award)}{project.pk}/" not in page
    assert client.get(f"{page_of(award)}{project.pk}/").status_code == 404
    assert "$300" in client.get(f"/desk/local/projects/{project.pk}/").content.decode()
    award.organisation.is_indigenous_governed = True
    award.organisation.save()
    page = client.get(page_of(award)).content.decode()
    assert project.title not in page
    assert "300" not in page
    by = coordinator_of(award.organisation)
    release(award.organisation, f"project:{project.pk}", Audience.FUNDER, by=by)
    release(award.organisation, f"project:{project.pk}", Audience.HUB, by=by)
    assert project.title in client.get(page_of(award)).content.decode()
    of_hub = sign_in(Client(), member(Role.HUB_STAFF, hub()))
    page = of_hub.get(f"/desk/local/projects/{project.pk}/").content.decode()
    assert (project.title in page, "$300" in page) == (True, False)


def test_sums_are_of_every_project_and_of_a_closed_organisation_only_for_its_own(client, begun):
    project, other = a_project_of(begun), a_project_of(begun, title="Not begun")
    first = costs_of_award(begun)[0]
    an_activity(other, cost=Decimal("7.00"))
    share(begun, project, "300.00")
    share(begun, other, "200.00")
    Project.objects.filter(pk=other.pk).update(state="planned")
    sums = shares_of(begun, today(), is_own=True).sums
    assert (sums.total, sums.left) == (Decimal(500), begun.amount - 500)
    line = next(row for row in sums.lines if row.line.cost == first)
    assert (line.given, line.spent) == (Decimal(500), Decimal("7.00"))
    seen = shares_of(begun, today(), is_own=False)
    assert [row.pk for row in (one.project for one in seen.rows)] == [project.pk]
    assert (seen.sums, seen.is_part) == (sums, True)
    sign_in(client, officer())
    page = client.get(page_of(begun)).content.decode()
    assert ("$500" in page, "$7" in page, other.title in page) == (True, True, False)
    Project.objects.filter(pk=project.pk).update(state="planned")
    page = client.get(page_of(begun)).content.decode()
    assert ("Not shown here" in page, "There is no project here." in page) == (True, False)
    begun.organisation.is_indigenous_governed = True
    begun.organisation.save()
    page = client.get(page_of(begun)).content.decode()
    assert ("$500" in page, "Left" in page, "Not shown here" in page) == (False, False, True)
    assert shares_of(begun, today(), is_own=True).sums == sums


def test_an_award_that_was_only_announced_or_turned_down_has_no_such_page(client):
    award = an_offer()
    sign_in(client, officer())
    assert client.get(page_of(award)).status_code == 200
    Award.objects.update(state="declined")
    assert client.get(page_of(award)).status_code == 404


def test_a_report_is_filled_in_below_what_was_typed_and_saved_only_by_her(client, award):
    by, project = coordinator_of(award.organisation), a_project_of(award)
    Award.objects.update(starts_on=award.awarded_on - timedelta(days=30), ends_on=None)
    facts = {"attendance": 12, "is_estimated": True, "cost": Decimal(50)}
    an_activity(project, **facts, words="We\ntalked")
    an_activity(project, title="Second")
    outcome = project.outcomes.get()
    sign_in(client, by)
    report = award.reports.get(kind="interim")
    address = f"/desk/funding/awards/{award.reference}/reports/interim/"
    typed = {"fill": "", "seen": report.version, "activities": "My words.", "outcomes": ""}
    assert "There is nothing new." in client.post(address, typed).content.decode()
    share(award, project, "300.00")
    share(award, a_project_of(award, title="Other"), "1.00")
    form = client.post(address, typed).context["form"]
    done = form["activities"].value()
    assert done.startswith("My words.\n\nSafe way to school\n– ")
    assert "Evening with parents (Workshop). Library. How many came: 12 (estimated)" in done
    assert "We talked" in done
    assert "Spent on activities" in done
    assert "To reach: 70 percent. Not measured yet" in form["outcomes"].value()
    add_part(outcome, "measure", measure_values(value=Decimal("70.50")), by=by)
    typed |= {"activities": done.replace("\n", "\r\n"), "outcomes": "Better."}
    form = client.post(address, typed).context["form"]
    assert form["activities"].value() == typed["activities"]
    assert "70.50 percent (A show of hands). Reached" in form["outcomes"].value()
    report.refresh_from_db()
    assert (report.activities, report.version) == ("", 0)
    saved = {k: v for k, v in typed.items() if k != "fill"}
    client.post(address, {**saved, "save": ""})
    again = client.post(address, typed).context["form"]
    assert client.post(address, {**saved, "save": ""}).status_code == 409
    assert again["activities"].value() == typed["activities"]
    Award.objects.update(state="closed")
    assert client.post(address, typed).status_code == 302


def test_a_report_gets_what_the_projects_cost_and_nothing_is_written_over_unasked(client, begun):
    first, second = costs_of_award(begun)[:2]
    project, report = a_project_of(begun), begun.reports.get(kind="interim")
    activity = an_activity(project, cost=Decimal("10.10"))
    an_activity(project, title="Second", cost=Decimal("0.20"))
    share(begun, project, "100.00", "5.00", activities={activity: first})
    lines = {line.cost_id: f"spent_{line.pk}" for line in report.lines.all()}
    sign_in(client, coordinator_of(begun.organisation))
    address = f"/desk/funding/awards/{begun.reference}/reports/interim/"
    typed = {"fill": "", "seen": report.version, "activities": "", "outcomes": ""}
    answer = client.post(address, typed)
    form = answer.context["form"]
    assert (form[lines[first.pk]].value(), form[lines[second.pk]].value()) == ("10.10", None)
    assert "$0.20" in answer.content.decode()  # of which no line is named
    mine = typed | {lines[first.pk]: "9,00", lines[second.pk]: "7"}
    answer = client.post(address, mine)
    form = answer.context["form"]
    assert (form[lines[first.pk]].value(), form[lines[second.pk]].value()) == ("9,00", "7")
    assert "What you typed stays." in answer.content.decode()
    form = client.post(address, mine | {"fill": "over"}).context["form"]
    assert (form[lines[first.pk]].value(), form[lines[second.pk]].value()) == ("10.10", "7")
    answer = client.post(address, typed | {lines[first.pk]: "10.1"})
    assert answer.context["form"][lines[first.pk]].value() == "10.1"
    assert "What you typed stays." not in answer.content.decode()
    report.refresh_from_db()
    assert [line.spent for line in report.lines.all()] == [None] * len(lines)


def test_pieces_come_once_and_only_as_far_as_there_is_room():
    one = [["Title", "– one", "– two"]]
    assert with_pieces("", one) == "Title\n– one\n– two"
    assert with_pieces("Title\r\n– one", one) == "Title\r\n– one\n– two"
    assert with_pieces("x", [["Title"]]) == "x"
    full = "x" * (LONGEST_TEXT - 10)
    assert with_pieces(full, one) == full
