"""May a survey be written, opened, closed, answered?"""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from upstander.action.states import SURVEY_MOVES, SurveyState
from upstander.core.errors import NotAllowed
from upstander.network.interface import writes_for

MOST_QUESTIONS = 12
MOST_CHOICES = 20
LONGEST_ANSWER = 2000
MOST_ANSWERS = 5000  # of one survey


def is_open(survey: Any, today: date) -> bool:
    """Whether anyone can answer on this day."""
    return bool(survey.state == SurveyState.OPEN and survey.opens_on <= today <= survey.closes_on)


def may_write_surveys(mine: Iterable[Any], organisation_id: int) -> None:
    """Whoever writes for the organisation."""
    if not writes_for(mine, organisation_id):
        raise NotAllowed(_("Only people who write for this organisation can do this."))


def may_edit_survey(mine: Iterable[Any], survey: Any) -> None:
    """A draft. Once people answer, the questions stand still."""
    if survey.state != SurveyState.DRAFT:
        raise NotAllowed(_("This survey was opened. Its questions stay as they are."))
    may_write_surveys(mine, survey.organisation_id)


def may_add_question(mine: Iterable[Any], survey: Any, number: int) -> None:
    """A short one stays short."""
    may_edit_survey(mine, survey)
    if number >= MOST_QUESTIONS:
        raise NotAllowed(
            _("A survey has at most %(most)s questions. Take one out first.")
            % {"most": MOST_QUESTIONS}
        )


def may_open_survey(mine: Iterable[Any], survey: Any, questions: int, today: date) -> None:
    """With a question in it, and a last day that is not over."""
    if survey.state != SurveyState.DRAFT:
        raise NotAllowed(_("This has already been dealt with. Reload the page to see it now."))
    may_write_surveys(mine, survey.organisation_id)
    if not questions:
        raise NotAllowed(_("Add a question first."))
    if survey.closes_on < today:
        raise NotAllowed(_("The last day is over. Choose a later one."))


def may_close_survey(mine: Iterable[Any], survey: Any) -> None:
    """One that is open."""
    if SurveyState.CLOSED not in SURVEY_MOVES[survey.state]:
        raise NotAllowed(_("This has already been dealt with. Reload the page to see it now."))
    may_write_surveys(mine, survey.organisation_id)


def may_extend_survey(mine: Iterable[Any], survey: Any) -> None:
    """One that was opened gets another last day; a closed one opens again."""
    if survey.state == SurveyState.DRAFT:
        raise NotAllowed(_("This has already been dealt with. Reload the page to see it now."))
    may_write_surveys(mine, survey.organisation_id)


def is_last_day(survey: Any, day: date, today: date) -> None:
    """A last day on which people can still answer."""
    if day < max(today, survey.opens_on):
        raise NotAllowed(_("The last day is over. Choose a later one."))


def may_answer(survey: Any, today: date, answers: int = 0) -> None:
    """Anyone, while it is open and not flooded: no community sends so many."""
    if not is_open(survey, today) or answers >= MOST_ANSWERS:
        raise NotAllowed(_("This survey is closed. Thank you for wanting to answer."))


def cleaned(asked: Mapping[int, Any], answers: Mapping[int, Any]) -> dict[str, Any]:
    """What can be stored of `answers`, by the number of the question; what does not fit is out.

    `asked` gives for each question what may stand there: a set of keys, or None for words.
    """
    kept: dict[str, Any] = {}
    for number, allowed in asked.items():
        value = answers.get(number)
        if value in (None, ""):
            continue
        if allowed is None:
            kept[str(number)] = str(value)[:LONGEST_ANSWER]
        elif value in allowed:
            kept[str(number)] = value
    return kept
