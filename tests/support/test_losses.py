"""What a page of before, a double click or an unlucky moment must not lose or falsify."""

import time
import uuid
from datetime import timedelta
from smtplib import SMTPException, SMTPRecipientsRefused

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from tests.accounts.people import sign_in
from tests.support.desks import hub_team, request, team
from tests.support.test_attacks import ARCHWAY, _again, _fresh, taken
from tests.support.test_returning import _do
from tests.support.test_tell import _code, _post, _send, _visit, ready
from upstander.accounts.interface import NotSent, User
from upstander.core.cleaning.results import Clean
from upstander.core.errors import NotAllowed
from upstander.network.models import Membership
from upstander.support.actions.case import (
    Assessment,
    acknowledge_case,
    assess_case,
    close_case,
    mark_abuse,
    release_case,
    reopen_case,
    take_case,
)
from upstander.support.actions.exchange import (
    attach_as_person,
    attach_as_staff,
    write_as_person,
    write_message,
)
from upstander.support.actions.referral import (
    Goal,
    ask_to_refer,
    say_no_as_person,
)
from upstander.support.codes import keys_of
from upstander.support.journey import OLD_SECONDS
from upstander.support.models import Case, KeyShare, Message
from upstander.support.queries.case import version_of
from upstander.support.queries.keys import content, person_keys
from upstander.support.tasks import alert_assignee, alert_team

pytestmark = pytest.mark.django_db
__all__ = ["_fresh", "taken"]


def test_other_words_from_a_page_of_before_are_not_lost(client, taken):
    case, code, _worker, _coordinator = taken
    number = str(uuid.uuid4())
    for text in ("first", "first", "second", "second"):
        _do(client, code, "send", text=text, number=number)
    assert case.messages.filter(by=None).count() == 2


def test_other_files_from_a_page_of_before_are_not_lost(client, taken):
    case, code, _worker, _coordinator = taken
    number = str(uuid.uuid4())
    for data in (b"first", b"first", b"second"):
        files = [SimpleUploadedFile("note.txt", data)]
        answer = _do(client, code, "send", files=files, number=number)
        assert b"Your files are with them" in answer.content
    assert case.attachments.count() == 2


def test_other_words_of_the_team_from_a_page_of_before_are_not_lost(client, taken):
    case, _code, worker, _coordinator = taken
    sign_in(client, worker.user)
    for name, more in (("note", {}), ("task", {"due_on": "2030-01-02"}), ("write", {})):
        number = str(uuid.uuid4())
        for text in ("first", "first", "second", "second"):
            fields = {"number": number, "text": text, **more}
            client.post(f"/desk/requests/{case.pk}/{name}/", fields)
    counted = (case.notes, case.tasks, case.messages)
    assert [rows.count() for rows in counted] == [2, 2, 3]  # and the first answer


def test_another_goal_from_a_page_of_before_is_another_referral(taken):
    case, _code, worker, _coordinator = taken
    number = uuid.uuid4()
    for service in ("victimlinkbc", "victimlinkbc", "bc-human-rights-clinic"):
        ask_to_refer(case, Goal(service=service, number=number), "They help.", by=worker)
    assert sorted(case.referrals.values_list("service", flat=True)) == [
        "bc-human-rights-clinic",
        "victimlinkbc",
    ]


def test_a_better_reason_from_a_page_of_before_is_asked_anew(taken):
    case, _code, worker, _coordinator = taken
    goal = Goal(team(ARCHWAY)[0], number=uuid.uuid4())
    asked = ask_to_refer(case, goal, "They know.", by=worker)
    say_no_as_person(asked)
    better = ask_to_refer(case, goal, "They know landlords.", by=worker)
    assert (better.pk != asked.pk, _again(better).state) == (True, "asked")


def test_what_comes_while_it_is_closed_is_not_taken_as_added(taken):
    case, code, worker, _coordinator = taken
    keys = person_keys(case, keys_of(code).unwrap)
    close_case(_again(case), "It is settled.", uuid.uuid4(), by=worker)
    note = Clean("document", "text/plain", "txt", b"words")
    acts = [
        lambda: attach_as_person(case, [note], uuid.uuid4(), keys),  # as it was before
        lambda: write_as_person(case, "More.", uuid.uuid4(), keys),
        lambda: attach_as_staff(case, [note], uuid.uuid4(), by=worker),
        lambda: write_message(case, "More.", uuid.uuid4(), by=worker),
    ]
    for act in acts:
        with pytest.raises(NotAllowed, match=r"is over|is closed"):
            act()
    assert (case.attachments.count(), _again(case).waits_for_team) == (0, False)


