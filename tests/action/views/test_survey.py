"""Surveys at the desk: made in two steps, worded, opened, read by the organisation alone."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.accounts.people import hub, member, sign_in, spoke
from tests.action.priority_made import a_priority, coordinator
from tests.action.survey_made import a_draft_survey, an_open_survey, values, worker
from upstander.action.actions.priority import add_evidence
from upstander.action.actions.survey import (
    answer_survey,
    make_feedback_survey,
    open_survey,
    remove_survey,
    take_out_words,
    write_question,
)
from upstander.action.interface import feedback_of
from upstander.action.models import Survey, SurveyAnswer
from upstander.action.queries.survey import title_of
from upstander.action.states import SurveyPurpose
from upstander.audit.interface import entries_of
from upstander.core.errors import NotAllowed
from upstander.network.states import Role

pytestmark = pytest.mark.django_db
LIST = "/desk/local/surveys/"


def _new(**changes):
    found = values()
    days = {name: found[name].isoformat() for name in ("opens_on", "closes_on")}
    return {
        "organisation": spoke().pk,
        "purpose": "priorities",
        "language": "en",
        **days,
        **changes,
    }


def _page(survey, rest=""):
    return f"{LIST}{survey.pk}/{rest}"


def test_a_survey_is_made_and_opened_in_two_steps(client):
    sign_in(client, worker())
    client.post(f"{LIST}new/", _new())
    survey = Survey.objects.get()
    assert [q.standard for q in survey.questions.all()] == ["first", "now", "help"]
    client.post(_page(survey, "do/open/"))
    page = client.get(_page(survey)).content.decode()
    assert Survey.objects.get().state == "open"
    assert all(f"/{code}/survey/{survey.key}/" in page for code in ("ar", "en", "pa"))


@pytest.mark.parametrize(
    "changes", [{"closes_on": "2020-01-01"}, {"opens_on": "soon"}, {"organisation": "0"}]
)
def test_a_mistake_keeps_what_was_typed(client, changes):
    sign_in(client, worker())
    page = client.post(f"{LIST}new/", _new(title="مدرستنا", **changes))
    assert "مدرستنا" in page.content.decode()
    assert Survey.objects.count() == 0


def test_only_the_organisation_sees_it():
    survey = an_open_survey(worker())
    first = survey.questions.first()
    answer_survey(survey, "t", {first.pk: "school"}, "en")
    others = [worker(1), member(Role.HUB_COORDINATOR, hub()), member(Role.FUNDER_OFFICER, hub())]
    for user in others:
        client = sign_in(Client(), user)
        assert survey.key not in client.get(LIST).content.decode()
        seen = [client.get(_page(survey, end)).status_code for end in ("", "answers.csv")]
        assert seen == [404, 404]
    client = sign_in(Client(), survey.made_by)
    table = client.get(_page(survey, "answers.csv")).content.decode("utf-8-sig").splitlines()
    assert table[1] == f"{timezone.localdate()},en,Schools and colleges,,"


def test_questions_are_added_written_moved_and_taken_out(client):
    by = worker()
    sign_in(client, by)
    survey = a_draft_survey(by)
    choice = {"kind": "choice", "words": "Where?", "choices": "Here\nThere\n", "seen": 0}
    assert (
        client.post(_page(survey, "questions/new/"), {**choice, "choices": "Here"}).status_code
        == 200
    )
    client.post(_page(survey, "questions/new/"), choice)
    row = survey.questions.get(words="Where?")
    assert (row.choices, row.position) == (["Here", "There"], 3)
    client.post(_page(survey, "arrange/"), {"seen": 1, "do": f"up-{row.pk}"})
    client.post(
        _page(survey, "words/fr/"), {"seen": 2, f"q{row.pk}": "Où ?", f"q{row.pk}-0": "Ici"}
    )
    row.refresh_from_db()
    assert (row.position, row.words_in, row.choices_in) == (2, {"fr": "Où ?"}, {"fr": ["Ici", ""]})
    stale = client.post(
        _page(survey, f"questions/{row.pk}/"), {**choice, "words": "Late", "seen": 1}
    )
    assert (stale.status_code, "Late" in stale.content.decode()) == (409, True)
    client.post(_page(survey, f"questions/{row.pk}/"), {**choice, "words": "Where now?", "seen": 3})
    row.refresh_from_db()
    assert (row.words, row.words_in) == ("Where now?", {})
    for odd in ({"seen": 4, "do": f"remove-{row.pk}"}, {"seen": "9" * 5000, "do": f"up-{row.pk}"}):
        assert client.post(_page(survey, "arrange/"), odd).status_code == 302
    removing = _page(survey, f"questions/{row.pk}/remove/")
    assert removing in client.get(_page(survey)).content.decode()
    page = client.get(removing).content.decode()
    assert ["Where now?" in page, "This cannot be undone." in page] == [True, True]
    stale = client.post(removing, {"seen": 3})
    assert (stale.status_code, survey.questions.count()) == (409, 4)
    client.post(removing, {"seen": 4})
    assert survey.questions.count() == 3
    assert client.get(removing).status_code == 404


def test_a_draft_goes_for_good_and_what_was_opened_stays(client):
    by = coordinator()
    sign_in(client, by)
    draft, opened = a_draft_survey(by), an_open_survey(by)
    piece = {"kind": "survey", "words": "12", "day": timezone.localdate(), "source": ""}
    evidence = add_evidence(a_priority(by), {**piece, "survey": draft}, by=by)
    assert client.get(_page(opened, "do/remove/")).url == _page(opened)
    client.post(_page(opened, "do/remove/"))
    page = client.get(_page(draft, "do/remove/")).content.decode()
    assert ["This cannot be undone." in page, str(title_of(draft)) in page] == [True, True]
    assert client.post(_page(draft, "do/remove/")).url == LIST
    assert [*Survey.objects.all()] == [opened]
    evidence.refresh_from_db()
    assert (evidence.survey, evidence.words) == (None, "12")
    assert entries_of(f"survey:{draft.pk}")[-1].verb == "survey.removed"


def test_whoever_writes_what_a_colleague_removed_is_told_and_keeps_her_words(client):
    by = worker()
    sign_in(client, by)
    draft = a_draft_survey(by)
    own = {"kind": "text", "words": "What did I lose?", "choices": []}
    write_question(draft, None, own, seen=0, by=by)
    row = draft.questions.get(standard="")
    where = _page(draft, f"questions/{row.pk}/")
    row.delete()
    page = client.post(where, {**own, "choices": "", "seen": 1})
    text = page.content.decode()
    assert (page.status_code, own["words"] in text, "changed this a moment ago" in text) == (
        409, True, True,
    )  # fmt: skip
    assert client.get(where).status_code == 404
    remove_survey(draft, by=by)
    for late in (remove_survey, open_survey):  # pressed twice: they waited for one another
        with pytest.raises(NotAllowed, match="already been dealt with"):
            late(draft, by=by)


def test_words_that_name_somebody_are_taken_out_and_the_rest_of_the_answer_stays(client):
    by = worker()
    survey = an_open_survey(by)
    first, second, third = survey.questions.all()
    said = {first.pk: "school", second.pk: "Ms. Heron", third.pk: "Hm"}
    answer_survey(survey, "a-_1", said, "en")
    answer_survey(survey, "b", {second.pk: "Only this"}, "fr")
    paths = [_page(survey, f"answers/{token}/{second.pk}/remove/") for token in ("a-_1", "b")]
    other = sign_in(Client(), worker(1))
    assert [other.post(path).status_code for path in paths] == [404, 404]
    sign_in(client, by)
    page = client.get(_page(survey)).content.decode()
    assert [page.count(path) for path in paths] == [1, 1]
    asked = client.get(paths[0]).content.decode()
    assert ["Ms. Heron" in asked, "This cannot be undone." in asked] == [True, True]
    assert [client.post(path).url for path in paths] == [_page(survey)] * 2
    twice = client.post(paths[0], follow=True)
    assert "already been dealt with" in twice.content.decode()
    kept = dict(survey.answers.values_list("token", "answers"))
    assert kept == {"a-_1": {str(first.pk): "school", str(third.pk): "Hm"}, "b": {}}
    answer_survey(survey, "b", {second.pk: "Only this"}, "fr")  # the same form once more
    assert "Only this" not in client.get(_page(survey)).content.decode()
    with pytest.raises(NotAllowed, match="already been dealt with"):
        take_out_words(survey, "b", second.pk, by=by)
    choice = _page(survey, f"answers/a-_1/{first.pk}/remove/")
    assert [client.get(path).status_code for path in (paths[0], choice)] == [404, 404]
    last = entries_of(f"survey:{survey.pk}")[-1]
    assert (last.verb, "Heron" in last.body, "Only" in last.body) == (
        "survey.words_taken_out", False, False,
    )  # fmt: skip


def test_once_open_its_questions_stand_still():
    by = worker()
    survey = an_open_survey(by)
    with pytest.raises(NotAllowed, match="stay as they are"):
        write_question(survey, None, {"kind": "text", "words": "More?"}, seen=0, by=by)


def test_a_later_last_day_opens_it_again(client):
    by = worker()
    sign_in(client, by)
    survey = an_open_survey(by)
    client.post(_page(survey, "do/close/"))
    assert Survey.objects.get().state == "closed"
    gone = client.post(_page(survey, "do/extend/"), {"closes_on": "2020-01-01"})
    assert (gone.status_code, Survey.objects.get().state) == (409, "closed")
    client.post(_page(survey, "do/extend/"), {"closes_on": survey.closes_on.isoformat()})
    assert Survey.objects.get().state == "open"


def test_feedback_about_a_thing_is_asked_once_and_read_as_numbers_and_words():
    by = worker()
    survey = make_feedback_survey(spoke(), "activity:12", values(), by=by)
    assert make_feedback_survey(spoke(), "activity:12", values(), by=by) == survey
    felt, good, _better = survey.questions.all()
    for number, points in enumerate((5, 4, 4)):
        answer_survey(survey, f"t{number}", {felt.pk: points, good.pk: "=Food"}, "so")
    found = feedback_of("activity:12")
    assert (found.number, str(found.questions[0].shown_mean)) == (3, "4.3")
    assert [n for _words, n in found.questions[0].counts] == [0, 0, 0, 2, 1]
    assert [w.language for w in found.questions[1].words] == ["so"] * 3
    assert feedback_of("activity:13") is None
    assert feedback_of("") is None
    with pytest.raises(NotAllowed):
        make_feedback_survey(spoke(), "activity:14", values(), by=worker(1))
    assert survey.purpose == SurveyPurpose.FEEDBACK


def test_lists_take_the_same_queries_for_any_number(client):
    by = worker()
    sign_in(client, by)
    client.get("/desk/")
    counts = []
    for _ in range(2):
        survey = an_open_survey(by)
        for number in range(3):
            SurveyAnswer.objects.create(
                survey=survey, token=f"{survey.pk}-{number}", language="en",
                day=timezone.localdate(), answers={},
            )  # fmt: skip
        for address in (LIST, "/desk/local/", _page(survey)):
            with CaptureQueriesContext(connection) as found:
                assert client.get(address).status_code == 200
            counts.append(len(found))
    assert counts[:3] == counts[3:]
