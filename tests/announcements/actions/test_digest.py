"""Letters with what is new: whom they reach, what they tell, and never two for one period."""

from datetime import timedelta
from smtplib import SMTPRecipientsRefused
from threading import Barrier, Thread

import pytest
from django.core import mail
from django.core.management import call_command
from django.db import connection
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from tests.accounts.people import person
from tests.announcements.made import at, jobs, letters, published, reader, speaker, translated
from upstander.accounts.interface import NotSent, User
from upstander.announcements.actions.announcement import withdraw_announcement
from upstander.announcements.actions.digest import keep_digests, settle
from upstander.announcements.actions.reading import choose_digest, read_announcement
from upstander.announcements.models import Announcement, DigestChoice
from upstander.announcements.queries.audience import Reach
from upstander.announcements.queries.digest import due_letters
from upstander.announcements.states import Rhythm
from upstander.announcements.tasks import send_digest, send_urgent
from upstander.network.interface import memberships_of
from upstander.network.states import Role

DAY, WEEK = timedelta(days=1), timedelta(days=7)
MONDAY = timezone.localdate() - timezone.localdate().weekday() * DAY + WEEK
MORNING = at(f"{MONDAY.isoformat()}T07:00")  # of the Monday to come
AGO = MORNING - 2 * DAY


def settled(*people, rhythm="weekly") -> None:
    """Their last letter was a week before."""
    for user in people:
        DigestChoice.objects.create(
            user=user, rhythm=rhythm, period_on=MONDAY - WEEK, told_until=MORNING - WEEK
        )


@pytest.fixture(autouse=True)
def _it_is_monday(monkeypatch):
    """What is sent looks at the clock too."""
    monkeypatch.setattr(timezone, "now", lambda: MORNING)


@pytest.mark.django_db
def test_one_letter_with_what_she_has_not_read_in_her_language():
    by, one, other = speaker(), reader(language="ar"), reader(1)
    settled(by, one, other)
    first, second = (published(by, at=AGO, title=title) for title in ("First", "Second"))
    translated(first, "ar", by, title="أولا")
    read_announcement(second, by=other)
    assert keep_digests(MORNING) == 2
    assert letters() == [(one.email, "أولا, Second"), (other.email, "First")]
    assert keep_digests(MORNING + 6 * DAY) == 0
    assert letters() == []


@pytest.mark.django_db
def test_the_letter_itself():
    by, one = speaker(), reader()
    settled(one)
    published(by, at=AGO, title="First")
    keep_digests(MORNING)
    assert letters() == [(one.email, "First")]
    letter = mail.outbox[0]
    assert letter.subject == "New from the hub of your network"
    assert [line for line in letter.body.splitlines() if line] == [
        "Hello,",
        "the hub of your network has something new for you:",
        "• First",
        "Sign in to read it:",
        "http://127.0.0.1:8000/desk/announcements/",
        "How often such mails come is your choice:",
        "http://127.0.0.1:8000/desk/announcements/letters/",
    ]


@pytest.mark.django_db
def test_a_letter_tells_nothing_twice_and_forgets_nothing():
    by, one = speaker(), reader()
    settled(one)
    published(by, at=MORNING - WEEK, title="Told before")
    published(by, at=MORNING - timedelta(minutes=11), title="Now")
    published(by, at=MORNING - timedelta(minutes=9), title="Being published")
    keep_digests(MORNING)
    assert letters() == [(one.email, "Now")]
    keep_digests(MORNING + WEEK)
    assert letters() == [(one.email, "Being published")]


@pytest.mark.django_db
def test_what_is_for_others_urgent_over_read_or_withdrawn_is_not_told():
    by, one = speaker(), reader()
    reader(1, Role.TRAINER)
    settled(one)
    published(by, at=AGO, title="Trainers", audience="trainers")
    published(by, at=AGO, title="Urgent", is_urgent=True)
    published(by, at=AGO, title="Read")
    published(by, at=AGO, title="Over")
    Announcement.objects.filter(title="Over").update(last_on=MONDAY - DAY)
    gone = published(by, at=AGO, title="Withdrawn")
    read_announcement(Announcement.objects.get(title="Read"), by=one)
    withdraw_announcement(gone, by=by)
    DBTaskResult.objects.all().delete()
    assert (keep_digests(MORNING), letters()) == (0, [])
    assert DigestChoice.objects.get(user=one).period_on == MONDAY


@pytest.mark.django_db
def test_each_as_she_chose():
    by, daily, weekly, never = speaker(), reader(), reader(1), reader(2)
    settled(daily, rhythm="daily")
    settled(weekly)
    settled(never, rhythm="never")
    settled(by)
    published(by, at=AGO, title="Monday")
    keep_digests(MORNING)
    assert letters() == [(daily.email, "Monday"), (weekly.email, "Monday")]
    published(by, at=MORNING + timedelta(hours=2), title="Tuesday")
    keep_digests(MORNING + DAY)
    assert letters() == [(daily.email, "Tuesday")]
    choose_digest(Rhythm.WEEKLY, by=daily)
    choose_digest(Rhythm.DAILY, by=daily)
    published(by, at=MORNING + timedelta(hours=3), title="Again")
    assert keep_digests(MORNING + DAY + timedelta(hours=1)) == 0


