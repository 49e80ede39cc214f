"""Destroyed in time, never before; and then nothing is left."""

import uuid
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import connection
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from tests.support.desks import CANARY, IDENTITY, request, team
from upstander.audit.interface import entries_of, faults
from upstander.support.actions.case import (
    acknowledge_case,
    close_case,
    mark_abuse,
    refuse_case,
    reopen_case,
    take_case,
)
from upstander.support.actions.ending import (
    ask_deletion,
    count_hour,
    destroy_due,
    hours_so_far,
)
from upstander.support.actions.exchange import write_as_person, write_note
from upstander.support.codes import keys_of
from upstander.support.models import Case, Clock, KeyWrap, Message, Note, Part
from upstander.support.queries.keys import person_keys
from upstander.support.tasks import alert_team

pytestmark = pytest.mark.django_db


def _again(case):
    return Case.objects.get(pk=case.pk)


@pytest.fixture
def closed():
    place, _coordinator, worker, _recovery = team()
    case, code = request(place)
    take_case(case, by=worker.user)
    acknowledge_case(_again(case), f"answer {CANARY}", uuid.uuid4(), by=worker)
    keys = person_keys(case, keys_of(code).unwrap)
    write_as_person(_again(case), f"more {CANARY}", uuid.uuid4(), keys)
    write_note(_again(case), f"note {CANARY}", uuid.uuid4(), by=worker)
    close_case(_again(case), f"outcome {CANARY}", uuid.uuid4(), by=worker)
    return _again(case)


def _pass(days: int) -> None:
    Clock.objects.update_or_create(pk=1, defaults={"hours": hours_so_far() + days * 24})


def test_a_closed_request_is_destroyed_when_its_time_has_come(closed):
    today = timezone.localdate()
    _pass(180)
    assert [destroy_due(today + timedelta(days=n)) for n in (0, 179, 180)] == [0, 0, 1]
    assert [m.objects.count() for m in (Case, KeyWrap, Part, Message, Note)] == [0] * 5


def test_a_clock_that_jumps_destroys_nothing(closed):
    assert destroy_due(timezone.localdate() + timedelta(days=400)) == 0
    _pass(179)
    assert destroy_due(timezone.localdate() + timedelta(days=400)) == 0
    _pass(1)
    assert destroy_due(timezone.localdate() - timedelta(days=1)) == 0


def test_several_that_count_make_no_hour_longer():
    seen = hours_so_far()
    assert [count_hour(seen), count_hour(seen), hours_so_far() - seen] == [True, False, 1]


@pytest.mark.django_db(transaction=True)
def test_the_worker_counts_hours_that_pass():
    before = hours_so_far()
    alert_team.enqueue(0)
    DBTaskResult.objects.update(status="SUCCESSFUL")
    call_command("keep_time", hour=0.0, hours=3)
    assert hours_so_far() - before == 3
    assert DBTaskResult.objects.count() == 0  # with it the minute at which someone told us


def test_a_reopened_request_is_kept(closed):
    worker = closed.assignee
    reopen_case(closed, by=worker)
    _pass(400)
    again = _again(closed)
    assert (again.destroy_on, again.destroy_at_hour) == (None, None)
    assert destroy_due(timezone.localdate() + timedelta(days=400)) == 0


def test_a_refused_request_is_kept_for_a_year_and_abuse_for_a_month():
    place, _coordinator, worker, _recovery = team()
    today, found = timezone.localdate(), {}
    for name in ("refused", "abuse"):
        case, _code = request(place)
        take_case(case, by=worker.user)
        found[name] = case
    refuse = _again(found["refused"])
    refuse_case(refuse, "We cannot help with this.", uuid.uuid4(), by=worker)
    mark_abuse(_again(found["abuse"]), by=worker.user)
    days = {name: (_again(case).destroy_on - today).days for name, case in found.items()}
    assert days == {"refused": 365, "abuse": 30}


def test_the_person_deletes_what_no_decision_was_made_about(closed):
    assert ask_deletion(closed) is True
    assert Case.objects.count() == 0
    last = list(entries_of(f"case:{closed.pk}"))[-1]
    assert (last.verb, last.at.astimezone(timezone.get_current_timezone()).hour) == (
        "case.destroyed", 0,
    )  # fmt: skip


def test_what_a_decision_was_made_about_waits_for_its_year(closed):
    Case.objects.filter(pk=closed.pk).update(is_decided=True)
    assert ask_deletion(_again(closed)) is False
    again = _again(closed)
    assert (again.is_deletion_asked, again.destroy_on) == (True, closed.destroy_on)


def _everything() -> str:
    with connection.cursor() as cursor:
        tables = connection.introspection.table_names(cursor)
        rows = []
        for table in tables:
            cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608 - names of our own tables
            rows += [
                bytes(v).decode("utf-8", "replace") if isinstance(v, bytes | memoryview) else str(v)
                for row in cursor.fetchall()
                for v in row
            ]
    return "\n".join(rows)


def test_no_word_of_hers_stands_anywhere_before_or_after(closed):
    canaries = [CANARY, *IDENTITY.values()]
    before = _everything()
    assert [c for c in canaries if c != "email" and c in before] == []
    assert str(closed.pk.hex) in before.replace("-", "")
    ask_deletion(closed)
    after = _everything()
    assert closed.code_digest not in after
    assert list(faults()) == []


def test_the_search_would_find_a_word_that_stands_open(closed):
    from upstander.accounts.models import User

    User.objects.update(name=CANARY)
    assert CANARY in _everything()
