"""A survey is made, written, opened, answered and closed."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.crypto import get_random_string
from django.utils.translation import gettext as _

from upstander.accounts.interface import User
from upstander.action.models import Evidence, Survey, SurveyAnswer, SurveyQuestion
from upstander.action.queries.survey import asked_in, fitting, words_in
from upstander.action.rules import survey as rules
from upstander.action.rules.survey_words import STANDARD, STANDARD_OF
from upstander.action.states import SURVEY_MOVES, SurveyPurpose, SurveyState
from upstander.audit.interface import record
from upstander.core.errors import NotAllowed
from upstander.core.moves import move
from upstander.network.interface import memberships_of

# Letters and digits that nobody takes for one another: 31 ** 14 is about 69 bits.
LETTERS, KEY_LENGTH = "abcdefghjkmnpqrstuvwxyz23456789", 14
WRITTEN = ("title", "intro", "language", "opens_on", "closes_on")


@transaction.atomic
def make_survey(
    organisation: Any, purpose: str, values: Mapping[str, Any], *, by: User, subject: str = ""
) -> Survey:
    """A draft with the standard questions of its purpose.

    `values`: `language`, `opens_on`, `closes_on`, and where wanted `title` and `intro`.
    """
    rules.may_write_surveys(memberships_of(by), organisation.pk)
    survey = Survey.objects.create(
        organisation=organisation,
        purpose=purpose,
        subject=subject,
        key=get_random_string(KEY_LENGTH, LETTERS),
        made_by=by,
        **{name: values[name] for name in WRITTEN if name in values},
    )
    SurveyQuestion.objects.bulk_create(
        SurveyQuestion(survey=survey, position=place, kind=STANDARD[name][0], standard=name)
        for place, name in enumerate(STANDARD_OF[purpose])
    )
    _note("survey.made", survey, by, purpose=purpose)
    return survey


@transaction.atomic
def make_feedback_survey(
    organisation: Any, subject: str, values: Mapping[str, Any], *, by: User
) -> Survey:
    """The open feedback form about `subject`, such as `activity:12`; the same one if there is one.

    `values` as of `make_survey`. Its public address is `/{language}/survey/{key}/`.
    """
    if found := Survey.objects.filter(subject=subject).exclude(subject="").first():
        rules.may_write_surveys(memberships_of(by), found.organisation_id)
        return found
    survey = make_survey(organisation, SurveyPurpose.FEEDBACK, values, by=by, subject=subject)
    open_survey(survey, by=by)
    return survey


@transaction.atomic
def change_survey(survey: Survey, values: Mapping[str, Any], *, seen: int, by: User) -> None:
    """Title, words at the beginning, language and days of a draft."""
    survey = _locked(survey)
    rules.may_edit_survey(memberships_of(by), survey)
    _next_version(survey, seen, **{name: values[name] for name in WRITTEN if name in values})
    _note("survey.changed", survey, by)


@transaction.atomic
def remove_survey(survey: Survey, *, by: User) -> None:
    """A draft goes with its questions. No answer was given, so no evidence rests on it."""
    survey = _locked(survey)
    rules.may_edit_survey(memberships_of(by), survey)
    Evidence.objects.filter(survey=survey).update(survey=None)
    _note("survey.removed", survey, by)
    survey.delete()


@transaction.atomic
def write_question(
    survey: Survey, number: int | None, values: Mapping[str, Any], *, seen: int, by: User
) -> None:
    """Add a question, or write one of the organisation's own anew: `kind`, `words`, `choices`.

    Words in other languages of what is changed go: they would say something else.
    """
    survey = _locked(survey)
    if number is None:
        rules.may_add_question(memberships_of(by), survey, survey.questions.count())
        place = max(survey.questions.values_list("position", flat=True), default=-1) + 1
        SurveyQuestion.objects.create(survey=survey, position=place, **values)
    else:
        rules.may_edit_survey(memberships_of(by), survey)
        row = survey.questions.filter(pk=number, standard="").first()
        if row is None:
            raise NotAllowed(_("Someone changed this a moment ago. Reload the page to see it now."))
        if row.words != values["words"]:
            row.words_in = {}
        if row.choices != values["choices"]:
            row.choices_in = {}
        for name, value in values.items():
            setattr(row, name, value)
        row.save()
    _next_version(survey, seen)
    _note("survey.changed", survey, by)


@transaction.atomic
def arrange_question(survey: Survey, number: int, do: str, *, seen: int, by: User) -> None:
    """Take a question out (`remove`), or move it `up` or `down`."""
    survey = _locked(survey)
    rules.may_edit_survey(memberships_of(by), survey)
    rows = list(survey.questions.all())
    place = next((at for at, row in enumerate(rows) if row.pk == number), None)
    if place is None:
        raise NotAllowed(_("Someone changed this a moment ago. Reload the page to see it now."))
    row = rows.pop(place)
    if do == "remove":
        row.delete()
    else:
        rows.insert(max(0, place + (1 if do == "down" else -1)), row)
    for position, one in enumerate(rows):
        one.position = position
    SurveyQuestion.objects.bulk_update(rows, ["position"])
    _next_version(survey, seen)
    _note("survey.changed", survey, by)


@transaction.atomic
def word_survey(
    survey: Survey, language: str, words: Mapping[str, Any], *, seen: int, by: User
) -> None:
    """Its words in another language; what is empty is shown in its own.

    `words`: `title`, `intro`, and by the number of a question its words and list of choices.
    """
    survey = _locked(survey)
    rules.may_edit_survey(memberships_of(by), survey)
    for row in survey.questions.filter(standard=""):
        said, choices = words.get(str(row.pk), ("", []))
        row.words_in = _with(row.words_in, language, said)
        row.choices_in = _with(row.choices_in, language, choices if any(choices) else "")
        row.save(update_fields=["words_in", "choices_in"])
    _next_version(
        survey,
        seen,
        title_in=_with(survey.title_in, language, words.get("title", "")),
        intro_in=_with(survey.intro_in, language, words.get("intro", "")),
    )
    _note("survey.translated", survey, by, language=language)


def _with(found: Mapping[str, Any], language: str, said: Any) -> dict[str, Any]:
    rest = {code: words for code, words in found.items() if code != language}
    return {**rest, language: said} if said else rest


@transaction.atomic
def open_survey(survey: Survey, *, by: User) -> None:
    """From now on its questions stand still, and anyone with the address may answer."""
    survey = _locked(survey)
    today, number = timezone.localdate(), survey.questions.count()
    rules.may_open_survey(memberships_of(by), survey, number, today)
    move(survey, to=SurveyState.OPEN, moves=SURVEY_MOVES)
    _note("survey.opened", survey, by, questions=number)


@transaction.atomic
def close_survey(survey: Survey, *, by: User) -> None:
    """Nobody can answer any more."""
    survey = _locked(survey)
    rules.may_close_survey(memberships_of(by), survey)
    move(survey, to=SurveyState.CLOSED, moves=SURVEY_MOVES)
    _note("survey.closed", survey, by)


@transaction.atomic
def extend_survey(survey: Survey, closes_on: date, *, by: User) -> None:
    """Another last day; a survey that was closed is open again."""
    survey = _locked(survey)
    rules.may_extend_survey(memberships_of(by), survey)
    rules.is_last_day(survey, closes_on, timezone.localdate())
    if survey.state == SurveyState.CLOSED:
        move(survey, to=SurveyState.OPEN, moves=SURVEY_MOVES, closes_on=closes_on)
    else:
        Survey.objects.filter(pk=survey.pk).update(closes_on=closes_on)
    _note("survey.extended", survey, by, closes_on=closes_on.isoformat())


@transaction.atomic
def answer_survey(survey: Survey, token: str, answers: Mapping[int, Any], language: str) -> None:
    """Keep what someone answered, once a token. Not in the log: that would know the hour."""
    survey = _locked(survey)
    today = timezone.localdate()
    rules.may_answer(survey, today, survey.answers.count())
    kept = rules.cleaned(fitting(asked_in(survey)), answers)
    if not kept:
        raise NotAllowed(_("Answer one question at least, then send."))
    SurveyAnswer.objects.get_or_create(
        token=token,
        defaults={"survey": survey, "language": language, "day": today, "answers": kept},
    )


@transaction.atomic
def take_out_words(survey: Survey, token: str, number: int, *, by: User) -> None:
    """What someone wrote to a question goes: it named somebody, or was meant to hurt.

    Her answer stays without it, so that the same form cannot bring it back.
    """
    survey = _locked(survey)
    rules.may_write_surveys(memberships_of(by), survey.organisation_id)
    if not words_in(survey, token, number):
        raise NotAllowed(_("This has already been dealt with. Reload the page to see it now."))
    row = survey.answers.select_for_update(no_key=True).get(token=token)
    row.answers = {key: said for key, said in row.answers.items() if key != str(number)}
    row.save(update_fields=["answers"])
    _note("survey.words_taken_out", survey, by, question=number)


def _locked(survey: Survey) -> Survey:
    """Afresh; NotAllowed where a colleague has removed the draft meanwhile."""
    rows = Survey.objects.select_for_update(no_key=True)
    if (found := rows.filter(pk=survey.pk).first()) is None:
        raise NotAllowed(_("This has already been dealt with. Reload the page to see it now."))
    return found


def _next_version(survey: Survey, seen: int, **changes: Any) -> None:
    values = {**changes, "version": seen + 1}
    if Survey.objects.filter(pk=survey.pk, version=seen).update(**values) != 1:
        raise NotAllowed(_("Someone changed this a moment ago. Reload the page to see it now."))


def _note(verb: str, survey: Survey, by: User, **facts: Any) -> None:
    record(verb, by=f"user:{by.pk}", of=f"survey:{survey.pk}", facts=facts)
