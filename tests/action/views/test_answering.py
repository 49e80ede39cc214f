"""Anyone answers a survey: skipped, kept once, held to its days, and nothing known of her."""

import re
from datetime import timedelta

import pytest
from django.core import signing
from django.db import connection
from django.utils import timezone, translation
from django.utils.translation import gettext

from tests.action.survey_made import a_draft_survey, an_open_survey, worker
from upstander.action.actions.survey import close_survey
from upstander.action.models import Survey, SurveyAnswer
from upstander.action.views import answering
from upstander.audit.models import Entry
from upstander.core.languages import table

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _fresh():
    answering.OWN.clear()
    answering.ALL.clear()


def _sheet(survey, age=60, token="t" * 32):
    started = int(timezone.now().timestamp()) - age
    return signing.dumps([survey.pk, token, started], salt=answering.SALT)


def _names(survey):
    first, now, helps = survey.questions.all()
    return f"chosen-{first.pk}", f"words-{now.pk}", f"words-{helps.pk}"


def _at(survey, language="en"):
    return f"/{language}/survey/{survey.key}/"


@pytest.mark.parametrize("language", table())
def test_the_standard_questions_are_in_the_language_of_the_page(client, language):
    page = client.get(_at(an_open_survey(worker()), language))
    assert page.status_code == 200
    assert page.content.count(b'type="radio"') == 11
    assert (page["X-Robots-Tag"], page.cookies.output()) == ("noindex", "")


def test_an_answer_is_kept_with_the_day_and_the_language_alone(client):
    survey = an_open_survey(worker())
    chosen, now, helps = _names(survey)
    entries = Entry.objects.count()
    page = client.post(
        _at(survey, "pa"),
        {"sheet": _sheet(survey), chosen: "school", now: "Nobody\x00 listens", helps: ""},
        REMOTE_ADDR="203.0.113.9",
        HTTP_USER_AGENT="Canary/1",
    )
    row = SurveyAnswer.objects.values().get()
    numbers = [name.partition("-")[2] for name in (chosen, now)]
    assert row == {
        "survey_id": survey.pk, "token": "t" * 32, "language": "pa", "day": timezone.localdate(),
        "answers": dict(zip(numbers, ["school", "Nobody listens"], strict=True)),
    }  # fmt: skip
    assert (page.status_code, page.cookies.output()) == (200, "")
    assert Entry.objects.count() == entries
    if connection.vendor == "sqlite":
        dump = "\n".join(connection.connection.iterdump())
        assert "Canary" not in dump
        assert "203.0.113.9" not in dump


def test_one_form_makes_one_answer(client):
    survey = an_open_survey(worker())
    data = {"sheet": _sheet(survey), _names(survey)[0]: "work"}
    assert [client.post(_at(survey), data).status_code for _ in range(2)] == [200, 200]
    assert SurveyAnswer.objects.count() == 1


@pytest.mark.parametrize(
    ("changes", "status"),
    [
        ({}, 422),
        ({"chosen": "everywhere"}, 422),
        ({"chosen": "school", "sheet": "changed"}, 422),
        ({"chosen": "school", "age": 2}, 422),
        ({"chosen": "school", "age": 90_000}, 422),
        ({"chosen": "school", "website": "http://x"}, 422),
    ],
)
def test_what_cannot_be_kept_is_said_and_no_word_is_lost(client, changes, status):
    survey = an_open_survey(worker())
    chosen, now, _helps = _names(survey)
    data = {"sheet": changes.get("sheet", _sheet(survey, changes.get("age", 60)))}
    data |= {chosen: changes.get("chosen", ""), "website": changes.get("website", "")}
    if changes:
        data[now] = "" if changes == {"chosen": "everywhere"} else "كل يوم"
    page = client.post(_at(survey), data)
    assert (page.status_code, SurveyAnswer.objects.count()) == (status, 0)
    assert b'role="alert"' in page.content
    assert data.get(now, "") in page.content.decode()
    assert (b'value="school" checked' in page.content) is (data[chosen] == "school")


