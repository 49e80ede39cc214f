"""The committee at the desk."""

import pytest
from django.utils import timezone

from tests.accounts.people import member, sign_in, spoke
from tests.partnership.partner_made import BEGAN, a_partner, a_seat
from upstander.network.interface import Role
from upstander.partnership.models import Seat

pytestmark = pytest.mark.django_db

TYPED = {
    "name": "Noor Karim", "role": "elder", "starts_on": "2026-01-05", "ends_on": "",
    "email": "noor@example.org", "phone": "250 555 0100", "partner": "", "user": "",
}  # fmt: skip


@pytest.fixture
def worker(client):
    user = member(Role.SPOKE_WORKER, spoke())
    sign_in(client, user)
    return user


@pytest.fixture
def of():
    return f"/desk/partners/of/{spoke().pk}/committee/"


def test_a_person_is_added_with_whom_she_speaks_for_and_her_account(client, worker, of):
    partner = a_partner()
    a_partner(name="Elsewhere", organisation=spoke(1))
    a_partner(name="Over", ends_on=BEGAN)
    assert "Nobody is in the committee yet" in client.get(of).content.decode()
    form = client.get(f"{of}new/").content.decode()
    assert "North school" in form
    assert "Elsewhere" not in form
    assert ">Over<" not in form
    typed = {**TYPED, "partner": partner.pk, "user": worker.pk}
    assert client.post(f"{of}new/", typed).url == of
    seat = Seat.objects.get()
    assert (seat.partner, seat.user, seat.role) == (partner, worker, "elder")
    page = client.get(of).content.decode()
    for text in ("Noor Karim", "Elder", "North school", "noor@example.org", "250 555 0100"):
        assert text in page
    assert "Noor Karim" in client.get(f"/desk/partners/{partner.pk}/").content.decode()


@pytest.mark.parametrize(
    ("values", "says"),
    [
        ({"name": ""}, "This field is required."),
        ({"role": "king"}, "Select a valid choice"),
        ({"email": "noor"}, "Enter a valid email address."),
        ({"ends_on": "2025-01-05"}, "before the first"),
        ({"partner": "999999"}, "Select a valid choice"),
        ({"user": "999999"}, "Select a valid choice"),
        ({"name": "noor karim", "role": "member"}, "in the committee already"),
    ],
)
def test_what_cannot_be_is_said_and_everything_typed_stays(client, worker, of, values, says):
    a_seat()
    page = client.post(f"{of}new/", {**TYPED, **values}).content.decode()
    assert says in page
    assert 'value="250 555 0100"' in page
    assert Seat.objects.count() == 1


def test_of_two_tabs_the_second_sees_both_and_decides(client, worker, of):
    seat = a_seat()
    path = f"/desk/partners/committee/{seat.pk}/"
    assert client.post(path, {**TYPED, "phone": "1", "seen": 0}).url == of
    answer = client.post(path, {**TYPED, "phone": "2", "seen": 0})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "What is saved now" in page
    assert 'value="2"' in page
    client.post(path, {**TYPED, "phone": "2", "seen": 1})
    seat.refresh_from_db()
    assert seat.phone == "2"


def test_a_term_ends_and_moves_to_the_history(client, worker, of):
    seat = a_seat()
    path = f"/desk/partners/committee/{seat.pk}/end/"
    assert "End this term?" in client.get(path).content.decode()
    day = timezone.localdate().isoformat()
    assert client.post(path, {"day": day, "seen": 0}).url == of
    assert "Noor" not in client.get(of).content.decode()
    history = f"/desk/partners/of/{spoke().pk}/history/"
    assert "Noor Karim" in client.get(history).content.decode()
    assert "has ended" in client.post(path, {"day": day, "seen": 1}).content.decode()
    Seat.objects.update(name="")
    page = client.get(history).content.decode()
    assert "Noor" not in page
    assert "Name deleted" in page
