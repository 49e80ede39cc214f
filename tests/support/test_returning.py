"""A code opens the request; there is the answer, and everything can be taken back."""

import re
import time
import uuid

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from tests.support.desks import CANARY, request, team
from tests.support.test_tell import PNG
from upstander.core.errors import NotAllowed
from upstander.support import journey
from upstander.support.actions.case import acknowledge_case, close_case, take_case
from upstander.support.actions.referral import Goal, ask_to_refer
from upstander.support.budgets import BUDGETS
from upstander.support.codes import groups_of, make_code
from upstander.support.models import Attachment, Case, Consent, KeyWrap, Message, Referral
from upstander.support.queries.case import may_read
from upstander.support.queries.keys import case_keys

pytestmark = pytest.mark.django_db
RETURN = "/en/return/"


@pytest.fixture(autouse=True)
def _fresh():
    for budget in BUDGETS:
        budget.clear()


@pytest.fixture
def told():
    place, coordinator, worker, _recovery = team()
    case, code = request(place)
    take_case(case, by=worker.user)
    acknowledge_case(_again(case), "We read it.", uuid.uuid4(), by=worker)
    return _again(case), code, worker, coordinator


def _again(case):
    return Case.objects.get(pk=case.pk)


def _open(client, code):
    return client.post(RETURN, {"code": code})


def _hidden(html: bytes, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]+)"'.encode(), html)
    assert found
    return found[1].decode()


def _do(client, code, what, **data):
    """Press the button `what`, about `which`; what asks for a tick has it."""
    page = _open(client, code)
    which = data.pop("which", None)
    if what == "revoke":
        data = {"sure": which, **data}
    do = what if which is None else f"{what}:{which}"
    ticket = _hidden(page.content, "ticket")
    return client.post(RETURN, {"ticket": ticket, "do": do, **data})


def test_the_answer_is_there_and_new_only_once(client, told):
    _case, code, _worker, _coordinator = told
    first, second = _open(client, " ".join(groups_of(code))), _open(client, code)
    assert b"We read it." in first.content
    assert [line.is_new for line in first.context["seen"].lines] == [True]
    assert [line.is_new for line in second.context["seen"].lines] == [False]


@pytest.mark.parametrize(
    ("typed", "said"),
    [("", b"Type your number first"), ("1234", b"six groups"), ("x" * 999, b"six")],
)
def test_what_is_no_code_is_said(client, typed, said):
    assert said in _open(client, typed).content


def test_a_wrong_code_answers_as_a_destroyed_one(client, told):
    case, code, _worker, _coordinator = told
    _do(client, code, "delete", sure="delete")
    assert Case.objects.filter(pk=case.pk).exists() is False
    wrong = make_code()
    destroyed, never = _open(client, code), _open(client, wrong)
    assert destroyed.status_code == never.status_code == 200
    assert destroyed.content.replace(code.encode(), b"") == never.content.replace(
        wrong.encode(), b""
    )


def test_many_codes_from_one_place_must_wait(client):
    answers = [_open(client, make_code()).status_code for _ in range(31)]
    assert answers == [200] * 30 + [429]


def test_she_writes_and_the_team_is_told_without_content(client, told):
    case, code, _worker, _coordinator = told
    Case.objects.filter(pk=case.pk).update(waits_for_team=False)
    number = str(uuid.uuid4())
    for _ in range(2):
        answer = _do(client, code, "send", text=f"more {CANARY}", number=number)
    assert CANARY in answer.content.decode()
    assert Message.objects.filter(by=None).count() == 1
    assert _again(case).waits_for_team is True
    assert CANARY not in "".join(m.body + m.subject for m in mail.outbox)


@pytest.mark.parametrize("text", ["", "   ", "w" * 20_001])
def test_what_cannot_be_sent_is_said_and_kept(client, told, text):
    _case, code, _worker, _coordinator = told
    answer = _do(client, code, "send", text=text, number=str(uuid.uuid4()))
    assert Message.objects.filter(by=None).count() == 0
    assert answer.context["why"]
    assert answer.context["text"] == text


def test_files_are_added_once(client, told):
    _case, code, _worker, _coordinator = told
    number = str(uuid.uuid4())
    for _ in range(2):
        files = [SimpleUploadedFile("a.png", PNG), SimpleUploadedFile("b.png", PNG)]
        answer = _do(client, code, "send", files=files, number=number)
    assert b"Your files are with them" in answer.content
    assert list(Attachment.objects.values_list("number", flat=True)) == [1, 2]


def test_no_file_and_a_bad_file_are_said(client, told):
    _case, code, _worker, _coordinator = told
    assert b"or choose a file" in _do(client, code, "send").content
    bad = _do(client, code, "send", files=[SimpleUploadedFile("x.jpg", b"<html>")])
    assert (b"x.jpg" in bad.content, Attachment.objects.count()) == (True, 0)


def test_she_agrees_and_the_other_team_opens_it(client, told):
    case, code, worker, _coordinator = told
    second, other, _worker, _recovery = team("archway-community-services")
    referral = ask_to_refer(case, Goal(second), "They know lawyers.", by=worker)
    page = _open(client, code).content.decode()
    assert [w in page for w in ("They know lawyers.", second.organisation.name)] == [True, True]
    answer = _do(client, code, "agree", which=str(referral.pk))
    assert b"They can read your request now" in answer.content
    assert set(case_keys(case, other, "story")) == {"story"}
    may_read(_again(case), other.user)
    consent = Consent.objects.get(referral=referral)
    _do(client, code, "revoke", which=str(consent.pk))
    with pytest.raises(NotAllowed):
        case_keys(case, other, "story")
    assert Referral.objects.get().state == "revoked"


