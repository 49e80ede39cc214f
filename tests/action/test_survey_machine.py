"""Surveys lived through at random: what people answered to stands still, and answers stay.

Here a few lives of 60 steps; UPSTANDER_LIVES=500 lives as many, from UPSTANDER_FIRST_LIFE on.
"""

import os
from datetime import timedelta

import pytest
from django.utils import timezone

from tests.action.survey_machine import Ground, Life, _answer, live
from tests.action.survey_made import an_open_survey
from tests.support.machine import is_log_whole
from upstander.action.actions.survey import answer_survey
from upstander.action.models import Survey, SurveyAnswer, SurveyQuestion

pytestmark = pytest.mark.django_db
FIRST = int(os.environ.get("UPSTANDER_FIRST_LIFE", "0"))
LIVES = int(os.environ.get("UPSTANDER_LIVES", "4"))


def test_what_must_hold_holds_through_every_life():
    ground, seen, states, answers = Ground(), set(), set(), 0
    for seed in range(FIRST, FIRST + LIVES):
        life = live(ground, seed, 60)
        seen.update(life.trace)
        states.update(Survey.objects.values_list("state", flat=True))
        answers += SurveyAnswer.objects.count()
    assert is_log_whole()
    assert len(seen) > 16
    assert states == {"draft", "open", "closed"}
    assert answers > 3


def _reword(survey):
    SurveyQuestion.objects.filter(survey=survey).update(words="Another question")


def _reanswer(survey):
    SurveyAnswer.objects.update(answers={})


def _rename(survey):
    Survey.objects.update(title="Another title")


def _back_to_draft(survey):
    Survey.objects.update(state="draft")


def _after_its_end(survey):
    """As if it had been taken: it was not open when the step began."""
    SurveyAnswer.objects.create(
        survey=survey, token="late", language="en", day=timezone.localdate(), answers={"0": "x"}
    )


@pytest.mark.parametrize(
    ("fault", "says"),
    [
        (_reword, "its questions changed"),
        (_reanswer, "an answer changed"),
        (_rename, "its words changed"),
        (_back_to_draft, "no such move"),
        (_after_its_end, "answered though it was not open"),
    ],
)
def test_what_must_not_be_would_be_seen(fault, says):
    ground = Ground()
    life = Life(ground, 1)
    survey = an_open_survey(ground.writers[0])
    question = survey.questions.get(standard="now")
    answer_survey(survey, "token", {question.pk: "Words"}, "en")
    if fault is _after_its_end:
        yesterday = timezone.localdate() - timedelta(1)
        Survey.objects.update(opens_on=yesterday, closes_on=yesterday)
    life.look()
    before = life.stamp
    fault(survey)
    life.look()
    with pytest.raises(AssertionError, match=says):
        life.check(_answer, before)
