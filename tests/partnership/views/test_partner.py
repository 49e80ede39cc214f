"""Partners at the desk: what is typed is kept, what is not hers is not there."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.accounts.people import hub, member, sign_in, spoke
from tests.network.release_made import governed
from tests.partnership.partner_made import BEGAN, a_partner, a_seat
from upstander.network.interface import Role, communities, regions, release, start_membership
from upstander.network.models import Spoke
from upstander.partnership.models import Partner

pytestmark = pytest.mark.django_db

TYPED = {
    "name": "North school", "kind": "school", "website": "north.example.org",
    "starts_on": "2026-01-05", "agreement": "We meet.", "agreed_on": "",
}  # fmt: skip


@pytest.fixture
def worker(client):
    user = member(Role.SPOKE_WORKER, spoke())
    sign_in(client, user)
    return user


@pytest.fixture
def signer(client):
    user = member(Role.SPOKE_COORDINATOR, spoke())
    sign_in(client, user)
    return user


def _of(organisation=None):
    return f"/desk/partners/of/{(organisation or spoke()).pk}/"


def _page(client, path, **query):
    return client.get(path, query).content.decode()


def _serving():
    places = list(communities()[:2])
    row = Spoke.objects.create(
        organisation=spoke(), region=regions()[0], kind="regional", starts_on=BEGAN
    )
    row.communities.set(places)
    return places


def test_who_has_one_organisation_goes_straight_to_its_partners(client, worker):
    assert client.get("/desk/partners/").url == _of()
    start_membership(worker, spoke(1), Role.SPOKE_WORKER, by=None)
    page = _page(client, "/desk/partners/")
    assert _of() in page
    assert _of(spoke(1)) in page
    assert "/desk/partners/network/" not in page


def test_a_partner_is_added_with_the_communities_that_the_spoke_serves(client, signer):
    places = _serving()
    page = _page(client, f"{_of()}new/")
    other = communities().exclude(pk__in=[place.pk for place in places]).first()
    assert places[0].name in page
    assert f'value="{other.pk}"' not in page.split("communities")[1].split("website")[0]
    typed = {**TYPED, "communities": [places[0].pk], "is_named_in_public": "on",
             "agreed_on": "۲۰۲۶-۰۱-۰۵"}  # fmt: skip
    answer = client.post(f"{_of()}new/", typed)
    partner = Partner.objects.get()
    assert answer.url == f"/desk/partners/{partner.pk}/"
    assert list(partner.communities.all()) == [places[0]]
    assert (partner.website, partner.agreed_on) == ("https://north.example.org", BEGAN)
    shown = _page(client, answer.url)
    for text in ("North school", places[0].name, "We meet.", "https://north.example.org", "Yes"):
        assert text in shown


def test_a_partner_that_left_takes_its_name_back(client, worker):
    left = a_partner(is_named_in_public=True, ends_on=BEGAN)
    path = f"/desk/partners/{left.pk}/unname/"
    assert path in _page(client, f"/desk/partners/{left.pk}/")
    assert "This cannot be undone." in _page(client, path)
    assert Partner.objects.get().is_named_in_public is True
    assert client.post(path).url == f"/desk/partners/{left.pk}/"
    assert Partner.objects.get().is_named_in_public is False
    assert path not in _page(client, f"/desk/partners/{left.pk}/")
    assert client.get(path).url == f"/desk/partners/{left.pk}/"
    running = a_partner(name="South school", is_named_in_public=True)
    assert "/unname/" not in _page(client, f"/desk/partners/{running.pk}/")
    theirs = a_partner(organisation=spoke(1), is_named_in_public=True)
    assert client.post(f"/desk/partners/{theirs.pk}/unname/").status_code == 404


def test_a_community_that_is_not_served_cannot_be_slipped_in(client, signer):
    places = _serving()
    other = communities().exclude(pk__in=[place.pk for place in places]).first()
    client.post(f"{_of()}new/", {**TYPED, "communities": [other.pk]})
    assert not Partner.objects.exists()


@pytest.mark.parametrize(
    ("values", "says"),
    [
        ({"name": ""}, "This field is required."),
        ({"kind": "army"}, "Select a valid choice"),
        ({"website": "not a site"}, "Enter a valid URL."),
        ({"website": "javascript:alert(1)"}, "Enter a valid URL."),
        ({"starts_on": "soon"}, "Write the day like 2027-04-30."),
        ({"starts_on": "0026-01-05"}, "Write the day like 2027-04-30."),
        ({"starts_on": ""}, "This field is required."),
        ({"agreed_on": "2150-01-05"}, "still to come"),
        ({"agreement": "x" * 4001}, "at most 4000 characters"),
        ({"name": "north  SCHOOL"}, "in your list already"),
    ],
)
def test_what_cannot_be_is_said_and_everything_typed_stays(client, signer, values, says):
    a_partner()
    typed = {**TYPED, "name": "South school", "agreement": "Kept words.", **values}
    answer = client.post(f"{_of()}new/", typed)
    page = answer.content.decode()
    assert says in page
    assert typed["agreement"] in page
    assert Partner.objects.count() == 1


def test_a_worker_is_not_asked_for_what_only_a_coordinator_records(client, worker):
    page = _page(client, f"{_of()}new/")
    assert 'name="agreed_on"' not in page
    client.post(f"{_of()}new/", {**TYPED, "agreed_on": "2026-01-05"})
    partner = Partner.objects.get()
    assert partner.agreed_on is None
    Partner.objects.update(agreed_on=BEGAN)
    page = _page(client, f"/desk/partners/{partner.pk}/change/")
    assert 'name="agreement"' not in page
    typed = {**TYPED, "name": "New name", "agreement": "Other words.", "seen": 0}
    client.post(f"/desk/partners/{partner.pk}/change/", typed)
    partner.refresh_from_db()
    assert (partner.name, partner.agreement, partner.agreed_on) == ("New name", "We meet.", BEGAN)


def test_of_two_tabs_the_second_sees_both_words_and_decides(client, signer):
    partner = a_partner(agreement="We meet.")
    path = f"/desk/partners/{partner.pk}/change/"
    assert 'name="seen" value="0"' in _page(client, path)
    client.post(path, {**TYPED, "agreement": "The first tab.", "seen": 0})
    answer = client.post(path, {**TYPED, "agreement": "The second tab.", "seen": 0})
    page = answer.content.decode()
    assert answer.status_code == 409
    for text in ("The first tab.", "The second tab.", "Nothing is lost", "Keep my words"):
        assert text in page
    assert 'name="seen" value="1"' in page
    client.post(path, {**TYPED, "agreement": "The second tab.", "seen": 1})
    partner.refresh_from_db()
    assert (partner.agreement, partner.version) == ("The second tab.", 2)


@pytest.mark.parametrize("seen", ["", "x", "-1", "٣", "9" * 30])
def test_a_page_that_was_never_drawn_saves_nothing(client, signer, seen):
    partner = a_partner()
    answer = client.post(f"/desk/partners/{partner.pk}/change/", {**TYPED, "seen": seen})
    assert answer.status_code == 409
    assert Partner.objects.get().version == 0


def test_it_ends_moves_to_the_history_and_begins_again(client, worker):
    partner, today = a_partner(), timezone.localdate()
    path = f"/desk/partners/{partner.pk}/"
    assert "End this partnership?" in _page(client, f"{path}end/")
    assert "before the first" in client.post(
        f"{path}end/", {"day": "2025-01-01", "seen": 0}
    ).content.decode()  # fmt: skip
    assert client.post(f"{path}end/", {"day": today.isoformat(), "seen": 0}).url == path
    assert "has ended" in _page(client, path)
    assert "North school" not in _page(client, _of())
    assert "North school" in _page(client, f"{_of()}history/")
    assert "Begin this partnership again?" in _page(client, f"{path}again/")
    answer = client.post(f"{path}again/", {"day": today.isoformat()})
    assert Partner.objects.count() == 2
    assert "North school" in _page(client, _of())
    assert "has ended" not in _page(client, answer.url)
    says = client.post(f"{path}again/", {"day": today.isoformat()}).content.decode()
    assert "in your list already" in says


def test_an_empty_list_says_what_to_do_and_a_full_one_what_could_come(client, worker):
    page = _page(client, _of())
    assert "No partners yet" in page
    assert "Whom you could ask next" not in page
    a_partner()
    page = _page(client, _of())
    hint = page.split("Whom you could ask next")[1]
    assert "Police" in hint
    assert "School, college" not in hint
    assert "The agreement has no day yet" in page


def test_an_agreement_is_a_page_to_print(client, worker):
    partner = a_partner(agreement="We meet <b>twice</b>.", agreed_on=BEGAN)
    page = _page(client, f"/desk/partners/{partner.pk}/agreement/")
    for text in ("Spoke 0", "North school", "We meet &lt;b&gt;twice", "Agreed on", "signature"):
        assert text in page


def test_the_table_has_no_people_and_runs_nothing(client, worker):
    a_partner(name="=HYPERLINK(1)", agreed_on=BEGAN)
    a_partner(name="Over", ends_on=BEGAN)
    a_partner(name="Elsewhere", organisation=spoke(1))
    a_seat()
    answer = client.get(f"{_of()}table/")
    text = answer.content.decode("utf-8-sig")
    assert [line.split(",")[0] for line in text.splitlines()] == ["Name", "'=HYPERLINK(1)", "Over"]
    assert "Noor" not in text
    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"


def test_what_is_not_hers_is_not_there(client):
    partner, seat = a_partner(agreement="Private words"), a_seat()
    strangers = [
        member(Role.SPOKE_COORDINATOR, spoke(1), "other@example.org"),
        member(Role.HUB_COORDINATOR, hub()), member(Role.FUNDER_OFFICER, hub()),
        member(Role.EDITOR, hub()),
    ]  # fmt: skip
    paths = [f"/desk/partners/{partner.pk}/{deed}" for deed in
             ("", "change/", "end/", "again/", "agreement/")]  # fmt: skip
    paths += [f"{_of()}{part}" for part in ("", "new/", "table/", "history/", "committee/",
                                            "committee/new/")]  # fmt: skip
    paths += [f"/desk/partners/committee/{seat.pk}/{deed}" for deed in ("", "end/")]
    for stranger in strangers:
        client.logout()
        sign_in(client, stranger)
        assert {client.get(path).status_code for path in paths} == {404}
        assert client.post(f"/desk/partners/{partner.pk}/change/", TYPED).status_code == 404


@pytest.mark.parametrize("role", [Role.HUB_STAFF, Role.FUNDER_OFFICER])
def test_hub_and_funder_see_names_and_kinds_as_far_as_they_are_shown(client, role):
    house = governed()
    giver = member(Role.SPOKE_COORDINATOR, house, "giver@example.org")
    a_partner(agreement="Private words")
    a_seat(email="noor@example.org")
    a_partner(name="Kept nation", kind="nation", organisation=house)
    given = a_partner(name="Given nation", kind="nation", organisation=house)
    a_partner(name="Over", ends_on=BEGAN)
    release(house, f"partner:{given.pk}", "hub" if role == Role.HUB_STAFF else "funder", by=giver)
    user = member(role, hub())
    sign_in(client, user)
    page = _page(client, "/desk/partners/network/")
    assert "North school" in page
    assert "Given nation" in page
    for hidden in ("Kept nation", "Private words", "Noor", "noor@example.org", "Over"):
        assert hidden not in page
    assert "North school" not in _page(client, "/desk/partners/network/", kind="nation")
    assert "No partners are shown" in _page(client, "/desk/partners/network/", kind="army")
    assert "/desk/partners/network/" in _page(client, "/desk/partners/")


def test_who_has_nothing_to_do_with_partners_does_not_enter(client, worker):
    assert client.get("/desk/partners/network/").status_code == 403
    client.logout()
    sign_in(client, member(Role.EDITOR, hub()))
    assert client.get("/desk/partners/").status_code == 403
    assert client.get("/desk/partners/network/").status_code == 403


def test_of_a_governed_organisation_the_page_says_who_sees_a_partner(client):
    house = governed()
    sign_in(client, member(Role.SPOKE_COORDINATOR, house))
    partner = a_partner(organisation=house)
    page = _page(client, f"/desk/partners/{partner.pk}/")
    assert "Who sees this" in page
    path = f"/desk/releases/partner/{partner.pk}/hub/show/"
    assert path in page
    assert client.post(path).url == f"/desk/partners/{partner.pk}/"


def test_lists_ask_a_constant_number_of_queries(client, worker, django_assert_max_num_queries):
    places = list(communities()[:2])
    for number in range(6):
        ends_on = timezone.localdate() - timedelta(days=1) if number % 2 else None
        partner = a_partner(name=f"School {number}", communities=places, ends_on=ends_on)
        a_seat(name=f"Person {number}", partner=partner, ends_on=ends_on)
    for part in ("", "committee/", "history/", "table/"):
        with django_assert_max_num_queries(11):  # session, second factor and user among them
            assert client.get(f"{_of()}{part}").status_code == 200
