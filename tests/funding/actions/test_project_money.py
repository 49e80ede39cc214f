"""An award is shared out among projects, at most the whole of it."""

from datetime import timedelta
from decimal import Decimal

import pytest

from tests.accounts.people import sign_in
from tests.action.project_made import (
    a_project,
    a_running_project,
    an_activity,
    measure_values,
)
from tests.action.project_made import coordinator as coordinator_here
from tests.funding.application_made import coordinator_of
from tests.funding.award_made import an_accepted_award, an_offer, officer
from upstander.action.actions.project import add_part
from upstander.action.models import Project
from upstander.core.errors import NotAllowed
from upstander.funding.actions.project_money import share_award
from upstander.funding.models import Award, ProjectMoney
from upstander.funding.queries.project_money import amounts_of, stamp_of
from upstander.funding.rules.report import LONGEST_TEXT, with_pieces
from upstander.network.interface import release
from upstander.network.states import Audience

pytestmark = pytest.mark.django_db


@pytest.fixture
def award():
    return an_accepted_award()


def a_project_of(award, **changes):
    """A running project that began with the award."""
    return a_running_project(award.organisation, **changes)


def share(award, amounts, **changes):
    values = {"seen": stamp_of(award), "by": coordinator_of(award.organisation), **changes}
    share_award(award, {p.pk: Decimal(a) for p, a in amounts.items()}, **values)


def test_an_award_is_shared_out_and_shared_out_anew(award):
    one, two = a_project_of(award), a_project_of(award, title="Two")
    share(award, {one: "5000.00", two: "2500.00"})
    assert amounts_of(award) == {one.pk: Decimal(5000), two.pk: Decimal(2500)}
    share(award, {two: "7500.00"})
    assert amounts_of(award) == {two.pk: Decimal(7500)}


@pytest.mark.parametrize(
    ("amount", "says"),
    [("7500.01", "Together"), ("0.00", "above zero"), ("1.001", "above zero")],
)
def test_amounts_are_above_zero_and_together_at_most_the_award(award, amount, says):
    with pytest.raises(NotAllowed, match=says):
        share(award, {a_project_of(award): amount})
    assert ProjectMoney.objects.count() == 0


def test_only_own_projects_by_own_people_while_the_award_runs(award):
    with pytest.raises(NotAllowed, match="own list"):
        share(award, {a_project(): "1.00"})
    project = a_project_of(award)
    Project.objects.update(currency="USD")
    with pytest.raises(NotAllowed, match="own list"):
        share(award, {project: "1.00"})
    with pytest.raises(NotAllowed, match="Only people of this organisation"):
        share(award, {}, by=coordinator_here())
    Award.objects.update(state="closed")
    with pytest.raises(NotAllowed, match="accepted and not closed"):
        share(award, {})


def test_who_saves_second_writes_over_nothing(award):
    one, stamp = a_project_of(award), stamp_of(award)
    share(award, {one: "5.00"})
    with pytest.raises(NotAllowed, match="a moment ago"):
        share(award, {one: "6.00"}, seen=stamp)


def page_of(award):
    return f"/desk/funding/awards/{award.reference}/projects/"


def test_the_page_shows_budget_against_cost_and_keeps_what_was_typed(client, award):
    sign_in(client, coordinator_of(award.organisation))
    assert "There is no project here." in client.get(page_of(award)).content.decode()
    project = a_project_of(award)
    an_activity(project, held_on=award.starts_on, cost=Decimal("321.50"))
    typed = {f"amount_{project.pk}": "9000", "seen": ""}
    answer = client.post(page_of(award), typed)
    assert answer.status_code == 409
    assert 'value="9000"' in answer.content.decode()
    assert client.post(page_of(award), typed | {f"amount_{project.pk}": "300"}).status_code == 302
    assert client.post(page_of(award), typed | {f"amount_{project.pk}": "400"}).status_code == 409
    assert amounts_of(award) == {project.pk: Decimal(300)}
    assert page_of(award) in client.get(f"/desk/funding/awards/{award.reference}/").content.decode()


def test_the_funder_reads_what_is_shown_to_it(client, award):
    project, other = a_project_of(award), a_project_of(award, title="Not paid for")
    share(award, {project: "300.00"})
    sign_in(client, officer())
    page = client.get(page_of(award)).content.decode()
    assert project.title in page
    assert other.title not in page
    assert "<button>Save" not in page
    award.organisation.is_indigenous_governed = True
    award.organisation.save()
    page = client.get(page_of(award)).content.decode()
    assert project.title not in page
    assert "300" not in page
    by = coordinator_of(award.organisation)
    release(award.organisation, f"project:{project.pk}", Audience.FUNDER, by=by)
    assert project.title in client.get(page_of(award)).content.decode()


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
    share(award, {project: "300.00"})
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


def test_pieces_come_once_and_only_as_far_as_there_is_room():
    one = [["Title", "– one", "– two"]]
    assert with_pieces("", one) == "Title\n– one\n– two"
    assert with_pieces("Title\r\n– one", one) == "Title\r\n– one\n– two"
    assert with_pieces("x", [["Title"]]) == "x"
    full = "x" * (LONGEST_TEXT - 10)
    assert with_pieces(full, one) == full
