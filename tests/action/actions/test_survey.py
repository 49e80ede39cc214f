"""A survey in one's own words: written, arranged, held to what was seen, answered."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone, translation

from tests.accounts.people import hub, member, spoke
from tests.action.survey_made import a_draft_survey, an_open_survey, values, worker
from upstander.action.actions.survey import (
    answer_survey,
    arrange_question,
    change_survey,
    close_survey,
    extend_survey,
    make_survey,
    word_survey,
    write_question,
)
from upstander.action.models import Survey, SurveyAnswer
from upstander.action.queries.survey import answered, asked_in, table_of, title_of
from upstander.action.queries.survey_panel import survey_panel
from upstander.action.rules import survey as rules
from upstander.core.errors import NotAllowed
from upstander.network.interface import Text
from upstander.network.states import Role

pytestmark = pytest.mark.django_db
WHERE = {"kind": "choice", "words": "Where?", "choices": ["Here", "There"]}


def _own(by):
    """One question of its own, with French words for half of it."""
    survey = a_draft_survey(by, title="Our town")
    for number, row in enumerate(survey.questions.all()):
        arrange_question(survey, row.pk, "remove", seen=number, by=by)
    write_question(survey, None, WHERE, seen=3, by=by)
    row = survey.questions.get()
    words = {"title": "Notre ville", str(row.pk): ("Où ?", ["Ici", ""])}
    word_survey(survey, "fr", words, seen=4, by=by)
    return Survey.objects.get(pk=survey.pk), row


def test_words_in_another_language_and_what_has_none_falls_back():
    survey, _row = _own(worker())
    with translation.override("fr"):
        asked = asked_in(survey)[0]
        assert title_of(survey) == Text("Notre ville", "fr")
        assert [asked.words, *(words for _key, words in asked.choices)] == [
            Text("Où ?", "fr"), Text("Ici", "fr"), Text("There", "en"),
        ]  # fmt: skip
    with translation.override("so"):
        assert asked_in(survey)[0].words == Text("Where?", "en")
        assert title_of(survey) == Text("Our town", "en")


def test_words_that_are_taken_out_fall_back_again():
    by = worker()
    survey, row = _own(by)
    word_survey(survey, "fr", {str(row.pk): ("", ["", ""])}, seen=5, by=by)
    row.refresh_from_db()
    assert (row.words_in, row.choices_in, Survey.objects.get().title_in) == ({}, {}, {})


def test_other_choices_leave_no_words_of_the_old_ones():
    by = worker()
    survey, row = _own(by)
    write_question(survey, row.pk, {**WHERE, "choices": ["A", "B"]}, seen=5, by=by)
    row.refresh_from_db()
    assert (row.words_in, row.choices_in) == ({"fr": "Où ?"}, {})


def test_counts_and_a_table_of_own_choices():
    by = worker()
    survey, row = _own(by)
    Survey.objects.filter(pk=survey.pk).update(state="open")
    survey.refresh_from_db()
    for token, chosen in (("a", "1"), ("b", "1"), ("c", "0")):
        answer_survey(survey, token, {row.pk: chosen}, "fr")
    found = answered(survey)
    assert [(str(w), n) for w, n in found.questions[0].counts] == [("Here", 1), ("There", 2)]
    assert found.questions[0].shown_mean is None
    assert table_of(survey)[1] == [
        [timezone.localdate(), "fr", says] for says in ("There", "There", "Here")
    ]


def test_the_second_of_two_tabs_is_told():
    by = worker()
    survey = a_draft_survey(by)
    change_survey(survey, values(title="First"), seen=0, by=by)
    row = survey.questions.first()
    for act in (
        lambda: change_survey(survey, values(title="Second"), seen=0, by=by),
        lambda: arrange_question(survey, row.pk, "down", seen=0, by=by),
        lambda: arrange_question(survey, 0, "down", seen=1, by=by),
        lambda: word_survey(survey, "fr", {}, seen=0, by=by),
    ):
        with pytest.raises(NotAllowed, match="a moment ago"):
            act()
    assert (Survey.objects.get().title, Survey.objects.get().version) == ("First", 1)


def test_questions_move_up_and_down_and_stop_at_the_ends():
    by = worker()
    survey = a_draft_survey(by)
    first, second, third = survey.questions.all()
    for seen, (row, do) in enumerate([(first, "down"), (third, "down"), (second, "up")]):
        arrange_question(survey, row.pk, do, seen=seen, by=by)
    assert list(survey.questions.all()) == [second, first, third]


def test_nobody_outside_makes_or_closes_one():
    by = worker()
    survey = an_open_survey(by)
    for user in (worker(1), member(Role.HUB_COORDINATOR, hub())):
        for act in (
            lambda user=user: make_survey(spoke(), "priorities", values(), by=user),
            lambda user=user: close_survey(survey, by=user),
            lambda user=user: extend_survey(survey, survey.closes_on, by=user),
        ):
            with pytest.raises(NotAllowed):
                act()


def test_a_closed_survey_takes_no_answer():
    by = worker()
    survey = an_open_survey(by)
    row = survey.questions.first()
    close_survey(survey, by=by)
    with pytest.raises(NotAllowed, match="is closed"):
        answer_survey(survey, "t", {row.pk: "school"}, "en")
    assert SurveyAnswer.objects.count() == 0


def test_a_flood_ends(monkeypatch):
    survey = an_open_survey(worker())
    row = survey.questions.first()
    monkeypatch.setattr(rules, "MOST_ANSWERS", 2)
    for token in ("a", "b"):
        answer_survey(survey, token, {row.pk: "school"}, "en")
    with pytest.raises(NotAllowed, match="is closed"):
        answer_survey(survey, "c", {row.pk: "school"}, "en")
    assert SurveyAnswer.objects.count() == 2


def test_on_the_panel_what_is_open_comes_first_the_newest_before_the_others():
    by, today = worker(), timezone.localdate()
    rows = [an_open_survey(by), a_draft_survey(by), an_open_survey(by), a_draft_survey(by)]
    Survey.objects.filter(pk=rows[0].pk).update(opens_on=today + timedelta(days=1))
    first, draft, second, other = rows
    urls = [row.url for row in survey_panel(by, timezone.now()).rows]
    order = [first, second, other, draft]
    assert urls == [reverse("action:survey", args=[row.pk]) for row in order]


def test_more_time_for_an_open_one_and_the_panel_says_what_waits():
    by = worker()
    survey = an_open_survey(by)
    last = survey.closes_on.replace(year=survey.closes_on.year + 1)
    extend_survey(survey, last, by=by)
    a_draft_survey(by)
    over = an_open_survey(by)
    past = timezone.localdate().replace(year=2020)
    Survey.objects.filter(pk=over.pk).update(opens_on=past, closes_on=past)
    panel = survey_panel(by, timezone.now())
    assert sorted((row.is_waiting, "over" in str(row.note)) for row in panel.rows) == [
        (False, False), (True, False), (True, True),
    ]  # fmt: skip
    assert Survey.objects.get(pk=survey.pk).closes_on == last
    assert survey_panel(member(Role.TRANSLATOR, hub()), timezone.now()) is None
