"""Surveys as they are read by whoever answers, and what was answered."""

from collections import Counter
from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any, NamedTuple

from django.conf import settings
from django.db.models import Case, Count, QuerySet, When
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from upstander.accounts.interface import User
from upstander.action.models import Survey, SurveyAnswer, SurveyQuestion
from upstander.action.rules.scoring import mean as mean_of
from upstander.action.rules.scoring import one_decimal
from upstander.action.rules.survey_words import STANDARD, STANDARD_CHOICES, TITLES
from upstander.action.states import AskedAs, SurveyState
from upstander.core.languages import table
from upstander.network.interface import WRITING_ROLES, Text, memberships_of

POINTS = (1, 2, 3, 4, 5)


class Asked(NamedTuple):
    """A question in the reader's language, else in its own; choices as key and words."""

    row: SurveyQuestion
    words: Text
    choices: list[tuple[Any, Text]]


class Answered(NamedTuple):
    """Of one question: how many chose what, the mean of a scale, the words with their language.

    `tokens` say, in the order of `words`, in which answer each stands.
    """

    asked: Asked
    counts: list[tuple[Text, int]]
    mean: Fraction | None
    words: list[Text]
    tokens: Sequence[str] = ()

    @property
    def told(self) -> list[tuple[Text, str]]:
        """The words, each with its token."""
        return list(zip(self.words, self.tokens, strict=True))

    @property
    def shown_mean(self) -> Decimal | None:
        """The mean to one decimal."""
        return one_decimal(self.mean) if self.mean is not None else None


class Feedback(NamedTuple):
    """What people said about something: how many answered, and each question."""

    survey: Survey
    number: int
    questions: list[Answered]


def surveys_visible_to(user: User) -> QuerySet[Survey]:
    """Those of the organisations for which she writes; nobody else sees one at the desk."""
    mine = [m.organisation_id for m in memberships_of(user) if m.role in WRITING_ROLES]
    return Survey.objects.filter(organisation__in=mine).select_related("organisation")


def survey_list(user: User) -> QuerySet[Survey]:
    """The same with the number of answers, what is open first."""
    rows = surveys_visible_to(user).annotate(number=Count("answers"))
    place = Case(
        When(state=SurveyState.OPEN, then=0), When(state=SurveyState.DRAFT, then=1), default=2
    )
    return rows.order_by(place, "-opens_on", "-pk")


def survey_with(key: str) -> Survey | None:
    """The survey at a public address, once it was opened."""
    rows = Survey.objects.exclude(state=SurveyState.DRAFT).select_related("organisation")
    return rows.filter(key=key).first()


def _in(own: str, others: dict[str, str], source: str) -> Text:
    """In the language of the page where it has words, else in the source."""
    code = translation.get_language() or source
    found = "" if code == source else others.get(code, "")
    return Text(found, code) if found else Text(own, source)


def title_of(survey: Survey) -> Text:
    """Its own, else that of its purpose, which every language has."""
    if survey.title:
        return _in(survey.title, survey.title_in, survey.language)
    return Text(str(TITLES[survey.purpose]), translation.get_language() or "en")


def intro_of(survey: Survey) -> Text:
    """What it says first; it may say nothing."""
    return _in(survey.intro, survey.intro_in, survey.language)


def asked_in(survey: Survey) -> list[Asked]:
    """Its questions, in the reader's language; one query."""
    return [_asked(row, survey.language) for row in survey.questions.all()]


def _asked(row: SurveyQuestion, source: str) -> Asked:
    now = translation.get_language() or source
    if row.standard:
        choices = STANDARD_CHOICES.get(row.standard, [])
        words = Text(str(STANDARD[row.standard][1]), now)
        found: list[tuple[Any, Text]] = [(key, Text(str(says), now)) for key, says in choices]
    else:
        words = _in(row.words, row.words_in, source)
        others = row.choices_in.get(now, [])
        found = [
            (str(number), _in(own, {now: others[number] if number < len(others) else ""}, source))
            for number, own in enumerate(row.choices)
        ]
    if row.kind == AskedAs.SCALE:
        found = [(point, Text(str(point), now)) for point in POINTS]
    return Asked(row, words, found)


def fitting(questions: Sequence[Asked]) -> dict[int, Any]:
    """For each question, by number, the set of what may be chosen; None for words."""
    return {
        one.row.pk: None if one.row.kind == AskedAs.TEXT else {key for key, _words in one.choices}
        for one in questions
    }


def answered(survey: Survey) -> Feedback:
    """Everything that was answered, question by question; two queries."""
    rows = list(survey.answers.all())
    return Feedback(survey, len(rows), [_answered(one, rows) for one in asked_in(survey)])


def _answered(asked: Asked, rows: Sequence[SurveyAnswer]) -> Answered:
    key = str(asked.row.pk)
    rows = [row for row in rows if key in row.answers]
    said = [(row.answers[key], row.language) for row in rows]
    if asked.row.kind == AskedAs.TEXT:
        words = [Text(str(words), code) for words, code in said]
        return Answered(asked, [], None, words, [row.token for row in rows])
    counts = Counter(value for value, _code in said)
    mean = None
    if asked.row.kind == AskedAs.SCALE and said:
        mean = mean_of([int(value) for value, _code in said])
    return Answered(asked, [(words, counts[k]) for k, words in asked.choices], mean, [])


def words_in(survey: Survey, token: str, number: int) -> str:
    """What someone wrote to a question, by the token of her answer; "" where there is nothing."""
    asked = survey.questions.filter(pk=number, kind=AskedAs.TEXT)
    row = survey.answers.filter(token=token).first() if asked.exists() else None
    return str(row.answers.get(str(number), "")) if row else ""


def table_of(survey: Survey) -> tuple[list[Any], list[list[Any]]]:
    """A head and a row for each answer: day, language, and what was said to each question."""
    questions = asked_in(survey)
    head = [pgettext("of evidence", "Day"), _("Language"), *(str(one.words) for one in questions)]
    says = [{key: str(words) for key, words in one.choices} for one in questions]
    rows = [
        [
            row.day,
            row.language,
            *(
                says[place].get(value, value) if value is not None else ""
                for place, value in enumerate(row.answers.get(str(q.row.pk)) for q in questions)
            ),
        ]
        for row in survey.answers.all()
    ]
    return head, rows


def feedback_of(subject: str) -> Feedback | None:
    """What people said about `subject`, such as `activity:12`; None where nobody was asked.

    The caller says who may read it: words of answers are for the organisation alone.
    """
    survey = Survey.objects.filter(subject=subject).exclude(subject="").first()
    return answered(survey) if survey else None


def addresses_of(survey: Survey) -> list[tuple[Any, str]]:
    """Its public address in each language, with the row of the language."""
    return [
        (row, f"{settings.PUBLIC_URL}/{row.code}/survey/{survey.key}/") for row in table().values()
    ]
