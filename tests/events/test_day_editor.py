"""Important days in the editor: to whom they open, what is refused, what the log keeps."""

import pytest
from django.db import IntegrityError
from django.db.models import F
from django.test import Client

from tests.accounts.people import hub, member, sign_in
from tests.network.test_editing import address, permitted
from upstander.audit.interface import entries_of
from upstander.audit.models import Head
from upstander.events.models import ImportantDay
from upstander.network.states import Role

pytestmark = pytest.mark.django_db
EDIT = {Role.HUB_STAFF, Role.HUB_COORDINATOR, Role.EDITOR, Role.ADMINISTRATOR}
SENT = {
    "key": "our-day",
    "name": "Our day",
    "why": "We meet.",
    "month": "10",
    "day": "5",
    "weekday": "",
    "nth": "",
    "source": "https://example.org/day/",
    "is_shown": "on",
    "position": "99",
}


@pytest.fixture
def editor(client: Client) -> Client:
    """Signed in as an editor of the hub."""
    sign_in(client, member(Role.EDITOR, hub()))
    return client


@pytest.mark.parametrize("role", Role)
def test_whoever_edits_the_directory_edits_days(role):
    wanted = {"view", "add", "change"} if role in EDIT else set()
    assert permitted(member(role, hub()), ImportantDay) == wanted


def test_a_day_is_added_and_changed_and_each_is_in_the_log(editor):
    editor.post(address(ImportantDay, "add"), SENT)
    day = ImportantDay.objects.get(key="our-day")
    assert (day.month, day.day, day.weekday, day.nth, day.is_shown) == (10, 5, "", None, True)
    moved = {**SENT, "day": "", "weekday": "friday", "nth": "-1", "is_shown": ""}
    editor.post(address(ImportantDay, "edit", day.pk), moved)
    day.refresh_from_db()
    assert (day.day, day.weekday, day.nth, day.is_shown) == (None, "friday", -1, False)
    assert [entry.verb for entry in entries_of(f"importantday:{day.pk}")] == [
        "importantday.created",
        "importantday.changed",
    ]


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({"nth": "2"}, "Write a date, or a weekday and which one of the month."),
        ({"day": "31", "month": "11"}, "Not every year has this date."),
        ({"day": "29", "month": "2"}, "Not every year has this date."),
        ({"source": "ftp://example.org/"}, "Enter a valid URL."),
        ({"month": ""}, "This field is required."),
    ],
)
def test_what_does_not_come_each_year_is_refused_and_stays_in_the_form(editor, changed, why):
    answer = editor.post(address(ImportantDay, "add"), {**SENT, **changed})
    assert why in answer.content.decode()
    assert "We meet." in answer.content.decode()
    assert not ImportantDay.objects.filter(key="our-day").exists()


def test_what_cannot_be_written_to_the_log_is_not_changed(editor):
    Head.objects.update(sequence=F("sequence") - 1)  # the next entry has the number of the last
    with pytest.raises(IntegrityError):
        editor.post(address(ImportantDay, "add"), SENT)
    assert not ImportantDay.objects.filter(key="our-day").exists()
