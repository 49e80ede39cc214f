"""The way of a person through the form, without a script and without a cookie."""

import re
import time

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection

from tests.support.desks import CANARY, hub_team, team
from upstander.support.budgets import BUDGETS, YOUNGEST_SECONDS
from upstander.support.codes import keys_of, read_code
from upstander.support.journey import (
    OLD_SECONDS,
    STEPS,
    Visit,
    answered,
    new_visit,
    read_visit,
    seal_visit,
)
from upstander.support.models import Attachment, Case
from upstander.support.queries.keys import content, person_keys

pytestmark = pytest.mark.django_db
TELL = "/en/tell/"
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de"
    "0000000c4944415408d763f8cfc0000003010100c9fe92ef0000000049454e44ae426082"
)


@pytest.fixture(autouse=True)
def _fresh():
    for budget in BUDGETS:
        budget.clear()


def _visit(html: bytes) -> Visit:
    found = re.search(rb'name="so_far" value="([^"]+)"', html)
    assert found
    visit = read_visit(found[1].decode())
    assert visit
    return visit


def ready(**answers) -> Visit:
    """A form that could be sent, begun a minute ago."""
    visit = new_visit()._replace(started=int(time.time()) - 60)
    visit = answered(visit, "what", {"words": CANARY, "chosen": ["verbal-abuse"]})
    visit = answered(visit, "where", {"key": "fort-st-john", "place_name": "Fort St. John"})
    for step, values in answers.items():
        visit = answered(visit, step, values)
    return visit


def _post(client, visit: Visit, step: str, go: str = "next", **data):
    return client.post(TELL, {"so_far": seal_visit(visit), "step": step, "go": go, **data})


def _send(client, visit: Visit, **data):
    return _post(client, visit, "review", "send", **data)


def _code(html: bytes) -> str:
    groups = re.findall(rb"<span>(\d{4})</span>", html)
    return b"".join(groups).decode()


def test_every_question_can_be_skipped(client):
    team()
    visit, seen = new_visit(), []
    for step in STEPS[:-1]:
        answer = _post(client, visit, step, "skip")
        visit = _visit(answer.content)
        seen.append(answer.context["step"])
    assert seen == list(STEPS[1:])
    assert visit.answers == {}
    assert b"Two things are needed" in answer.content
    assert b'value="send"' not in answer.content


def test_answers_go_on_and_come_back(client):
    visit = new_visit()
    answer = _post(client, visit, "wish", chosen="record")
    visit = _visit(answer.content)
    assert visit.answers == {"wish": {"chosen": "record"}}
    assert answer.context["step"] == "teller"
    answer = _post(client, visit, "teller", "back", chosen="saw-it")
    assert answer.context["step"] == "wish"
    assert _visit(answer.content).answers["teller"] == {"chosen": "saw-it"}
    assert b'value="record" checked' in answer.content


def test_another_language_keeps_what_was_typed(client):
    sealed = seal_visit(new_visit())
    answer = client.post(
        "/ar/tell/", {"so_far": sealed, "step": "what", "go": "stay", "words": CANARY}
    )
    assert answer.context["step"] == "what"
    assert CANARY in answer.content.decode()
    assert b'dir="rtl"' in answer.content


@pytest.mark.parametrize(
    ("typed", "listed", "key", "said"),
    [
        ("Fort St John", "", "fort-st-john", None),
        ("", "victoria", "victoria", None),
        ("zzzzqq", "", None, b"do not know a place"),
        ("Victoria", "fort-st-john", None, b"name two places"),
        ("", "elsewhere", "", None),
    ],
)
def test_a_place_is_typed_or_chosen(client, typed, listed, key, said):
    answer = _post(client, new_visit(), "where", place=typed, listed=listed)
    if said:
        assert said in answer.content
        assert answer.context["step"] == "where"
        assert f'value="{typed}"'.encode() in answer.content
    else:
        assert _visit(answer.content).answers["where"].get("key", "") == key


def test_too_long_a_text_is_kept_and_said(client):
    words = "word " * 5000
    answer = _post(client, new_visit(), "what", words=words)
    assert b"This is very long" in answer.content
    assert words.strip() in answer.content.decode()


@pytest.mark.parametrize("step", ["", "nope", "../..", "code"])
def test_an_unknown_step_begins_anew(client, step):
    assert client.post(TELL, {"step": step, "so_far": "x"}).status_code == 200


def test_sent_is_stored_sealed_and_gives_a_code(client):
    place, _coordinator, worker, _recovery = team()
    answer = _send(client, ready(contact={"name": "Quillamina"}))
    code = _code(answer.content)
    assert read_code(code) == code
    case = Case.objects.get()
    assert (case.team, case.state, case.language) == (place, "received", "en")
    keys = person_keys(case, keys_of(code).unwrap)
    assert content(case, "story", keys)["words"] == CANARY
    assert content(case, "identity", keys) == {"name": "Quillamina"}
    assert worker.user not in (case.assignee,)


def test_the_recipient_is_the_one_that_she_chose(client):
    team()
    hub, _hand, _recovery = hub_team()
    seen = _post(client, ready(), "need", "next")
    assert next(iter(seen.context["form"].fields["team"].choices))[1].endswith(
        "the local group for your community"
    )
    _send(client, ready(recipient={"team": str(hub.pk)}))
    assert Case.objects.get().team == hub


def test_a_team_that_is_not_hers_cannot_be_chosen(client):
    place = team()[0]
    other = team("archway-community-services")[0]
    _send(client, ready(recipient={"team": str(other.pk)}))
    assert Case.objects.get().team == place


