"""Who has the code of a certificate sees what it says; who has not learns nothing."""

import pytest
from django.test import Client
from django.utils import timezone

from tests.learning.cohort_made import an_open_cohort, enrolled, learner, trainer
from upstander.learning.models import Certificate
from upstander.learning.states import CertificateState
from upstander.learning.views import verifying

pytestmark = pytest.mark.django_db
PATH = "/en/certificates/"
CODE = "00112233445566778899"


@pytest.fixture(autouse=True)
def _no_budget_is_spent():
    verifying.OWN.clear()
    yield
    verifying.OWN.clear()


def a_certificate(**changes) -> Certificate:
    by = trainer()
    row = enrolled(an_open_cohort(by), learner())
    values = {"code": CODE, "name": "Ada Canary", "title": "First answer, autumn"}
    return Certificate.objects.create(
        enrolment=row, language="en", issued_on=timezone.localdate(), issued_by=by,
        **{**values, **changes},
    )  # fmt: skip


def ask(client: Client, code: str):
    return client.post(PATH, {"code": code})


@pytest.mark.parametrize(
    "typed", [CODE, "0011 2233 4455 6677 8899", "٠٠١١ ٢٢٣٣ ٤٤٥٥ ٦٦٧٧ ٨٨٩٩", "००११२२३३४४५५६६७७८८९९"]
)
def test_the_code_in_any_script_shows_course_day_and_name(client: Client, typed: str) -> None:
    row = a_certificate()
    answer = ask(client, typed)
    html = answer.content.decode()
    assert (answer.status_code, answer["Cache-Control"]) == (200, "no-store, private")
    for words in (row.name, row.title, str(row.enrolment.cohort.organisation)):
        assert words in html
    assert list(client.cookies) == []


def test_whatever_is_no_code_gets_the_same_answer(client: Client) -> None:
    a_certificate()
    pages = {
        answer.content.decode().replace(typed, "")
        for typed in ("00112233445566778890", "12345678901234567890", "1" * 20)
        if (answer := ask(client, typed)).status_code == 422
    }
    assert (len(pages), "Ada Canary" in "".join(pages)) == (1, False)
    for typed in ("", "x", "\x00", CODE[:-1], "9" * 10_000):
        answer = ask(client, typed)
        assert (answer.status_code, b'role="alert"' in answer.content) == (422, True)


def test_one_that_was_taken_back_says_only_that(client: Client) -> None:
    today = timezone.localdate()
    a_certificate(state=CertificateState.REVOKED, revoked_on=today, reason="Wrong person")
    html = ask(client, CODE).content.decode()
    assert ("Taken back" in html, "Ada Canary" in html, "Wrong person" in html) == (
        True, False, False,
    )  # fmt: skip


def test_who_tries_very_many_waits(client: Client, monkeypatch) -> None:
    a_certificate()
    monkeypatch.setattr(verifying.OWN, "most", 2)
    assert [ask(client, typed).status_code for typed in ("1", CODE, CODE)] == [422, 200, 429]
    assert b"Ada Canary" not in ask(client, CODE).content


def test_the_form_shows_nothing_and_takes_no_code_from_an_address(client: Client) -> None:
    a_certificate()
    html = client.get(f"{PATH}?code={CODE}").content.decode()
    assert ("Ada Canary" in html, CODE in html) == (False, False)