def test_words_for_a_request_that_is_closed_meanwhile_stay_on_her_page(client, taken):
    case, code, worker, _coordinator = taken
    close_case(_again(case), "It is settled.", uuid.uuid4(), by=worker)
    page = _do(client, code, "send", text="One more thing.").content.decode()
    assert "nothing can be added to it" in page
    assert "One more thing.</textarea>" in page


def test_words_stay_when_the_number_is_mistyped_after_a_long_time(client, taken):
    fields = {"code": "1234", "kept": "One more thing."}
    assert "One more thing.</textarea>" in client.post("/en/return/", fields).content.decode()


def test_rubbish_uses_up_nobodys_tries(client, taken):
    _case, code, _worker, _coordinator = taken
    for _time in range(40):
        client.post("/en/return/", {"code": "rubbish"})
    assert client.post("/en/return/", {"code": code}).status_code == 200


def test_deleted_twice_is_deleted(client, taken):
    _case, code, _worker, _coordinator = taken
    page = client.post("/en/return/", {"code": code}).content.decode()
    ticket = page.partition('name="ticket" value="')[2].partition('"')[0]
    for _time in range(2):
        page = client.post("/en/return/", {"ticket": ticket, "do": "delete", "sure": "delete"})
        assert "Your request is deleted" in page.content.decode()


def test_one_form_is_one_request_also_from_a_page_of_before(client, taken):
    before = ready()
    review = _post(client, before, "contact", "next")
    first = _code(_send(client, _visit(review.content)).content)
    assert len(first) == 24
    again = _post(client, before, "contact", "next")  # the browser sends the step of before anew
    page = _send(client, _visit(again.content))
    assert b"You sent this already" in page.content
    assert _code(page.content) == ""
    page = _post(client, _visit(again.content), "code", "stay")
    assert _code(page.content) == ""
    assert Case.objects.exclude(pk=taken[0].pk).get().code_digest == keys_of(first).digest


def test_what_the_review_shows_is_what_is_sent(client, taken):
    hub_team()  # who names no place that we know turns to the hub
    where = {"place": "Wonowon", "listed": "elsewhere"}
    review = _post(client, ready(where=where), "contact", "next")
    assert b"Wonowon" in review.content
    assert b"Both: support me, and record it" in review.content
    code = _code(_send(client, _visit(review.content)).content)
    case = Case.objects.get(code_digest=keys_of(code).digest)
    story = content(case, "story", person_keys(case, keys_of(code).unwrap))
    assert (story["place_name"], case.wish, story["wish"]) == ("Wonowon", "both", "both")


def test_what_is_too_long_or_mistyped_is_kept_by_the_button_back(client, taken):
    long = "word " * 5000
    page = _post(client, ready(), "what", "back", words=long)
    assert _visit(page.content).answers["what"]["words"] == long
    page = _post(client, ready(), "contact", "back", email="someone@", name="Ana")
    assert _visit(page.content).answers["contact"] == {"email": "someone@", "name": "Ana"}


def test_a_form_that_nobody_can_read_begins_anew_and_says_so(client, taken):
    for step in ("what", "review", "code"):
        page = client.post("/en/tell/", {"so_far": "changed", "step": step, "go": "send"})
        assert "Please begin again" in page.content.decode()


def test_a_decision_after_closing_keeps_it_longer(taken):
    case, _code, worker, _coordinator = taken
    close_case(case, "It is settled.", uuid.uuid4(), by=worker)
    assess_case(_again(case), Assessment({}, "counted", ""), by=worker)
    kept = _again(case)
    assert (kept.is_decided, kept.destroy_on) == (True, timezone.localdate() + timedelta(days=365))


def test_what_was_decided_a_moment_ago_is_decided_when_it_closes(taken):
    case, _code, worker, coordinator = taken
    assess_case(_again(case), Assessment({}, "counted", ""), by=coordinator)
    close_case(case, "It is settled.", uuid.uuid4(), by=worker)  # as she saw it before
    kept = _again(case)
    assert (kept.is_decided, kept.destroy_on) == (True, timezone.localdate() + timedelta(days=365))


def test_nobody_writes_over_what_a_colleague_assessed(taken):
    case, _code, worker, coordinator = taken
    assess_case(case, Assessment({"what": ["threat"]}, "counted", ""), by=worker)
    stale = Assessment({"what": []}, "not_counted", "")
    with pytest.raises(NotAllowed, match="a moment ago"):
        assess_case(case, stale, by=coordinator)
    seen = version_of(case, "assessment")
    assess_case(case, stale._replace(seen=seen), by=coordinator)
    assert _again(case).count_status == "not_counted"