def test_where_the_spoke_cannot_receive_the_hub_does_and_she_is_told(client):
    hub, _hand, _recovery = hub_team()
    seen = _post(client, ready(), "need", "next")
    assert "cannot receive requests here yet" in seen.content.decode()
    _send(client, ready())
    assert Case.objects.get().team == hub


ENGLISH = '<summary lang="en" dir="ltr">English</summary>'


@pytest.mark.parametrize(
    ("step", "sentence", "folds"),
    [
        ("", "Nobody else is told unless you agree first.", 2),
        ("need", "Only the group that you choose can open it.", 1),  # the next asks who may know
        ("recipient", "Then the answer waits for you here.", 1),
        ("contact", "The police are told only if you say yes to that.", 1),
        ("wish", "So that we talk to you in the right way.", 0),
    ],
)
def test_what_she_agrees_to_is_there_in_english_where_nobody_has_read_it(
    client, step, sentence, folds
):
    team()
    sent = {"so_far": seal_visit(ready()), "step": step, "go": "next"}
    for language in ("ar", "en"):
        path = f"/{language}/tell/"
        html = (client.post(path, sent) if step else client.get(path)).content.decode()
        english = language == "en"
        assert html.count(ENGLISH) == (0 if english else folds)
        assert html.count(sentence) == (1 if english or folds else 0)
        assert html.count('value="step:recipient"') == (1 if step == "contact" else 0)


def test_where_nobody_can_receive_nothing_can_be_sent(client):
    assert b"No group of the network can receive" in client.get(TELL).content
    answer = _send(client, ready())
    assert (answer.status_code, Case.objects.count()) == (200, 0)
    assert b'value="send"' not in answer.content


def test_sent_twice_makes_one_record_and_shows_the_same_code(client):
    team()
    visit = ready()
    first, second = _send(client, visit), _send(client, visit)
    assert Case.objects.count() == 1
    assert _code(first.content) == _code(second.content)
    assert b"nothing was sent twice" in second.content


def test_an_old_form_keeps_its_words_and_is_sent_the_second_time(client):
    team()
    old = ready()._replace(started=int(time.time()) - OLD_SECONDS - 10)
    answer = _send(client, old)
    assert (Case.objects.count(), b"open for a long time" in answer.content) == (0, True)
    again = _visit(answer.content)
    assert (again.answers, again.token) == (old.answers, old.token)
    _send(client, again)
    assert Case.objects.count() == 1


def test_files_are_cleaned_and_sealed(client):
    team()
    photo = SimpleUploadedFile("me-at-home.png", PNG + b"CANARY")
    _send(client, ready(), files=[photo])
    attachment = Attachment.objects.get()
    assert (attachment.kind, attachment.extension, attachment.number) == ("photo", "png", 1)
    stored = b"".join(bytes(p.sealed) for p in attachment.pieces.all())
    assert (b"CANARY" in stored, b"PNG" in stored) == (False, False)


def test_a_file_that_cannot_be_taken_is_named_and_the_words_stay(client):
    team()
    bad = [SimpleUploadedFile("empty.jpg", b""), SimpleUploadedFile("run.exe", b"MZ" + b"\0" * 99)]
    answer = _send(client, ready(), files=bad)
    text = answer.content.decode()
    assert Case.objects.count() == 0
    assert ("empty.jpg" in text, "run.exe" in text, CANARY in text) == (True, True, True)


def test_eleven_files_are_too_many(client):
    team()
    files = [SimpleUploadedFile(f"{n}.png", PNG) for n in range(11)]
    answer = _send(client, ready(), files=files)
    assert (Case.objects.count(), b"10 files in all" in answer.content) == (0, True)


@pytest.mark.parametrize("trap", ["", "http://spam.example"])
def test_a_machine_gets_its_receipt_and_is_held(client, trap):
    team()
    young = ready()._replace(started=int(time.time()) - (60 if trap else YOUNGEST_SECONDS - 5))
    answer = _send(client, young, website=trap)
    assert len(_code(answer.content)) == 24
    assert Case.objects.get().state == "held"


def test_the_code_is_retyped_once(client):
    team()
    visit = ready()
    code = _code(_send(client, visit).content)
    wrong = _post(client, visit, "code", code="1234")
    assert b"not the same number" in wrong.content
    assert _code(wrong.content) == code
    arabic = code.translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩"))
    assert b"Your number is right" in _post(client, visit, "code", code=arabic).content


def _rows() -> dict[str, int]:
    with connection.cursor() as cursor:
        found = {}
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT COUNT(*) FROM "{table}"')  # noqa: S608 - names of our own tables
            found[table] = cursor.fetchone()[0]
    return found


def test_nothing_is_stored_before_it_is_sent(client):
    team()
    before, visit = _rows(), ready()
    for step in STEPS[:-1]:
        _post(client, visit, step, words="x", place="Victoria", name="y")
    assert _rows() == before
    _send(client, visit)
    assert _rows() != before


def test_no_cookie_is_set_and_nothing_may_be_kept(client):
    team()
    for answer in (client.get(TELL), _send(client, ready()), client.get("/en/return/")):
        assert answer.cookies == {}
        assert "no-store" in answer.headers["Cache-Control"]
        assert "Cookie" not in answer.headers.get("Vary", "")
        assert answer.headers["X-Robots-Tag"] == "noindex"
        assert answer.headers["Referrer-Policy"] == "no-referrer"


def test_a_question_takes_few_queries(client, django_assert_max_num_queries):
    team()
    visit = ready()
    for step in STEPS[:-1]:
        with django_assert_max_num_queries(17):
            _post(client, visit, step, "stay")


def test_a_form_from_another_site_does_no_harm(client):
    assert client.post(TELL, {"step": "review", "go": "send"}).status_code == 200
    assert Case.objects.count() == 0