def test_what_she_agrees_to_is_there_in_english_where_nobody_has_read_it(client, told):
    case, code, worker, _coordinator = told
    second, _other, _worker, _recovery = team("archway-community-services")
    ask_to_refer(case, Goal(second), "They know lawyers.", by=worker)
    for language in ("ar", "en"):
        html = client.post(f"/{language}/return/", {"code": code}).content.decode()
        folds = html.count('<summary lang="en" dir="ltr">English</summary>')
        assert (folds, html.count("You can take this back later.")) == (language == "ar", 1)


def test_she_says_no_and_nothing_is_passed_on(client, told):
    case, code, worker, _coordinator = told
    second, other, _worker, _recovery = team("archway-community-services")
    referral = ask_to_refer(case, Goal(second), "They know lawyers.", by=worker)
    _do(client, code, "refuse", which=str(referral.pk))
    assert Referral.objects.get().state == "refused"
    with pytest.raises(NotAllowed):
        case_keys(case, other, "story")


def test_a_service_is_told_by_the_group_and_gets_no_key(client, told):
    case, code, worker, _coordinator = told
    referral = ask_to_refer(
        case, Goal(service="victimlinkbc"), "They are there all night.", by=worker
    )
    answer = _do(client, code, "agree", which=str(referral.pk))
    assert b"talks to them" in answer.content
    assert Referral.objects.get().state == "handed_over"
    assert KeyWrap.objects.exclude(team_key=None).count() == 2


def test_she_takes_her_word_back_and_the_team_opens_nothing(client, told):
    case, code, worker, _coordinator = told
    consent = Consent.objects.get(case=case)
    answer = _do(client, code, "revoke", which=str(consent.pk))
    assert b"can no longer open" in answer.content
    with pytest.raises(NotAllowed):
        case_keys(case, worker, "story")
    again = _do(client, code, "revoke", which=str(consent.pk))
    assert b"already" in again.content


@pytest.mark.parametrize("what", ["agree", "refuse", "revoke"])
@pytest.mark.parametrize("which", ["", "x", "6f1c0d56-0000-4000-8000-000000000000"])
def test_what_is_not_hers_is_not_found(client, told, what, which):
    _case, code, _worker, _coordinator = told
    assert b"already been dealt with" in _do(client, code, what, which=which).content


def test_a_consent_of_another_request_cannot_be_taken_back(client, told):
    case, code, _worker, _coordinator = told
    other, _code = request(case.team)
    consent = Consent.objects.get(case=other)
    _do(client, code, "revoke", which=str(consent.pk))
    assert Consent.objects.get(pk=consent.pk).revoked_on is None


def test_deleting_asks_once_more(client, told):
    case, code, _worker, _coordinator = told
    assert b"Tick the box" in _do(client, code, "delete").content
    assert b"Your request is deleted" in _do(client, code, "delete", sure="delete").content
    assert Case.objects.filter(pk=case.pk).exists() is False


def test_where_a_decision_was_made_she_is_told_how_long_it_stays(client, told):
    case, code, _worker, _coordinator = told
    Case.objects.filter(pk=case.pk).update(is_decided=True)
    assert b"It is kept until" in _do(client, code, "delete", sure="delete").content
    assert _again(case).is_deletion_asked is True


def test_the_outcome_is_read_when_it_is_closed(client, told):
    case, code, worker, _coordinator = told
    close_case(case, "The sign was taken down.", uuid.uuid4(), by=worker)
    page = _open(client, code)
    assert b"What happened because of your request" in page.content
    assert b"The sign was taken down." in page.content
    assert b'name="text"' not in page.content


def test_a_page_that_was_open_for_long_asks_again_and_keeps_the_words(client, told, monkeypatch):
    _case, code, _worker, _coordinator = told
    ticket = _hidden(_open(client, code).content, "ticket")
    later = time.time() + journey.TICKET_SECONDS + 5
    monkeypatch.setattr(journey.time, "time", lambda: later)
    answer = client.post(RETURN, {"ticket": ticket, "do": "send", "text": CANARY})
    assert (b"Type your number again" in answer.content, CANARY in answer.content.decode()) == (
        True, True,
    )  # fmt: skip
    opened = client.post(RETURN, {"code": code, "kept": CANARY})
    assert opened.context["text"] == CANARY


def test_a_late_team_is_called_late(client, told):
    case, code, _worker, _coordinator = told
    Case.objects.filter(pk=case.pk).update(
        waits_for_team=True, answer_by=timezone.localdate().replace(year=2020), state="received"
    )
    assert b"They are late" in _open(client, code).content


def test_a_note_without_content_goes_to_who_asked_for_one(
    client, django_capture_on_commit_callbacks
):
    place, _coordinator, worker, _recovery = team()
    case, _code = request(place, identity={"email": "quill@canary.example"})
    take_case(case, by=worker.user)
    with django_capture_on_commit_callbacks(execute=True):
        acknowledge_case(_again(case), f"We read {CANARY}.", uuid.uuid4(), by=worker)
    notes = [m for m in mail.outbox if m.to == ["quill@canary.example"]]
    assert len(notes) == 1
    said = notes[0].subject + notes[0].body
    assert [w for w in (CANARY, "racis", "Upstander", "http") if w in said] == []
