from datetime import timedelta
from traceback import format_exception

import pytest
from django.core import mail
from django.core.management import call_command
from django.utils import timezone, translation
from django.utils.formats import date_format

from tests.events.event_made import (
    a_draft,
    an_event,
    day_of,
    is_over,
    letters,
    registered,
    values,
    worker,
)
from upstander.accounts.interface import NotSent
from upstander.audit.models import Entry
from upstander.core.errors import NotAllowed
from upstander.events.actions.event import cancel_occurrence, change_event
from upstander.events.actions.registration import forget_people, give_up, register, remind, take_out
from upstander.events.codes import code_of, make_sheet, opened
from upstander.events.models import Occurrence, Registration
from upstander.events.queries.registration import guests_of, registration_with
from upstander.events.tasks import tell_registered

pytestmark = pytest.mark.django_db
SAID = {"name": "Noor", "mail": "noor@example.org", "access": "A ramp", "interpreting": "ar"}


def _states(day):
    return list(day.registrations.order_by("turn").values_list("state", flat=True))


def test_places_then_the_waiting_list_in_the_order_of_coming():
    day = day_of(an_event(worker(), places=2))
    for _ in range(4):
        registered(day)
    assert _states(day) == ["placed", "placed", "waiting", "waiting"]


def test_without_a_number_of_places_nobody_waits():
    day = day_of(an_event(worker(), places=None))
    for _ in range(3):
        registered(day)
    assert _states(day) == ["placed"] * 3


def test_who_waits_moves_up_and_nobody_passes_her(django_capture_on_commit_callbacks):
    day = day_of(an_event(worker(), places=1))
    first, second = registered(day), registered(day, language="ar", mail="b@example.org")
    third = registered(day)
    with django_capture_on_commit_callbacks(execute=True):
        give_up(first)
    assert _states(day) == ["given_up", "placed", "waiting"]
    assert [to for to, *_ in letters()] == ["b@example.org"]
    give_up(third)
    fourth = registered(day)
    assert (fourth.state, second.turn, fourth.turn) == ("waiting", 2, 4)


def test_whoever_comes_after_a_place_became_free_waits_behind_those_who_wait():
    day = day_of(an_event(worker(), places=1))
    registered(day)
    registered(day)
    Registration.objects.filter(occurrence=day, turn=1).update(state="given_up")
    assert registered(day).state == "waiting"


def test_the_same_form_registers_once_and_shows_the_same_code():
    day, sheet = day_of(an_event(worker())), make_sheet()
    first, again = register(day, sheet, SAID, "en"), register(day, sheet, {}, "ar")
    assert first.pk == again.pk
    assert Registration.objects.count() == 1
    assert registration_with(code_of(sheet)) == first
    assert registration_with("0" * 16) is None


def test_what_she_wrote_is_sealed_and_read_by_the_organisation():
    day, sheet = day_of(an_event(worker())), make_sheet()
    row = register(day, sheet, SAID, "en")
    kept = bytes(Registration.objects.get().sealed)
    for word in SAID.values():
        if len(word) > 2:
            assert word.encode() not in kept
    assert code_of(sheet).encode() not in kept
    [guest] = guests_of(day)
    assert (guest.name, guest.mail, guest.access, guest.interpreting) == tuple(SAID.values())
    assert opened(row.sealed, "another row") == {}


def test_no_word_of_hers_is_in_the_log_or_in_a_job(django_capture_on_commit_callbacks):
    day = day_of(an_event(worker()))
    with django_capture_on_commit_callbacks(execute=True):
        registered(day, **SAID)
    from django_tasks_db.models import DBTaskResult

    said = " ".join(Entry.objects.values_list("body", flat=True))
    said += " ".join(str(job.args_kwargs) for job in DBTaskResult.objects.all())
    assert [word for word in ("Noor", "noor@", "ramp") if word in said] == []


def test_giving_up_forgets_what_she_wrote():
    day = day_of(an_event(worker()))
    row = registered(day, **SAID)
    give_up(row)
    row.refresh_from_db()
    assert (row.state, row.sealed) == ("given_up", None)
    with pytest.raises(NotAllowed, match="given up already"):
        give_up(row)


def test_nobody_registers_for_what_is_not_open():
    by = worker()
    draft = day_of(a_draft(by))
    free = day_of(an_event(by, needs_registration=False, places=None))
    over = is_over(day_of(an_event(by)))
    gone = day_of(an_event(by))
    cancel_occurrence(gone, by=by)
    for day in (draft, free, over, gone):
        with pytest.raises(NotAllowed, match="Nobody can register"):
            registered(day)
    assert Registration.objects.count() == 0


def test_nobody_gives_up_what_has_begun():
    day = day_of(an_event(worker()))
    row = registered(day)
    is_over(day)
    with pytest.raises(NotAllowed, match="begun already"):
        give_up(row)


