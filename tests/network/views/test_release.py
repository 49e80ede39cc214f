"""The pages of community control: confirmed first, and only for her own organisation."""

import pytest
from django.contrib.messages import get_messages
from django.template import Context, Template
from django.test import RequestFactory

from tests.accounts.people import hub, member, sign_in
from tests.network.release_made import house
from upstander.network.interface import Audience, Role, is_released, release

pytestmark = pytest.mark.django_db


def _path(here, deed="show", audience="hub"):
    return f"/desk/releases/partner/{here.partner.pk}/{audience}/{deed}/"


def _said(answer):
    return [str(message) for message in get_messages(answer.wsgi_request)]


def test_a_page_asks_first_and_the_second_step_shows_it(client):
    here = house()
    sign_in(client, here.signer)
    page = client.get(_path(here)).content.decode()
    assert "Show this to: The hub?" in page
    assert "cannot be unread" in page
    assert not is_released(here.subject, "hub")
    answer = client.post(_path(here))
    assert answer.status_code == 302
    assert _said(answer) == ["Done. From now on it is shown to: The hub."]
    assert is_released(here.subject, "hub")


def test_it_is_taken_back_after_a_page_that_asks(client):
    here = house()
    release(here.organisation, here.subject, Audience.PUBLIC, by=here.signer)
    sign_in(client, here.signer)
    path = _path(here, "take-back", "public")
    assert "Show this no longer to: Everyone?" in client.get(path).content.decode()
    assert _said(client.post(path)) == ["Done. From now on it is not shown to: Everyone."]
    assert not is_released(here.subject, "public")
    assert "already been dealt with" in _said(client.post(path))[-1]


@pytest.mark.parametrize("method", ["get", "post"])
def test_who_does_not_sign_is_told_so(client, method):
    here = house()
    sign_in(client, here.worker)
    answer = getattr(client, method)(_path(here))
    assert _said(answer) == ["Only a coordinator of the organisation can release its records."]
    assert not is_released(here.subject, "hub")


def test_people_of_others_find_nothing(client):
    here, there = house(), house(8)
    staff = member(Role.HUB_STAFF, hub())
    for stranger in (there.signer, staff):
        client.logout()
        sign_in(client, stranger)
        for path in (_path(here), f"/desk/releases/{here.organisation.pk}/"):
            answer = client.get(path)
            assert answer.status_code == 404
            assert "Kept house" not in answer.content.decode()
        assert client.post(_path(here)).status_code == 404
    assert not is_released(here.subject, "hub")


@pytest.mark.parametrize(
    "path",
    [
        "partner/{pk}/press/show/", "case/{pk}/hub/show/", "partner/999999/hub/show/",
        "partner/99999999999999999999/hub/show/", "99999999999999999999/",
    ],
)  # fmt: skip
def test_an_address_of_nothing_is_not_found(client, path):
    here = house()
    sign_in(client, here.signer)
    assert client.get(f"/desk/releases/{path.format(pk=here.partner.pk)}").status_code == 404


def test_all_releases_stand_on_one_page(client):
    here = house()
    sign_in(client, here.worker)
    page = f"/desk/releases/{here.organisation.pk}/"
    assert "Nothing was released yet" in client.get(page).content.decode()
    release(here.organisation, here.subject, Audience.FUNDER, by=here.signer)
    found = client.get(page).content.decode()
    assert "Kept house" in found
    assert "The funder" in found
    assert "by Spoke coordinator" in found
    assert "What others see of our records" in client.get("/desk/local/").content.decode()


def _panel(user, here):
    request = RequestFactory().get("/")
    request.user = user
    source = "{% load releases %}{% release_panel organisation subject %}"
    context = {"request": request, "organisation": here.organisation, "subject": here.subject}
    return Template(source).render(Context(context))


def test_the_panel_says_who_sees_a_record_and_offers_the_rest_to_whoever_signs():
    here = house()
    release(here.organisation, here.subject, Audience.HUB, by=here.signer)
    found = _panel(here.signer, here)
    assert _path(here, "take-back") in found
    assert _path(here, "show", "funder") in found
    assert _path(here, "show", "public") in found
    assert "by Spoke coordinator" in found
    assert "Who sees this" in _panel(here.worker, here)
    assert "/show/" not in _panel(here.worker, here)


def test_the_panel_is_drawn_for_nobody_else():
    here = house()
    assert _panel(house(8).signer, here).strip() == ""
    here.organisation.is_indigenous_governed = False
    assert _panel(here.signer, here).strip() == ""
