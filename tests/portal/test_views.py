"""Looking a place up, and what a form may be given: a page with a sentence, never a breakdown."""

import io

import pytest
from django.conf import settings
from django.test import Client
from django.utils.translation import override, pgettext

from tests.portal.reading import see
from upstander.core.languages import table
from upstander.network.models import Community, Hub, Organisation, Region

pytestmark = pytest.mark.django_db

FIND = "/en/find/"


def _main(response) -> str:
    return response.content.decode().partition("<main")[2].partition("</main>")[0]


def test_one_place_is_gone_to_at_once(client) -> None:
    response = client.post("/pa/find/", {"place": "Fort St. John"})
    assert (response.status_code, response.headers["Location"]) == (
        302,
        "/pa/find-help/fort-st-john/",
    )


def test_several_places_are_offered(client) -> None:
    response = client.post(FIND, {"place": "cowich"})
    assert 'href="/en/find-help/cowichan-bay/"' in _main(response)
    assert 'href="/en/find-help/lake-cowichan/"' in _main(response)


def test_what_was_typed_stands_in_no_address(client) -> None:
    response = client.post(FIND, {"place": "zzzz"})
    assert (response.status_code, response.request["QUERY_STRING"]) == (200, "")


TYPED = [
    "zzzz", '"><script>alert(1)</script>', "' onfocus=alert(1) autofocus='", "{{ 7|add:7 }}",
    "</textarea><svg onload=x>", "&lt;b&gt;", "javascript:alert(1)", "\u202egro.elpmaxe",
    "😀", "x" * 100, "a\\'b",
]  # fmt: skip


@pytest.mark.parametrize("typed", TYPED)
def test_what_was_typed_is_kept_and_escaped(typed, client) -> None:
    response = client.post(FIND, {"place": typed})
    assert response.status_code == 200
    for sign in '<>"':
        assert f'value="{typed}"' not in response.content.decode() or sign not in typed
    assert "<script>alert" not in _main(response)
    assert "<svg onload" not in _main(response)
    seen = see(_Posting(typed), FIND)
    (field,) = (e for e in seen.all("input") if e.attrs.get("name") == "place")
    assert field.attrs["value"] == typed
    assert set(field.attrs) <= {"id", "name", "maxlength", "required", "dir", "value",
                                "aria-invalid", "aria-describedby", "autocomplete"}  # fmt: skip


class _Posting(Client):
    """Sends a place where a page is asked for."""

    def __init__(self, typed: str) -> None:
        super().__init__()
        self.typed = typed

    def get(self, path, *args, **kwargs):
        return self.post(path, {"place": self.typed})


SENTENCES = {
    "": "Type the name of your town or community.",
    "   ": "Type the name of your town or community.",
    "x" * 101: "That is too long for a name. Type the name of your town only.",
    "x" * 10_000: "That is too long for a name. Type the name of your town only.",
    "a\x00b": "Type the name of your town or community.",
    "zzzz": "We do not know a place with that name.",
}


@pytest.mark.parametrize(
    ("typed", "sentence"), SENTENCES.items(), ids=[repr(t)[:9] for t in SENTENCES]
)
def test_what_cannot_be_looked_up_gets_a_sentence(typed, sentence, client) -> None:
    response = client.post(FIND, {"place": typed})
    assert (response.status_code, response.cookies) == (200, {})
    assert sentence in _main(response)


@pytest.mark.parametrize("typed", SENTENCES, ids=[repr(t)[:9] for t in SENTENCES])
def test_the_sentence_is_in_the_readers_language(typed) -> None:
    english = SENTENCES[typed]
    for language in ("ar", "pa", "zh-hans", "tl"):
        response = Client().post(f"/{language}/find/", {"place": typed})
        assert (language, english in _main(response)) == (language, False)


BODIES = {
    "nothing at all": (b"", "application/x-www-form-urlencoded", 200),
    "no place": (b"town=hope", "application/x-www-form-urlencoded", 200),
    "malformed percent": (b"place=%ff%fe%", "application/x-www-form-urlencoded", 200),
    "bytes": (bytes(range(256)), "application/x-www-form-urlencoded", 200),
    "JSON": (b'{"place": "cowich"}', "application/json", 200),
    "plain text": (b"hope", "text/plain", 200),
    "a picture": (b"\x89PNG\r\n", "image/png", 200),
    "no content type": (b"place=hope", "", 200),
    "form data without boundary": (b"place=hope", "multipart/form-data", 400),
    "form data with a broken body": (b"--x\r\nContent-Dis", "multipart/form-data; boundary=x", 200),
    "a charset that is none": (b"place=zzzz", "application/x-www-form-urlencoded; charset=no", 200),
    "UTF-16": (
        "place=hope".encode("utf-16"),
        "application/x-www-form-urlencoded; charset=utf-16",
        200,
    ),
    "1,000 fields": (
        b"&".join(b"a=1" for _ in range(1000)),
        "application/x-www-form-urlencoded",
        200,
    ),
    "1,001 fields": (
        b"&".join(b"a=1" for _ in range(1001)),
        "application/x-www-form-urlencoded",
        400,
    ),
    "3 MB": (b"place=" + b"x" * 3_000_000, "application/x-www-form-urlencoded", 400),
    "10 MB": (b"place=" + b"x" * 10_000_000, "application/x-www-form-urlencoded", 400),
}


@pytest.mark.parametrize(("body", "kind", "status"), BODIES.values(), ids=BODIES)
def test_any_body_gets_a_page_with_a_sentence(body, kind, status, client) -> None:
    response = client.generic("POST", FIND, body, content_type=kind)
    assert response.status_code in {status, 400, 413}
    assert response.status_code != 200 or status == 200
    assert "<h1>" in _main(response)
    assert response.headers["Content-Type"] == "text/html; charset=utf-8"


