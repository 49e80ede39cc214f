"""Anyone registers and comes back with the code; bad input keeps her words."""

import re

import pytest
from django.core import signing

from tests.events.event_made import an_event, day_of, is_over, letters, registered, worker
from upstander.events.models import Registration
from upstander.events.views import registering

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _no_budget_is_spent():
    for budget in (registering.OWN, registering.ALL, registering.CODES, registering.LETTERS):
        budget.clear()


def _path(day, language="en"):
    return f"/{language}/events/{day.event.key}/{day.pk}/"


def _sheet(day, age=60):
    sheet = registering._new_sheet(age)
    return signing.dumps([day.pk, *sheet], salt=registering.SALT)


def _send(client, day, language="en", **said):
    return client.post(_path(day, language), {"sheet": _sheet(day), **said})


def _code(answer):
    return "".join(re.findall(r"<span>(\d{4})</span>", answer.content.decode()))


def test_without_a_word_one_has_a_place_and_a_code(client):
    day = day_of(an_event(worker()))
    assert client.get(_path(day)).status_code == 200
    answer = _send(client, day)
    assert (answer.status_code, len(_code(answer)), answer["Cache-Control"]) == (
        200, 16, "no-store, private",
    )  # fmt: skip
    assert (list(client.cookies), Registration.objects.get().state) == ([], "placed")


def test_with_the_code_she_sees_her_place_and_gives_it_up(client):
    day = day_of(an_event(worker(), places=1, link="https://calls.example/room"))
    code = _code(_send(client, day, name="Noor"))
    waits = _code(_send(client, day))
    arabic = code.translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩"))
    page = client.post("/en/events/registration/", {"code": arabic}).content.decode()
    assert ("You have a place" in page, "calls.example/room" in page) == (True, True)
    page = client.post("/en/events/registration/", {"code": waits}).content.decode()
    assert ("number 1 in line" in page, "calls.example/room" in page) == (True, False)
    page = client.post("/en/events/registration/", {"code": code, "do": "give_up"}).content.decode()
    assert "This place is given up already." in page
    assert list(day.registrations.order_by("turn").values_list("state", flat=True)) == [
        "given_up", "placed",
    ]  # fmt: skip
    page = client.post("/en/events/registration/", {"code": code, "do": "give_up"}).content.decode()
    assert "given up already" in page


@pytest.mark.parametrize("typed", ["", "x", "0" * 16, "1" * 15, "\x00", "9" * 10_000])
def test_whatever_is_no_code_gets_a_sentence(client, typed):
    registered(day_of(an_event(worker())))
    answer = client.post("/en/events/registration/", {"code": typed})
    assert answer.status_code == 422
    assert 'class="errorlist"' in answer.content.decode()


def test_codes_are_not_found_by_trying(client):
    codes = [
        client.post("/en/events/registration/", {"code": "1" * 16}).status_code for _ in range(31)
    ]
    assert codes == [422] * 30 + [429]


def test_a_form_sent_twice_registers_once_and_shows_the_same_code(client):
    day = day_of(an_event(worker()))
    sheet = _sheet(day)
    codes = {_code(client.post(_path(day), {"sheet": sheet, "name": n})) for n in ("a", "b")}
    assert (len(codes), Registration.objects.count()) == (1, 1)


@pytest.mark.parametrize(
    ("said", "status"),
    [
        ({"mail": "no address"}, 422),
        ({"mail": "a@example.org\x00"}, 422),
        ({"mail": "a@אa1.com"}, 422),
        ({"mail": f"a@{'é' * 60}.com"}, 422),
        ({"name": "n" * 81}, 422),
        ({"access": "a" * 501}, 422),
        ({"interpreting": "xx"}, 422),
        ({"website": "filled by a machine"}, 422),
        ({"sheet": "broken"}, 422),
    ],
)
def test_bad_input_is_answered_and_her_words_stay(client, said, status):
    day = day_of(an_event(worker()))
    answer = _send(client, day, **{"access": "Keep these words", **said})
    page = answer.content.decode()
    assert (answer.status_code, Registration.objects.count()) == (status, 0)
    assert "errorlist" in page
    if "access" not in said:
        assert "Keep these words" in page


def test_sent_faster_than_anyone_reads_it_is_asked_once_more(client):
    day = day_of(an_event(worker()))
    answer = client.post(_path(day), {"sheet": _sheet(day, age=0), "name": "Noor"})
    assert (answer.status_code, "Noor" in answer.content.decode()) == (422, True)
    assert Registration.objects.count() == 0


def test_a_form_of_another_day_registers_nobody(client):
    by = worker()
    one, other = day_of(an_event(by)), day_of(an_event(by, title="Other"))
    answer = client.post(_path(one), {"sheet": _sheet(other)})
    assert (answer.status_code, Registration.objects.count()) == (422, 0)


def test_what_closed_while_she_wrote_says_so_and_keeps_her_words(client):
    day = day_of(an_event(worker()))
    is_over(day)
    answer = _send(client, day, name="Noor")
    page = answer.content.decode()
    assert (answer.status_code, "Noor" in page, "any more" in page) == (409, True, True)


def test_another_language_keeps_what_she_typed_and_complains_of_nothing(client):
    day = day_of(an_event(worker()))
    answer = client.post(
        _path(day, "ar"), {"sheet": _sheet(day), "go": "stay", "mail": "no address"}
    )
    page = answer.content.decode()
    assert (answer.status_code, "no address" in page, "errorlist" in page) == (200, True, False)


def test_a_letter_goes_only_where_she_left_an_address(client, django_capture_on_commit_callbacks):
    day = day_of(an_event(worker()))
    with django_capture_on_commit_callbacks(execute=True):
        _send(client, day)
        code = _code(_send(client, day, "en", mail="noor@example.org"))
    [(to, subject, words)] = letters()
    assert (to, subject) == ("noor@example.org", "Your registration")
    assert code in words.replace(" ", "")


def test_one_caller_registers_a_bounded_number(client):
    day = day_of(an_event(worker(), places=None))
    registering.OWN.most, most = 2, registering.OWN.most
    try:
        assert [_send(client, day).status_code for _ in range(3)] == [200, 200, 429]
    finally:
        registering.OWN.most = most


def test_nobody_floods_an_address_with_letters(client):
    day = day_of(an_event(worker(), places=None))
    sent = [_send(client, day, mail=f"Noor@example.org{'' if n % 2 else ' '}") for n in range(11)]
    assert [answer.status_code for answer in sent] == [200] * 10 + [429]
    assert "Noor@example.org" in sent[-1].content.decode()
    assert _send(client, day, mail="other@example.org").status_code == 200