def test_more_places_let_those_in_who_wait_longest():
    by = worker()
    event = an_event(by, places=1)
    day = day_of(event)
    for _ in range(4):
        registered(day)
    change_event(event, values(places=3), seen=event.version, by=by)
    assert _states(day) == ["placed", "placed", "placed", "waiting"]
    event.refresh_from_db()
    with pytest.raises(NotAllowed, match="More people than that"):
        change_event(event, values(places=2), seen=event.version, by=by)
    with pytest.raises(NotAllowed, match="So registration stays"):
        change_event(
            event, values(places=None, needs_registration=False), seen=event.version, by=by
        )


def test_each_who_has_a_place_is_reminded_once_in_her_language(django_capture_on_commit_callbacks):
    event = an_event(worker(), places=2, title_in={"ar": "أمسية"})
    day = day_of(event)
    registered(day, mail="a@example.org")
    registered(day, language="ar", mail="b@example.org")
    registered(day, mail="waits@example.org")
    letters()
    now = day.starts_at - timedelta(hours=30)
    assert remind(now) == 0
    with django_capture_on_commit_callbacks(execute=True):
        assert (remind(now + timedelta(hours=5)), remind(now + timedelta(hours=6))) == (1, 0)
    told = letters()
    assert [to for to, *_ in told] == ["a@example.org", "b@example.org"]
    assert ("Open evening" in told[0][2], "أمسية" in told[1][2]) == (True, True)
    for code, (*_, words) in zip(("en", "ar"), told, strict=True):
        with translation.override(code):
            local = timezone.localtime(day.starts_at)
            at = f"{date_format(local, 'DATE_FORMAT')}, {date_format(local, 'TIME_FORMAT')}"
        assert at in words


def test_a_day_that_is_cancelled_or_without_people_reminds_nobody():
    by = worker()
    empty, gone = day_of(an_event(by)), day_of(an_event(by))
    registered(gone)
    cancel_occurrence(gone, by=by)
    assert remind(empty.starts_at - timedelta(hours=1)) == 0


def test_what_people_wrote_goes_two_weeks_after_the_day():
    by = worker()
    old, young = day_of(an_event(by)), day_of(an_event(by))
    for day in (old, young):
        registered(day, **SAID)
    now = timezone.now()
    Occurrence.objects.filter(pk=old.pk).update(
        starts_at=now - timedelta(days=15), ends_at=now - timedelta(days=14)
    )
    assert (forget_people(now), forget_people(now)) == (1, 0)
    [guest] = guests_of(old)
    assert (guest.name, guest.is_forgotten) == ("", True)
    assert guests_of(young)[0].name == "Noor"
    assert Entry.objects.filter(verb="registration.forgotten").count() == 1


def test_the_clock_of_the_worker_reminds_and_forgets():
    by = worker()
    soon, old = day_of(an_event(by)), day_of(an_event(by))
    registered(soon, **SAID)
    registered(old, **SAID)
    now = timezone.now()
    for day, hours in ((soon, 5), (old, -15 * 24)):
        starts = now + timedelta(hours=hours)
        Occurrence.objects.filter(pk=day.pk).update(
            starts_at=starts, ends_at=starts + timedelta(hours=1)
        )
    call_command("keep_event_times", turns=1)
    assert [day_of(day.event).reminded_at is not None for day in (soon, old)] == [True, False]
    assert [guests_of(day)[0].is_forgotten for day in (soon, old)] == [False, True]


def test_what_people_wrote_goes_two_weeks_after_the_day_was_cancelled():
    by = worker()
    day = day_of(an_event(by, first_day=timezone.localdate() + timedelta(days=300)))
    registered(day, **SAID)
    cancel_occurrence(day, by=by)
    now = timezone.now()
    assert [forget_people(now + timedelta(days=days)) for days in (13, 15)] == [0, 1]


def test_an_address_that_cannot_be_keeps_no_letter_from_others_and_is_not_in_the_job(
    django_capture_on_commit_callbacks,
):
    by = worker()
    day = day_of(an_event(by, places=None))
    bad = registered(day, mail="canary@אa1.com")
    registered(day, mail="b@example.org")
    with pytest.raises(NotSent) as found:
        tell_registered.call([str(row.pk) for row in day.registrations.all()], "moved")
    assert [letter.to for letter in mail.outbox] == [["b@example.org"]]
    assert bad.state == "placed"
    assert "canary" not in "".join(format_exception(found.value))


def test_people_of_the_organisation_free_a_place_that_is_no_ones():
    by = worker()
    day = day_of(an_event(by, places=1))
    joke, waits = registered(day, **SAID), registered(day)
    with pytest.raises(NotAllowed, match="Only people who work in this organisation"):
        take_out(joke, by=worker(1))
    take_out(joke, by=by)
    joke.refresh_from_db()
    waits.refresh_from_db()
    assert (joke.state, joke.sealed, waits.state) == ("given_up", None, "placed")
    assert Entry.objects.get(verb="registration.taken_out").of == f"event:{day.event_id}"
    with pytest.raises(NotAllowed, match="given up already"):
        take_out(joke, by=by)
