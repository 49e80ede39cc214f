"""Links are looked at: a server on this machine is reached by a resolver that is passed in."""

import socket
import threading
import time
from collections.abc import Iterator
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from django.core.management import call_command
from django.test import Client
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from tests.accounts.people import hub, member, sign_in
from tests.learning.library_made import VIDEO, a_resource, worker
from upstander.core.content import raw_body
from upstander.core.reaching import Unreachable, public_address, reach
from upstander.editing.interface import findings_for
from upstander.learning.actions.link import check_published, check_soon, keep_links
from upstander.learning.models import Course, Lesson, Link, Resource
from upstander.learning.queries.link import addresses_of_content, broken_links, due_links
from upstander.learning.states import LinkState
from upstander.learning.tasks import check_links, look_at, note_addresses
from upstander.network.states import Role
from upstander.portal.models import PublicPage

ANSWERS = {
    "/good": 200, "/forbidden": 403, "/gone": 404, "/error": 500, "/head": 405, "/away": 302,
    "/circle": 302, "/nowhere": 302, "/th%C3%A9%20vert?q=%E8%8C%B6": 200,
}  # fmt: skip
TARGETS = {"/away": "/good", "/circle": "/circle", "/nowhere": "http://["}


def of_tests() -> set[str]:
    """Without those that come along."""
    return {found for found in addresses_of_content() if ".example/" in found}


def waiting() -> int:
    return DBTaskResult.objects.filter(task_path=check_links.module_path).count()


class Answering(BaseHTTPRequestHandler):
    """Answers by path; `/head` wants to be asked for all of it."""

    def do_HEAD(self) -> None:
        self._answer(ANSWERS[self.path])

    def do_GET(self) -> None:
        self._answer(200 if self.path == "/head" else ANSWERS[self.path])

    def _answer(self, status: int) -> None:
        self.send_response(status)
        if self.path in TARGETS:
            self.send_header("Location", TARGETS[self.path])
        self.end_headers()

    def log_message(self, *args: object) -> None:
        """Nothing is printed."""


@pytest.fixture(scope="module")
def resolve() -> Iterator:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Answering)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield lambda host, port: ("127.0.0.1", server.server_port)
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize(
    "path", ["good", "forbidden", "head", "away", "good?a=1#b", "thé vert?q=茶"]
)
def test_what_answers_is_reached(resolve, path):
    if "?" in path:
        ANSWERS["/good?a=1"] = 200
    reach(f"http://a.example/{path}", resolve=resolve)


@pytest.mark.parametrize(
    ("address", "reason"),
    [
        ("http://a.example/gone", "gone"),
        ("http://a.example/error", "error"),
        ("http://a.example/circle", "circle"),
        ("https://a.example/good", "silent"),  # it speaks no https
        ("ftp://a.example/", "address"),
        ("http://a.example:8080/", "address"),
        ("http://you@a.example/", "address"),
        ("http://a.example:x/", "address"),
        ("http:///nothing", "address"),
        ("no address", "address"),
    ],
)
def test_what_does_not_is_told(resolve, address, reason):
    with pytest.raises(Unreachable, match=reason):
        reach(address, resolve=resolve)


def test_a_redirection_to_no_address_and_a_number_of_the_new_kind_end_no_run(resolve):
    with pytest.raises(Unreachable, match="address"):
        reach("http://a.example/nowhere", resolve=resolve)
    reach("http://[2606:4700::abcd]/good", resolve=resolve)


def test_a_handshake_that_never_ends_is_hung_up(monkeypatch):
    monkeypatch.setattr("upstander.core.reaching.LONGEST", 0.3)
    silent = socket.create_server(("127.0.0.1", 0))
    begun = time.monotonic()
    with silent, pytest.raises(Unreachable, match="silent"):
        reach("https://a.example/", resolve=lambda host, port: silent.getsockname())
    assert time.monotonic() - begun < 5


def test_where_nobody_listens_is_silence():
    with pytest.raises(Unreachable, match="silent"):
        reach("http://a.example/", resolve=lambda host, port: ("127.0.0.1", 1))


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1", "localhost", "10.1.2.3", "192.168.0.1", "169.254.169.254", "0.1.2.3", "::1",
        "fe80::1", "fc00::1", "::ffff:127.0.0.1", "100.64.0.1", "224.0.0.1", "2002:7f00:1::",
    ],
)  # fmt: skip
def test_no_host_of_our_own_network_is_ever_asked(host):
    with pytest.raises(Unreachable, match="private"):
        public_address(host, 80)


def test_a_public_number_is_asked_and_an_empty_name_is_unknown():
    assert public_address("8.8.8.8", 443) == ("8.8.8.8", 443)
    with pytest.raises(Unreachable, match="unknown"):
        public_address("a" * 300, 80)


@pytest.mark.django_db
def test_nothing_is_said_to_answer_that_was_never_asked(client):
    sign_in(client, member(Role.HUB_STAFF, hub()))
    Link.objects.create(address="http://a.example/new")
    answered = "Every link answered when last checked."
    assert answered not in client.get("/desk/learning/").content.decode()
    Link.objects.update(checked_at=timezone.now(), state=LinkState.GOOD)
    assert answered in client.get("/desk/learning/").content.decode()


