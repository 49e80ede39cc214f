"""A short survey that anyone answers without an account, and what was answered."""

from django.conf import settings
from django.db import models

from upstander.action.states import AskedAs, SurveyPurpose, SurveyState


class Survey(models.Model):
    """A few questions of an organisation. Whoever has its address, with the key, may answer.

    Words are written in `language`; `title_in` and `intro_in` hold them in others, by its code.
    Where there is no title, that of the purpose is shown. `subject` says what feedback is about.
    """

    organisation = models.ForeignKey(
        "network.Organisation", on_delete=models.PROTECT, related_name="surveys"
    )
    purpose = models.CharField(max_length=12, choices=SurveyPurpose.choices)
    subject = models.CharField(max_length=60, blank=True)
    key = models.CharField(max_length=24, unique=True)
    language = models.CharField(max_length=12)
    title = models.CharField(max_length=200, blank=True)
    title_in = models.JSONField(default=dict, blank=True)
    intro = models.TextField(blank=True, max_length=2000)
    intro_in = models.JSONField(default=dict, blank=True)
    opens_on = models.DateField()
    closes_on = models.DateField()
    state = models.CharField(max_length=8, choices=SurveyState.choices, default=SurveyState.DRAFT)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    version = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["-opens_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(purpose__in=SurveyPurpose.values), name="survey_purpose_is_known"
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=SurveyState.values), name="survey_state_is_known"
            ),
            models.CheckConstraint(
                condition=models.Q(closes_on__gte=models.F("opens_on")),
                name="survey_closes_after_it_opens",
            ),
            models.UniqueConstraint(
                fields=["subject"],
                condition=~models.Q(subject=""),
                name="one_feedback_survey_a_subject",
            ),
        ]

    def __str__(self) -> str:
        return self.title or self.key


class SurveyQuestion(models.Model):
    """A question. A `standard` one has its words in every language; another has its own.

    `choices_in` holds the choices in other languages, in the order of `choices`.
    """

    survey = models.ForeignKey(Survey, on_delete=models.CASCADE, related_name="questions")
    position = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=8, choices=AskedAs.choices)
    standard = models.CharField(max_length=12, blank=True)
    words = models.CharField(max_length=300, blank=True)
    words_in = models.JSONField(default=dict, blank=True)
    choices = models.JSONField(default=list, blank=True)
    choices_in = models.JSONField(default=dict, blank=True)

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind__in=AskedAs.values), name="survey_question_kind_is_known"
            ),
            models.CheckConstraint(
                condition=~models.Q(words="", standard=""), name="survey_question_has_words"
            ),
        ]

    def __str__(self) -> str:
        return self.words or self.standard


class SurveyAnswer(models.Model):
    """What someone answered. Nothing says who she is, and no time more exact than the day.

    `answers` are by the number of the question: key of a choice, 1 to 5, or words. `token` is
    chance from the form that was sent: one form makes one answer, and none has a number.
    """

    survey = models.ForeignKey(Survey, on_delete=models.CASCADE, related_name="answers")
    token = models.CharField(max_length=44, primary_key=True)
    language = models.CharField(max_length=12)
    day = models.DateField()
    answers = models.JSONField()

    class Meta:
        ordering = ["day", "token"]

    def __str__(self) -> str:
        return f"{self.survey_id}: {self.day}"