@pytest.mark.django_db
def test_who_is_not_active_or_has_no_role_gets_none():
    by, gone, left, stays = speaker(), reader(), reader(1), reader(2)
    nobody = person("nobody@example.org")
    settled(gone, left, stays, nobody)
    published(by, at=AGO)
    type(gone).objects.filter(pk=gone.pk).update(is_active=False)
    memberships_of(left).update(ends_on=timezone.localdate())
    assert keep_digests(MORNING) == 1
    assert letters() == [(stays.email, "New desk hours")]


@pytest.mark.django_db
def test_who_leaves_before_it_is_sent_gets_none():
    by, one = speaker(), reader()
    settled(one)
    published(by, at=AGO)
    assert keep_digests(MORNING) == 1
    memberships_of(one).update(ends_on=timezone.localdate())
    assert letters() == []


@pytest.mark.django_db
def test_who_is_new_is_told_of_this_week_on_the_next_monday():
    by, one = speaker(), reader()
    published(by, at=MORNING + timedelta(hours=1), title="This week")
    published(by, at=MORNING - DAY, title="Last week")
    assert (keep_digests(MORNING + DAY), letters()) == (0, [])
    keep_digests(MORNING + WEEK)
    assert letters() == [(one.email, "This week")]


@pytest.mark.django_db
def test_an_address_that_fails_stops_no_other():
    by, one, other = speaker(), reader(), reader(1)
    settled(one, other)
    published(by, at=AGO)
    keep_digests(MORNING)
    one.email = "no\nheader@example.org"
    one.save()
    failed = 0
    for job in jobs():
        try:
            send_digest.call(*job.args_kwargs["args"])
        except NotSent:
            failed += 1
    assert (failed, [letter.to for letter in mail.outbox]) == (1, [[other.email]])


@pytest.mark.django_db
def test_the_clock_of_the_worker_keeps_it():
    one = reader()
    call_command("keep_announcement_times", turns=1)
    assert DigestChoice.objects.get().user == one


@pytest.mark.django_db
def test_a_crash_before_the_end_leaves_the_period_to_the_next_turn(monkeypatch):
    by, one = speaker(), reader()
    settled(one)
    published(by, at=AGO)

    def crash(*_arguments):
        raise OSError("broken off")

    with monkeypatch.context() as patch:
        patch.setattr(type(send_digest), "enqueue", crash)
        with pytest.raises(OSError, match=r"^broken off$"):
            keep_digests(MORNING)
    assert (DigestChoice.objects.get(user=one).period_on, jobs()) == (MONDAY - WEEK, [])
    assert (keep_digests(MORNING), len(jobs())) == (1, 1)


@pytest.mark.django_db
def test_who_saw_the_same_period_and_comes_second_changes_nothing():
    by, one = speaker(), reader()
    settled(one)
    published(by, at=AGO)
    seen = due_letters(Reach(), MORNING, MORNING)
    assert [settle(due, MORNING, MORNING) for due in seen * 2] == [True, False]
    assert len(jobs()) == 1


def test_two_workers_send_one_letter_each_period(site):
    by = speaker()
    people = [reader(number) for number in range(4)]
    settled(by, *people[:2])
    published(by, at=AGO)
    barrier, sent = Barrier(2), []

    def keep() -> None:
        barrier.wait()
        sent.append(keep_digests(MORNING))
        connection.close()

    threads = [Thread(target=keep) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert (sum(sent), sorted(job.args_kwargs["args"][0] for job in jobs())) == (
        2, sorted(user.pk for user in people[:2]),
    )  # fmt: skip
    assert DigestChoice.objects.count() == 5


@pytest.mark.django_db
@pytest.mark.parametrize("mail", ["canary@example.org", "canary@אa1.com"])
def test_what_is_kept_of_a_letter_that_failed_names_no_address(monkeypatch, mail):
    by, one = speaker(), reader()
    User.objects.filter(pk=one.pk).update(email=mail)
    settled(one)
    published(by, at=AGO)
    row = published(by, at=AGO, is_urgent=True)

    def send(self, letters):
        letters[0].message()  # refuses what no address can be
        raise SMTPRecipientsRefused({letters[0].to[0]: (550, b"no such box")})

    monkeypatch.setattr("django.core.mail.backends.locmem.EmailBackend.send_messages", send)
    digest = send_digest.enqueue(one.pk, (AGO - DAY).isoformat(), MORNING.isoformat())
    urgent = send_urgent.enqueue(one.pk, row.pk)
    for job in (digest, urgent):
        kept = DBTaskResult.objects.get(pk=job.id)
        with pytest.raises(NotSent) as found:
            job.task.call(*kept.args_kwargs["args"])
        kept.set_failed(found.value)  # as the worker does
        kept.refresh_from_db()
        assert "canary" not in kept.traceback