def test_after_a_day_the_same_words_are_sent_with_the_next_press(client):
    survey = an_open_survey(worker())
    data = {_names(survey)[1]: "Every day"}
    page = client.post(_at(survey), {"sheet": _sheet(survey, 90_000), **data})
    sheet = re.search(r'name="sheet" value="([^"]+)"', page.content.decode())[1]
    client.post(_at(survey), {"sheet": sheet, **data})
    assert SurveyAnswer.objects.count() == 1


def test_many_at_once_wait_with_their_words(client, monkeypatch):
    survey = an_open_survey(worker())
    monkeypatch.setattr(answering.OWN, "most", 1)
    data = {_names(survey)[1]: "Every day"}
    for token, status in (("a", 200), ("b", 429)):
        page = client.post(_at(survey), {"sheet": _sheet(survey, token=token), **data})
        assert page.status_code == status
    assert b"Every day" in page.content


def test_another_language_keeps_the_words(client):
    survey = an_open_survey(worker())
    data = {"sheet": _sheet(survey), "go": "stay", _names(survey)[1]: "Every day"}
    page = client.post(_at(survey, "ar"), data).content.decode()
    assert "Every day" in page
    assert f'formaction="/fr/survey/{survey.key}/"' in page
    assert SurveyAnswer.objects.count() == 0


def test_a_draft_and_a_wrong_key_are_not_there(client):
    survey = a_draft_survey(worker())
    assert client.get(_at(survey)).status_code == 404
    assert client.get("/en/survey/zzzz/").status_code == 404


def test_before_and_after_its_days_it_says_so(client):
    by = worker()
    survey, today = an_open_survey(by), timezone.localdate()
    data = {"sheet": _sheet(survey), _names(survey)[0]: "work"}
    days = [
        (today + timedelta(1), today + timedelta(9), "opens on"),
        (today - timedelta(9), today - timedelta(1), "is closed"),
    ]
    for first, last, says in days:
        Survey.objects.filter(pk=survey.pk).update(opens_on=first, closes_on=last)
        assert says in client.get(_at(survey)).content.decode()
        assert says in client.post(_at(survey), data).content.decode()
    close_survey(survey, by=by)
    assert "is closed" in client.get(_at(survey)).content.decode()
    assert SurveyAnswer.objects.count() == 0


@pytest.mark.parametrize("how", ["last day", "by hand", "language"])
def test_who_answered_while_it_closed_can_copy_her_words(client, how):
    by = worker()
    survey = an_open_survey(by)
    chosen, now, helps = _names(survey)
    data = {"sheet": _sheet(survey), chosen: "school", now: "Nobody <listens>", helps: ""}
    if how == "last day":
        past = timezone.localdate() - timedelta(1)
        Survey.objects.update(opens_on=past, closes_on=past)
    else:
        close_survey(survey, by=by)
    if how == "language":
        data["go"] = "stay"
    page = client.post(_at(survey), data)
    text = page.content.decode()
    assert (page.status_code, page.cookies.output()) == (409, "")
    assert "This survey is closed." in text
    assert '<div class="words" dir="auto"><p>Nobody &lt;listens&gt;</p></div>' in text
    assert re.findall(r'type="hidden" name="([^"]+)"', text) == [chosen, now]
    assert re.search(r"<p>[^<]*[Ss]chool[^<]*</p>", text)
    assert SurveyAnswer.objects.count() == 0


def test_words_of_the_spoke_say_which_language_they_are_in(client):
    by = worker()
    survey = a_draft_survey(by, title="Our schools", language="en")
    survey.title_in = {"fr": "Nos écoles"}
    survey.state = "open"
    survey.save()
    assert (
        '<span lang="en" dir="ltr">Our schools</span>'
        in client.get(_at(survey, "ar")).content.decode()
    )
    with translation.override("ar"):
        said = gettext("This is not here in your language yet.")
    assert said in client.get(_at(survey, "ar")).content.decode()
    with translation.override("fr"):
        said = gettext("This is not here in your language yet.")
    french = client.get(_at(survey, "fr")).content.decode()
    assert ("<h1>Nos écoles</h1>" in french, "Our schools" in french) == (True, False)
    assert said not in french


def test_a_page_takes_the_same_few_queries_for_any_number_of_questions(
    client, django_assert_max_num_queries
):
    survey = an_open_survey(worker())
    client.get(_at(survey))
    with django_assert_max_num_queries(14):
        client.get(_at(survey))
