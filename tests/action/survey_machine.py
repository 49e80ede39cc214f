"""Surveys lived through at random, with what must hold after every step."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.db.models import F
from django.utils import timezone

from tests.accounts.people import spoke
from tests.action.priority_made import coordinator
from tests.action.survey_made import values, worker
from tests.lives import RandomLife, lived
from upstander.action.actions import survey as actions
from upstander.action.models import Survey, SurveyAnswer, SurveyQuestion
from upstander.action.queries.survey import asked_in, fitting
from upstander.action.rules.survey import MOST_QUESTIONS, is_open
from upstander.action.states import SURVEY_MOVES, SurveyPurpose, SurveyState
from upstander.audit.models import Entry
from upstander.core.errors import NotAllowed

# What people answered to stands still once they could.
FIXED = ("organisation_id", "purpose", "subject", "key", "language", "title", "title_in", "intro",
         "intro_in")  # fmt: skip
SUBJECTS = ("activity:1", "activity:2")


class Ground:
    """Two who write for a spoke, and someone of another."""

    def __init__(self) -> None:
        self.writers, self.other = [worker(), coordinator()], coordinator(1)


class Life(RandomLife[Ground]):
    """The surveys of one spoke, and days that pass by chance."""

    def __init__(self, ground: Ground, seed: int) -> None:
        super().__init__(ground, seed)
        self.tokens: list[str] = []
        Survey.objects.all().delete()
        self.look()

    @property
    def survey(self) -> Survey:
        rows = list(Survey.objects.all())
        if not rows:
            raise NotAllowed
        return self.chance.choice(rows)

    def seen(self, survey: Survey) -> int:
        """The version of now, or by chance an older one."""
        return survey.version - (self.chance.random() < 0.2)

    def someone(self) -> Any:
        return self.chance.choice([*self.ground.writers * 4, self.ground.other])

    def allowed(self, verb: Callable[..., None], before: Any, logged: int) -> None:
        if verb in (_answer, _days):
            assert logged == 0, self.said(verb, "the log knows who answered when")
        else:
            assert self.by != self.ground.other, self.said(verb, "by someone of another spoke")
            assert logged >= (verb is not _feedback), self.said(verb, "not in the log")

    def check(self, verb: Callable[..., None], before: dict[str, Any]) -> None:
        """The invariants."""
        for pk, old in before["surveys"].items():
            self._survey(verb, old, self.stamp["surveys"][pk], before)
        for token, old in before["answers"].items():
            kept = self._same_but_days(self.stamp["answers"].get(token), verb)
            assert kept == self._same_but_days(old, verb), self.said(verb, "an answer changed")
        new = set(self.stamp["answers"]) - set(before["answers"])
        assert len(new) <= (verb is _answer), self.said(verb, "an answer from nowhere")
        for token in new:
            answer = SurveyAnswer.objects.get(pk=token)
            old = before["surveys"].get(answer.survey_id)
            is_taken = old is not None and is_open(Survey(**old), timezone.localdate())
            assert is_taken, self.said(verb, "answered though it was not open")
            asked = fitting(asked_in(answer.survey))
            fits = [int(k) in asked and (asked[int(k)] is None or v in asked[int(k)])
                    for k, v in answer.answers.items()]  # fmt: skip
            assert fits, self.said(verb, "an empty answer")
            assert all(fits), self.said(verb, "an answer to what was not asked")
        subjects = [row["subject"] for row in self.stamp["surveys"].values() if row["subject"]]
        assert len(subjects) == len(set(subjects)), self.said(verb, "two about one thing")

    def _survey(self, verb: Any, old: dict[str, Any], now: dict[str, Any], before: Any) -> None:
        path = {old["state"], *SURVEY_MOVES[SurveyState(old["state"])]}
        assert now["state"] in path, self.said(verb, "no such move")
        assert now["version"] >= old["version"], self.said(verb, "the version went back")
        was, asked = (stamp["questions"].get(old["id"], []) for stamp in (before, self.stamp))
        if old["state"] != SurveyState.DRAFT:
            kept = {name: now[name] for name in FIXED}
            assert kept == {name: old[name] for name in FIXED}, self.said(verb, "its words changed")
            assert asked == was, self.said(verb, "its questions changed")
        if asked != was:
            assert now["version"] > old["version"], self.said(verb, "changed, and not counted")
        if now["state"] != SurveyState.DRAFT:
            assert asked, self.said(verb, "opened without a question")
        places = [row["position"] for row in asked]
        assert len(set(places)) == len(places), self.said(verb, "two questions in one place")
        assert len(asked) <= MOST_QUESTIONS, self.said(verb, "too many questions")

    @staticmethod
    def _same_but_days(answer: dict[str, Any] | None, verb: Any) -> dict[str, Any] | None:
        """Days pass for answers too."""
        return {**answer, "day": None} if answer and verb is _days else answer

    def look(self) -> None:
        questions: dict[int, list[Any]] = {}
        for row in SurveyQuestion.objects.order_by("survey", "position", "pk").values():
            questions.setdefault(row["survey_id"], []).append(row)
        self.stamp = {
            "surveys": {row["id"]: row for row in Survey.objects.values()},
            "questions": questions,
            "answers": {row["token"]: row for row in SurveyAnswer.objects.values()},
        }
        self.entries = Entry.objects.count()


def _days(life: Life) -> None:
    """Time passes: every day that stands there is some days longer ago."""
    gone = timedelta(life.chance.randint(1, 8))
    Survey.objects.update(opens_on=F("opens_on") - gone, closes_on=F("closes_on") - gone)
    SurveyAnswer.objects.update(day=F("day") - gone)


def _make(life: Life) -> None:
    purpose = life.chance.choice(SurveyPurpose.values)
    actions.make_survey(spoke(), purpose, values(), by=life.by)


def _feedback(life: Life) -> None:
    actions.make_feedback_survey(spoke(), life.chance.choice(SUBJECTS), values(), by=life.by)


def _change(life: Life) -> None:
    survey = life.survey
    said = values(title=f"T{len(life.trace)}", intro="Hello")
    actions.change_survey(survey, said, seen=life.seen(survey), by=life.by)


def _ask(life: Life) -> None:
    survey = life.survey
    own = [None, *survey.questions.filter(standard="").values_list("pk", flat=True)]
    said = life.chance.choice([
        {"kind": "choice", "words": f"Q{len(life.trace)}", "choices": ["Yes", "No"]},
        {"kind": "text", "words": f"Q{len(life.trace)}", "choices": []},
    ])  # fmt: skip
    number = life.chance.choice(own)
    actions.write_question(survey, number, said, seen=life.seen(survey), by=life.by)


def _arrange(life: Life) -> None:
    survey, do = life.survey, life.chance.choice(["remove", "up", "down"])
    numbers = [0, *survey.questions.values_list("pk", flat=True)]
    number = life.chance.choice(numbers)
    actions.arrange_question(survey, number, do, seen=life.seen(survey), by=life.by)


def _word(life: Life) -> None:
    survey = life.survey
    said: dict[str, Any] = {"title": life.chance.choice(["", "Titre"]), "intro": ""}
    said |= {str(row.pk): ("Mots", []) for row in survey.questions.all()}
    actions.word_survey(survey, "fr", said, seen=life.seen(survey), by=life.by)


def _open(life: Life) -> None:
    actions.open_survey(life.survey, by=life.by)


def _close(life: Life) -> None:
    actions.close_survey(life.survey, by=life.by)


def _extend(life: Life) -> None:
    last = timezone.localdate() + timedelta(life.chance.randint(-2, 9))
    actions.extend_survey(life.survey, last, by=life.by)


def _answer(life: Life) -> None:
    """By someone without an account; by chance the same form once more, or what was not asked."""
    survey = life.survey
    if not life.tokens or life.chance.random() < 0.8:
        life.tokens.append(f"{life.seed}-{len(life.trace)}")
    numbers = list(SurveyQuestion.objects.values_list("pk", flat=True))
    asked = list(survey.questions.values_list("pk", flat=True))
    said = life.chance.choice(["school", "3", "0", "No such choice", ""])
    answers = dict.fromkeys(life.chance.choice([asked, numbers, []]), said)
    actions.answer_survey(survey, life.chance.choice(life.tokens), answers, "en")


VERBS: list[Callable[[Life], None]] = [
    _days, _make, _make, _feedback, _change, _ask, _ask, _arrange, _arrange, _word, _open, _open,
    _close, _extend, _extend, _answer, _answer, _answer,
]  # fmt: skip


def live(ground: Ground, seed: int, steps: int) -> Life:
    """A whole life."""
    return lived(Life(ground, seed), VERBS, steps)
