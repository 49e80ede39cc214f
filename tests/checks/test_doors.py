"""The table of who may enter, and the doors themselves."""

import re
from collections.abc import Callable
from functools import partial

import pytest
from django.test import Client
from django.urls import Resolver404, resolve
from django.utils import translation

from checks.doors import addresses, faults
from tests.action.project_made import a_photo, a_running_project, an_activity
from tests.action.survey_made import an_open_survey, worker
from tests.events.event_made import an_event, day_of
from tests.events.event_made import worker as organiser
from tests.learning.cohort_made import a_picture
from tests.learning.library_made import a_resource
from tests.protocols.signature_made import a_version_in_force
from upstander.config.doors import DOORS, row_of, who_may_enter
from upstander.core.languages import language_of_path
from upstander.learning.models import ResourceFile
from upstander.learning.rules.progress import link_of

KEPT = link_of("first-answer", [2])
EXAMPLES = {
    "front": ["/"],
    "wagtail_serve": ["/en/", "/ar/"],
    "place": ["/en/find-help/fort-st-john/"],
    "local": ["/en/local/fort-st-john/"],
    "funding-call": ["/en/funding/july-2020/"],
    "funding-award": ["/en/funding/july-2020/july-2020-01/"],
    "learning-public:resource": ["/en/resources/first-meeting/"],
    "learning-public:resource-pdf": ["/en/resources/first-meeting/pdf/"],
    "events-public:region-calendar": ["/en/events/in/north.ics"],
    "member": ["/en/network/dawson-creek-literacy-society/"],
    "learning-public:course": ["/en/courses/first-answer/"],
    "learning-public:kept": [f"/ar/courses/first-answer/kept/{KEPT}/"],
    "learning-public:kept-lesson": [f"/en/courses/first-answer/kept/{KEPT}/notes-and-tasks/"],
    "learning-public:lesson": ["/en/courses/first-answer/notes-and-tasks/"],
    "wagtailadmin_pages:revisions_compare": ["/editor/pages/1/revisions/compare/1...latest/"],
    "/editor/.*/$": ["/editor/nowhere/"],
}


def _survey() -> str:
    return f"/en/survey/{an_open_survey(worker()).key}/"


def _photo() -> str:
    return f"/en/projects/photos/{a_photo(an_activity(a_running_project()), is_public=True).pk}/"


def _event(rest: str) -> str:
    event = an_event(organiser())
    return f"/en/events/{event.key}/{rest.format(day_of(event).pk)}"


def _picture() -> str:
    return f"/en/courses/pictures/{a_picture().pk}/"


def _protocol(rest: str) -> str:
    return f"/en/protocols/{a_version_in_force().protocol_id}/{rest}"


def _file() -> str:
    row = ResourceFile.objects.create(
        resource=a_resource(), kind="download", title="T", media_type="text/plain",
        extension="txt", size=1, data=b"a",
    )  # fmt: skip
    return f"/en/resources/files/{row.pk}/"


# Records that no pack has: each makes one and says its address.
MADE: dict[str, Callable[[], str]] = {
    "action-public:survey": _survey,
    "events-public:event": partial(_event, ""),
    "events-public:event-calendar": partial(_event, "calendar.ics"),
    "events-public:register": partial(_event, "{}/"),
    "learning-public:resource-file": _file,
    "action-public:photo": _photo,
    "learning-public:picture": _picture,
    "protocols-public:protocol": partial(_protocol, ""),
    "protocols-public:protocol-pdf": partial(_protocol, "pdf/"),
    "protocols-public:version": partial(_protocol, "1/"),
    "protocols-public:version-pdf": partial(_protocol, "1/pdf/"),
}
SIGN_IN = ("/account/login/", "/editor/login/")  # the second leads to the first
EVERY = list(addresses())
FITTING = [(row.replace("*", "x"), f"/{row}/") for row in DOORS]


def test_the_table_is_complete() -> None:
    assert faults() == []


def test_an_address_without_a_row_is_found() -> None:
    assert faults([*FITTING, ("planted", "/planted/")]) == [
        "planted (/planted/) has no row in doors.py"
    ]


@pytest.mark.parametrize("name", ["desk:new", "support:new-export", "network:list", "account_new"])
def test_a_new_address_of_our_own_is_found(name) -> None:
    assert faults([*EVERY, (name, "/new/")]) == [f"{name} (/new/) has no row in doors.py"]


def test_only_the_names_of_libraries_are_listed_together() -> None:
    assert [row for row in DOORS if "*" in row] == [
        "account_reset_password*", "mfa_*", "usersessions_*", "wagtail*", "/editor/*",
    ]  # fmt: skip


def test_a_row_without_an_address_is_found(monkeypatch) -> None:
    monkeypatch.setitem(DOORS, "planted", "staff")
    assert faults(FITTING) == ["doors.py has a row for planted, which is no address"]


def test_a_word_that_means_nothing_is_found(monkeypatch) -> None:
    monkeypatch.setitem(DOORS, "front", "everyone")
    assert faults(FITTING) == ["doors.py says everyone of front"]


def test_the_longest_row_counts() -> None:
    assert row_of("wagtail_serve") == "wagtail_serve"
    assert row_of("wagtailadmin_home") == "wagtail*"
    assert row_of("mfa_authenticate") == "mfa_authenticate"
    assert who_may_enter("unheard") is None


def _paths(name: str, path: str) -> list[str]:
    """Addresses to try: the examples, else the path with something in each gap."""
    if name in EXAMPLES:
        return EXAMPLES[name]
    path = re.sub(r"<uuid:\w+>", "6f1c0d56-0000-4000-8000-000000000000", path)
    path = re.sub(r"<int:\w+>", "1", path)
    filled = re.sub(r"<(?:int:)?\w*(?:id|pk|num\w*)>", "1", path)
    filled = re.sub(r"\(\?P<\w*(?:id|pk)>[^)]*\)", "1", filled)
    filled = re.sub(r"<[^>]*>|\((?:\?P<\w+>)?[^()]*(?:\([^()]*\)[^()]*)*\)[?*+]?", "x", filled)
    return [re.sub(r"[\\^$?]|\.\*", "", filled)]


def _with(*who: str) -> list[tuple[str, str]]:
    return [(n, p) for n, path in EVERY if who_may_enter(n) in who for p in _paths(n, path)]


def _enters(client: Client, path: str) -> str:
    """What happens to someone without a session who asks for `path`."""
    try:
        with translation.override(language_of_path(path) or "en"):
            resolve(path)
    except Resolver404:
        return "leads nowhere: give this address an example above"
    answer = client.get(path)
    to_sign_in = answer.headers.get("Location", "").startswith(SIGN_IN)
    if to_sign_in and answer.status_code == 302:
        return "sent to sign in"
    return "not found" if answer.status_code == 404 else "entered"


@pytest.mark.django_db
@pytest.mark.parametrize(("name", "path"), _with("public"))
def test_anyone_enters_a_public_door_and_nothing_is_set(
    client: Client, name: str, path: str
) -> None:
    assert _enters(client, MADE[name]() if name in MADE else path) == "entered"
    assert list(client.cookies) == []


@pytest.mark.django_db
def test_every_other_door_sends_a_stranger_to_sign_in(client: Client) -> None:
    outcomes = {
        f"{name} {path}": _enters(client, path)
        for name, path in _with("signed-in", "staff", "editor")
    }
    assert {where: what for where, what in outcomes.items() if what != "sent to sign in"} == {}