@pytest.mark.django_db
def test_what_was_found_is_kept_and_stands_on_the_desk_of_the_hub(client, resolve):
    body = '<p><a href="http://a.example/good">x</a></p>'
    a_resource(**{**VIDEO, "address": "http://a.example/gone"})
    a_resource("soup", body=[["text", {"heading": "", "text": body}]])
    note_addresses(of_tests())
    look_at(due_links(timezone.now()), resolve=resolve)
    look_at(Link.objects.all(), resolve=resolve)  # found as it was before
    rows = {link.address: (link.state, link.reason) for link in Link.objects.all()}
    assert rows == {
        "http://a.example/gone": ("broken", "gone"),
        "http://a.example/good": ("good", ""),
    }
    ((link, titles),) = broken_links()
    assert link.address == "http://a.example/gone"
    assert titles == {("resource", "tea"): "Tea and talk"}
    sign_in(client, member(Role.HUB_STAFF, hub()))
    assert "http://a.example/gone" in client.get("/desk/learning/").content.decode()
    other = sign_in(Client(), worker())
    assert "http://a.example/gone" not in other.get("/desk/learning/").content.decode()


LED = {
    PublicPage: ("rights", "text", "text", '<p><a href="http://a.example/gone">x</a></p>'),
    Course: (
        "first-answer",
        "text",
        "text",
        '<p><a href="http://a.example/?a=1&amp;b=2">x</a></p>',
    ),
    Lesson: ("", "video", "address", "http://a.example/video"),
}
ASKED = {"http://a.example/gone", "http://a.example/?a=1&b=2", "http://a.example/video"}


@pytest.mark.django_db
def test_pages_courses_and_lessons_are_asked_too_right_after_they_were_published(
    client, resolve, django_capture_on_commit_callbacks
):
    rows = []
    for model, (key, kind, name, value) in LED.items():
        found = model.objects.filter(locale__language_code="en", live=True)
        row = found.filter(key=key).first() if key else found.first()
        assert row
        row.body = raw_body([[kind, {"heading": "", "text": "", name: value}]], {}, row.key)
        DBTaskResult.objects.all().delete()
        with django_capture_on_commit_callbacks(execute=True):
            row.save_revision(clean=False).publish()
        assert waiting() == 1
        rows.append(row)
    assert of_tests() == ASKED
    note_addresses(of_tests())
    ANSWERS["/?a=1&b=2"] = ANSWERS["/video"] = 404
    look_at(due_links(timezone.now()), resolve=resolve)
    led = {link.address: list(titles.values()) for link, titles in broken_links()}
    assert {title for titles in led.values() for title in titles} == {row.title for row in rows}
    said = {f.sentence for f in findings_for("page", "rights", "en")}
    assert "This address does not answer." in said
    sign_in(client, member(Role.HUB_STAFF, hub()))
    assert rows[0].title in client.get("/desk/learning/").content.decode()


@pytest.mark.django_db
def test_each_is_due_once_a_day_and_what_nobody_leads_to_is_forgotten():
    a_resource(**VIDEO)
    note_addresses(of_tests())
    now = timezone.now()
    (link,) = due_links(now)
    Link.objects.update(checked_at=now, state=LinkState.BROKEN)
    assert due_links(now + timedelta(hours=19)) == []
    assert due_links(now + timedelta(hours=21)) == [link]
    Resource.objects.filter(key="tea").delete()
    assert [found.titles for found in broken_links()] == [{}]
    note_addresses(of_tests())
    assert not Link.objects.exists()
    assert broken_links() == []


@pytest.mark.django_db
def test_one_job_waits_at_a_time_and_none_where_nothing_leads_elsewhere(
    django_capture_on_commit_callbacks,
):
    for model in (PublicPage, Resource, Course, Lesson):
        model.objects.update(live=False)
    DBTaskResult.objects.all().delete()
    with django_capture_on_commit_callbacks(execute=True):
        check_soon()
        check_published(a_resource())
    assert (waiting(), keep_links(timezone.now())) == (0, 0)
    a_resource(**{**VIDEO, "address": "http://127.0.0.1/"})
    with django_capture_on_commit_callbacks(execute=True):
        check_soon()
        check_soon()
    assert waiting() == 1
    check_links.func()
    assert (Link.objects.get().reason, waiting()) == ("private", 1)


@pytest.mark.django_db
def test_a_job_that_failed_is_not_the_last():
    DBTaskResult.objects.all().delete()
    Link.objects.create(address="http://127.0.0.1/", checked_at=timezone.now() - timedelta(days=1))
    call_command("keep_links", turns=1, wait=0)
    call_command("keep_links", turns=1, wait=0)
    assert waiting() == 1  # until it was begun
    DBTaskResult.objects.update(status="FAILED")
    call_command("keep_links", turns=1, wait=0)
    assert waiting() == 2
    DBTaskResult.objects.all().delete()
    Link.objects.update(checked_at=timezone.now())
    call_command("keep_links", turns=1, wait=0)
    assert waiting() == 0


@pytest.mark.django_db
def test_one_that_cannot_be_asked_stops_no_other(resolve, caplog):
    def broken_for_one(host: str, port: int) -> tuple[str, int]:
        if host == "a.example":
            raise ZeroDivisionError
        found: tuple[str, int] = resolve(host, port)
        return found

    rows = [Link.objects.create(address=f"http://{name}.example/good") for name in "ab"]
    look_at(rows, resolve=broken_for_one)
    assert list(Link.objects.values_list("state", flat=True)) == ["new", "good"]
    assert "could not be asked: ZeroDivisionError" in caplog.text


@pytest.mark.django_db
def test_a_run_ends_after_its_time(monkeypatch, resolve):
    a_resource(**VIDEO)
    note_addresses(of_tests())
    monkeypatch.setattr("upstander.learning.tasks.LONGEST_RUN", -1)
    look_at(due_links(timezone.now()), resolve=resolve)
    assert Link.objects.get().checked_at is None
