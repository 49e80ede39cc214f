"""Open data at its address: for anyone, cached, and asked for again without being sent again."""

import json

import pytest
from django.conf import settings

from upstander.funding.models import Award
from upstander.network.models import Organisation

pytestmark = pytest.mark.django_db

FILES = {
    "/open-data/grants.json": "application/json",
    "/open-data/grants.csv": "text/csv; charset=utf-8",
}


@pytest.mark.parametrize(("path", "kind"), FILES.items())
def test_a_file_answers_anyone_without_a_cookie(path, kind, client) -> None:
    response = client.get(path, headers={"Accept-Language": "fr"})
    day = Award.objects.latest("changed_on").changed_on
    assert (response.status_code, response.headers["Content-Type"]) == (200, kind)
    assert response.headers["Content-Language"] == "en"
    assert response.headers["Cache-Control"] == "public, max-age=300"
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    assert response.headers["Last-Modified"] == day.strftime("%a, %d %b %Y 00:00:00 GMT")
    assert "Cookie" not in response.headers.get("Vary", "")
    assert (response.cookies, client.post(path).status_code) == ({}, 405)


@pytest.mark.parametrize("path", FILES)
def test_a_file_that_has_not_changed_is_not_sent_again(path, client) -> None:
    etag = client.get(path).headers["ETag"]
    assert client.get(path, headers={"If-None-Match": etag}).status_code == 304

    Organisation.objects.filter(key="mosaic").update(name="Another name")

    again = client.get(path, headers={"If-None-Match": etag})
    assert (again.status_code, again.headers["ETag"] != etag) == (200, True)


@pytest.mark.parametrize("path", FILES)
def test_there_is_no_file_without_an_award(path, client) -> None:
    Award.objects.all().delete()
    assert client.get(path).status_code == 404


def test_a_file_names_addresses_of_this_site(client) -> None:
    package = json.loads(client.get("/open-data/grants.json").content)
    paths = [grant["url"].removeprefix(settings.PUBLIC_URL) for grant in package["grants"]]
    assert {client.get(path).status_code for path in paths} == {200}