def test_the_first_answer_comes_first(taken):
    first, _code, worker, _coordinator = taken
    case, _other = request(first.team)
    take_case(case, by=worker.user)
    for kind in ("message", "outcome"):
        with pytest.raises(NotAllowed, match="first answer"):
            write_message(_again(case), "Hello.", uuid.uuid4(), by=worker, kind=kind)
    held, _other = request(first.team, is_held=True)
    take_case(held, by=worker.user)
    write_message(_again(held), "Is someone there?", uuid.uuid4(), by=worker)
    release_case(_again(held), by=worker.user)
    assert (_again(held).state, _again(held).waits_for_team) == ("received", True)


def test_of_a_flood_the_team_is_told_once(taken):
    case, _code, _worker, _coordinator = taken
    DBTaskResult.objects.all().delete()
    for _time in range(3):
        request(case.team, is_held=True)
    assert DBTaskResult.objects.count() == 1


def test_what_someone_had_who_left_is_nobodys_when_it_opens_again(taken, mailoutbox):
    case, _code, worker, coordinator = taken
    close_case(case, "It is settled.", uuid.uuid4(), by=worker)
    Membership.objects.filter(user=worker.user).update(
        starts_on=timezone.localdate() - timedelta(days=9),
        ends_on=timezone.localdate() - timedelta(days=1),
    )
    reopen_case(_again(case), by=coordinator.user)
    assert _again(case).assignee is None
    Case.objects.update(assignee=worker.user)
    alert_assignee.func(str(case.pk))
    assert [letter.to for letter in mailoutbox] == [[coordinator.user.email]]


def test_a_letter_that_cannot_go_keeps_none_from_the_others(taken, monkeypatch):
    case, _code, worker, coordinator = taken
    tried = []

    def send(self, letters):
        tried.extend(letter.to for letter in letters)
        raise SMTPException

    monkeypatch.setattr("django.core.mail.backends.locmem.EmailBackend.send_messages", send)
    with pytest.raises(NotSent, match="SMTPException, SMTPException"):
        alert_team.func(case.team.pk)
    assert sorted(tried) == sorted([[worker.user.email], [coordinator.user.email]])


def test_what_is_kept_of_a_job_that_failed_names_no_address(taken, monkeypatch):
    case, _code, worker, coordinator = taken
    User.objects.filter(pk=coordinator.user.pk).update(email="canary@אa1.com")

    def send(self, letters):
        raise SMTPRecipientsRefused({letters[0].to[0]: (550, b"no such box")})

    monkeypatch.setattr("django.core.mail.backends.locmem.EmailBackend.send_messages", send)
    DBTaskResult.objects.all().delete()
    for job, of in ((alert_team, case.team.pk), (alert_assignee, str(case.pk))):
        kept = DBTaskResult.objects.get(pk=job.enqueue(of).id)
        with pytest.raises(NotSent) as found:
            job.call(of)
        kept.set_failed(found.value)  # as the worker does
        kept.refresh_from_db()
        assert "SMTPRecipientsRefused" in kept.traceback
        assert [m for m in ("canary", worker.user.email) if m in kept.traceback] == []


def test_an_address_that_no_mail_can_reach_stops_no_answer(
    taken, django_capture_on_commit_callbacks
):
    _case, _theirs, worker, _coordinator = taken
    identity = {"email": f"quill@{'é' * 62}.example"}
    case, _theirs = request(worker_team(worker), identity=identity)
    take_case(case, by=worker.user)
    with django_capture_on_commit_callbacks(execute=True):
        acknowledge_case(_again(case), "We read it.", uuid.uuid4(), by=worker)
    assert Message.objects.filter(case=case).count() == 1


def worker_team(worker):
    """The team that she works in."""
    return KeyShare.objects.get(user=worker.user).team_key.team


def test_a_person_whose_page_was_open_for_a_day_is_not_held_for_it(client):
    team()
    old = ready()._replace(started=int(time.time()) - OLD_SECONDS - 10)
    _send(client, _visit(_send(client, old).content))
    assert Case.objects.get().state == "received"


def test_what_was_no_abuse_waits_for_its_answer_again(taken):
    case, _theirs, worker, _coordinator = taken
    mark_abuse(case, by=worker.user)
    reopen_case(_again(case), by=worker.user)
    assert _again(case).waits_for_team is True
