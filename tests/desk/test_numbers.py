"""“Our numbers” at the desk: for the team alone, and from it to evidence and to a summary."""

import pytest
from django.test import Client
from django.utils import timezone

from tests.accounts.people import member, sign_in, spoke
from tests.action.priority_made import a_priority
from tests.support.desks import hub_team, request, team
from upstander.action.actions.summary import write_summary
from upstander.action.models import AnnualSummary, Evidence
from upstander.network.states import Role

pytestmark = pytest.mark.django_db
HERE = "/desk/numbers/"


@pytest.fixture
def ours():
    """A team with twelve requests of this year, two of which only want a record."""
    place, coordinator, worker, _recovery = team()
    for number in range(12):
        request(place, wish="record" if number < 2 else "both")
    place.people = (coordinator.user, worker.user)
    return place


def text(answer):
    return answer.content.decode()


def test_the_team_sees_its_numbers_and_other_teams_see_theirs(client, ours):
    other, boss, _recovery = hub_team()
    year = timezone.localdate().year
    page = text(sign_in(client, ours.people[1]).get(HERE))
    assert f"<bdi>{ours.organisation}</bdi>" in page
    assert "<td>12</td>" in page
    assert f"?period={year}" in page
    now = (timezone.localdate().month - 1) // 3 + 1
    quarters = [n for n in (1, 2, 3, 4) if f"?period={year}-{n}" in page]
    assert quarters == [now]  # those in which nobody came are left out
    assert f'href="{HERE}"' in text(client.get("/desk/"))
    page = text(sign_in(Client(), boss.user).get(HERE))
    assert f"<bdi>{other.organisation}</bdi>" in page
    assert "<td>12</td>" not in page
    assert str(ours.organisation) not in page


@pytest.mark.parametrize(
    "role", [r for r in Role if r not in ("spoke_worker", "spoke_coordinator", "hub_staff",
                                         "hub_coordinator")]
)  # fmt: skip
def test_who_works_in_no_team_finds_nothing(client, ours, role):
    sign_in(client, member(role, ours.organisation))
    paths = (HERE, f"{HERE}{ours.organisation.pk}/evidence/", f"{HERE}summary/1/")
    assert [client.get(path).status_code for path in paths] == [404] * 3
    assert f'href="{HERE}"' not in text(client.get("/desk/"))


def test_a_team_of_another_is_not_found(client, ours):
    sign_in(client, member(Role.SPOKE_COORDINATOR, spoke()))
    assert "No team is set up yet." in text(client.get(HERE))
    assert client.get(f"{HERE}{ours.organisation.pk}/evidence/").status_code == 404


def test_a_period_is_chosen_and_an_unknown_one_shows_this_year(client, ours):
    year = timezone.localdate().year
    sign_in(client, ours.people[0])
    page = text(client.get(HERE, {"period": str(year - 1)}))
    assert f"<h3>{year - 1}</h3>" in page
    assert f"<h3>{year}</h3>" in text(client.get(HERE, {"period": "' OR 1"}))


def test_a_number_becomes_evidence(client, ours):
    worker = ours.people[1]
    row, year = a_priority(worker, ours.organisation), str(timezone.localdate().year)
    address = f"{HERE}{ours.organisation.pk}/evidence/"
    sign_in(client, worker)
    page = text(client.get(address, {"period": year}))
    assert f'<option value="{year}" selected>' in page
    typed = {"priority": row.pk, "counted": "all", "period": year}
    answer = client.post(address, typed)
    assert answer.url == f"/desk/local/priorities/{row.pk}/"
    client.post(address, {**typed, "counted": "wish:record"})
    again = client.post(address, {**typed, "counted": "wish:record"})
    assert again.status_code == 409
    assert "is there already" in text(again)
    assert '<option value="wish:record" selected>' in text(again)
    rows = Evidence.objects.order_by("counted").values_list("counted", "figure")
    assert list(rows) == [("all", 12), ("wish:record", None)]


@pytest.mark.parametrize(
    "changed", [{"priority": "0"}, {"counted": "motive:1"}, {"period": "1999"}, {"period": ""}]
)
def test_what_cannot_be_counted_is_told_and_kept(client, ours, changed):
    worker = ours.people[1]
    row, year = a_priority(worker, ours.organisation), str(timezone.localdate().year)
    address = f"{HERE}{ours.organisation.pk}/evidence/"
    sign_in(client, worker)
    typed = {"priority": row.pk, "counted": "all", "period": year, **changed}
    answer = client.post(address, typed)
    assert (answer.status_code, list(answer.context["form"].errors)) == (200, list(changed))
    assert Evidence.objects.count() == 0


def test_without_a_priority_it_says_what_to_do(client, ours):
    page = text(sign_in(client, ours.people[1]).get(f"{HERE}{ours.organisation.pk}/evidence/"))
    assert "There is no priority yet" in page
    assert "<option" not in page


def _summary(ours, year, reports):
    values = {"year": year, "words": "A year", "reports": reports}
    return write_summary(ours.organisation, values, by=ours.people[0])


def test_a_summary_is_filled_in_after_both_numbers_were_shown(client, ours):
    year = timezone.localdate().year
    found = _summary(ours, year, 7)
    address = f"{HERE}summary/{found.pk}/"
    sign_in(client, ours.people[1])
    assert f'href="{address}"' in text(client.get(f"/desk/local/summaries/{found.pk}/"))
    page = text(client.get(address))
    assert "<dd>12</dd>" in page
    assert "<dd>7</dd>" in page
    assert "The number in the summary will be replaced." in page
    assert AnnualSummary.objects.get().reports == 7
    assert client.post(address, {"seen": 0}).url == f"/desk/local/summaries/{found.pk}/"
    assert AnnualSummary.objects.get().reports == 12
    page = text(client.post(address, {"seen": 0}, follow=True))
    assert "Someone changed this a moment ago." in page


def test_a_summary_without_a_number_or_of_an_unknown_year(client, ours):
    year = timezone.localdate().year
    empty, old = _summary(ours, year, None), _summary(ours, year - 3, None)
    sign_in(client, ours.people[1])
    page = text(client.get(f"{HERE}summary/{empty.pk}/"))
    assert "<dd>–</dd>" in page
    assert "will be replaced" not in page
    page = text(client.get(f"{HERE}summary/{old.pk}/"))
    assert "Your desk has no numbers of this year." in page
    client.post(f"{HERE}summary/{old.pk}/", {"seen": 0})
    assert AnnualSummary.objects.get(pk=old.pk).reports is None