def test_a_file_in_place_of_a_name_is_no_name(client) -> None:
    response = client.post(FIND, {"place": io.BytesIO(b"x" * 100_000)})
    assert SENTENCES[""] in _main(response)


def test_101_files_are_refused(client) -> None:
    response = client.post(FIND, {f"f{n}": io.BytesIO(b"x") for n in range(101)})
    assert (response.status_code, "<h1>" in _main(response)) == (400, True)


QUERIES = [
    "%ff", "%00", "a=%00", "%", "&&&===", "a=1&" * 1000, "x" * 8000, "page=-1", "place=zzzz",
    "preview=1&in_preview_panel=1", "a[]=1&a[b]=2", "%c0%ae/", "next=//example.org",
]  # fmt: skip


@pytest.mark.parametrize("query", QUERIES, ids=[q[:12] for q in QUERIES])
def test_a_query_string_changes_nothing(query) -> None:
    paths = [
        "/",
        "/en/",
        "/en/record/",
        "/en/find-help/atlin/",
        "/en/find-help/all/",
        "/exit",
        "/robots.txt",
    ]
    for path in paths:
        plain, asked = Client().get(path), Client().get(f"{path}?{query}")
        assert (path, asked.status_code, asked.content) == (path, plain.status_code, plain.content)
        assert asked.headers.get("Location") == plain.headers.get("Location")


METHODS = {
    "/": {
        "GET": 302,
        "HEAD": 302,
        "OPTIONS": 405,
        "PUT": 405,
        "POST": 405,
        "DELETE": 405,
        "TRACE": 405,
    },
    "/exit": {
        "GET": 302,
        "HEAD": 302,
        "OPTIONS": 405,
        "PUT": 405,
        "POST": 405,
        "DELETE": 405,
        "TRACE": 405,
    },
    "/robots.txt": {"GET": 200, "HEAD": 200, "OPTIONS": 405, "PUT": 405, "POST": 405},
    "/sitemap.xml": {"GET": 200, "HEAD": 200, "OPTIONS": 405, "PUT": 405, "POST": 405},
    "/en/find/": {"GET": 302, "HEAD": 302, "OPTIONS": 405, "PUT": 405, "POST": 200, "DELETE": 405},
    "/en/find-help/all/": {"GET": 200, "HEAD": 200, "OPTIONS": 405, "PUT": 405, "POST": 405},
    "/en/find-help/atlin/": {"GET": 200, "HEAD": 200, "OPTIONS": 405, "PUT": 405, "POST": 405},
    "/en/network/saulteau-first-nations/": {"GET": 200, "HEAD": 200, "OPTIONS": 405, "PUT": 405},
    "/en/": {"GET": 200, "HEAD": 200, "PUT": 405, "DELETE": 405, "PATCH": 405},
    "/en/record/": {"GET": 200, "HEAD": 200, "PUT": 405, "DELETE": 405, "PATCH": 405},
    "/en/nope/": {"GET": 404, "HEAD": 404},
}
ASKED = [(path, method, status) for path, row in METHODS.items() for method, status in row.items()]


@pytest.mark.parametrize(("path", "method", "status"), ASKED)
def test_each_method_is_answered_as_it_should(path, method, status) -> None:
    client = Client(enforce_csrf_checks=path == FIND)
    response = client.generic(method, path)
    assert response.status_code == status
    assert method != "HEAD" or response.content == b""
    assert response.cookies == {}


def test_any_name_that_is_not_there_is_not_found(client) -> None:
    hub = Hub.objects.get().organisation.key
    for path in ("network/" + "x" * 5000, "find-help/" + "é" * 500, f"network/{hub}/x"):
        assert client.get(f"/en/{path}/").status_code == 404


@pytest.mark.parametrize("typed", ["cowich", "zzzz", ""])
def test_another_language_can_be_chosen_where_nothing_was_found(typed, client) -> None:
    seen = see(_Posting(typed), "/pa/find/")
    links = {e.attrs["href"] for e in seen.all("a") if e.attrs.get("hreflang")}
    assert {client.get(link, follow=True).status_code for link in links} == {200}


def test_the_form_needs_no_cookie(client) -> None:
    assert settings.CSRF_COOKIE_NAME not in client.cookies
    response = Client(enforce_csrf_checks=True).post(FIND, {"place": "Hope BC"})
    assert (response.status_code, response.cookies) == (302, {})


@pytest.mark.parametrize("code", table())
def test_what_is_said_of_sending_names_the_button_by_its_own_word(code, client) -> None:
    with override(code):
        button = pgettext("button", "Send")
    said = see(client, f"/{code}/how-the-network-works/").one("main").text
    assert button in said
    assert "never sends your story to anyone" not in said


def _help_near_lonely(client, seat: str | None) -> list[str]:
    """What the page says of the way, in a region without a spoke."""
    place = Community.objects.filter(key=seat).first()
    Organisation.objects.filter(pk=Hub.objects.get().organisation_id).update(seat=place)
    region = Region.objects.create(key="far", name="Far", position=99)
    Community.objects.create(
        key="lonely", name="Lonely", region=region, latitude=50, longitude=-121
    )
    said = see(client, "/en/find-help/lonely/").all("p")
    return [p.text for p in said if "straight line" in p.text]


@pytest.mark.parametrize(
    ("seat", "said"),
    [("victoria", ["In Victoria, about 244 km away in a straight line."]), (None, [])],
)
def test_how_far_the_hub_is_stands_there_where_it_has_a_seat(seat, said, client) -> None:
    assert _help_near_lonely(client, seat) == said
