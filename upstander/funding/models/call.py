"""A call and everything that it is made of. Nothing of a call is in code."""

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q

from upstander.funding.states import CallState, QuestionKind

NOT_BELOW_ZERO = [MinValueValidator(0)]


class Money(models.DecimalField):
    """An amount in the currency of the call, to the cent."""

    def __init__(self, **options: object) -> None:
        super().__init__(**{"max_digits": 12, "decimal_places": 2, **options})  # type: ignore[arg-type]


class Texts(models.JSONField):
    """The same words in other languages: `{"fr": {"title": "..."}}`."""

    def __init__(self, **options: object) -> None:
        super().__init__(**{"default": dict, "blank": True, **options})  # type: ignore[arg-type]


class Call(models.Model):
    """An invitation to apply for money of one programme year.

    `opens_at` and `closes_at` are moments; they are shown in `time_zone`, an IANA name.
    `year` is the year in which the programme year begins.
    """

    key = models.SlugField(unique=True, max_length=60)
    state = models.CharField(max_length=10, choices=CallState.choices, default=CallState.DRAFT)
    title = models.CharField(max_length=160)
    summary = models.TextField(blank=True, max_length=2000)
    language = models.CharField(max_length=12, help_text="Of the texts as they were written")
    texts = Texts()
    year = models.PositiveSmallIntegerField()
    currency = models.CharField(max_length=3)
    budget = Money(validators=NOT_BELOW_ZERO)
    time_zone = models.CharField(max_length=60)
    opens_at = models.DateTimeField(null=True, blank=True)
    closes_at = models.DateTimeField(null=True, blank=True)
    decides_on = models.DateField(null=True, blank=True)
    starts_on = models.DateField(null=True, blank=True, help_text="First day that is paid for")
    ends_on = models.DateField(null=True, blank=True, help_text="Last day that is paid for")
    announced_on = models.DateField(null=True, blank=True)
    reviewers_each = models.PositiveSmallIntegerField(default=2, validators=[MinValueValidator(1)])
    copied_from = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="copies"
    )
    sources = models.JSONField(default=list, blank=True)
    version = models.PositiveIntegerField(default=0)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="calls"
    )

    class Meta:
        ordering = ["-year", "-opens_at", "title", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=CallState.values), name="call_state_is_known"
            ),
            models.CheckConstraint(
                condition=Q(opens_at=None) | Q(closes_at=None) | Q(closes_at__gt=F("opens_at")),
                name="call_closes_after_it_opens",
            ),
            models.CheckConstraint(
                condition=Q(starts_on=None) | Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                name="call_pays_from_a_day_to_a_later_one",
            ),
            models.CheckConstraint(
                condition=Q(budget__gte=0), name="call_budget_is_not_below_zero"
            ),
        ]

    def __str__(self) -> str:
        return self.title


class AwardKind(models.Model):
    """A kind of award of a call, with its ceilings for a year; an empty ceiling is none."""

    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="kinds")
    key = models.SlugField(max_length=40)
    name = models.CharField(max_length=80)
    summary = models.CharField(max_length=400, blank=True)
    texts = Texts()
    most_per_community = Money(null=True, blank=True, validators=NOT_BELOW_ZERO)
    most_per_award = Money(null=True, blank=True, validators=NOT_BELOW_ZERO)
    least_communities = models.PositiveSmallIntegerField(
        default=1, validators=[MinValueValidator(1)]
    )
    most_communities = models.PositiveSmallIntegerField(null=True, blank=True)
    are_neighbours_required = models.BooleanField(default=False)
    least_partners = models.PositiveSmallIntegerField(default=0)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["call", "key"], name="award_kind_once_a_call"),
            models.CheckConstraint(
                condition=Q(most_communities=None)
                | Q(most_communities__gte=F("least_communities")),
                name="award_kind_communities_least_to_most",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Envelope(models.Model):
    """What a region gets at least and at most in a call; an empty ceiling is none."""

    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="envelopes")
    region = models.ForeignKey("network.Region", on_delete=models.PROTECT, related_name="envelopes")
    floor = Money(default=0, validators=NOT_BELOW_ZERO)
    ceiling = Money(null=True, blank=True, validators=NOT_BELOW_ZERO)

    class Meta:
        ordering = ["region__position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["call", "region"], name="one_envelope_a_region"),
            models.CheckConstraint(
                condition=Q(floor__gte=0) & (Q(ceiling=None) | Q(ceiling__gte=F("floor"))),
                name="envelope_floor_to_ceiling",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.call}: {self.region}"


class EligibleCost(models.Model):
    """A kind of cost that the call pays for."""

    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="costs")
    key = models.SlugField(max_length=40)
    name = models.CharField(max_length=120)
    help = models.CharField(max_length=300, blank=True)
    texts = Texts()
    most = Money(null=True, blank=True, validators=NOT_BELOW_ZERO, help_text="In one application")
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["call", "key"], name="eligible_cost_once_a_call")
        ]

    def __str__(self) -> str:
        return self.name


class Question(models.Model):
    """A question of a call.

    `choices` and `columns` are lists of `{"key", "name"}`, translated under `texts` by
    `choice:KEY` and `column:KEY`. The question is asked only where the question `asked_if` was
    answered with the choice `asked_if_answer`.
    """

    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="questions")
    key = models.SlugField(max_length=40)
    kind = models.CharField(max_length=6, choices=QuestionKind.choices)
    text = models.CharField(max_length=300)
    help = models.CharField(max_length=600, blank=True)
    example = models.TextField(blank=True, max_length=2000)
    texts = Texts()
    is_required = models.BooleanField(default=False)
    most_words = models.PositiveSmallIntegerField(null=True, blank=True)
    least = models.DecimalField(max_digits=12, decimal_places=2, null=True, blank=True)
    most = models.DecimalField(max_digits=12, decimal_places=2, null=True, blank=True)
    choices = models.JSONField(default=list, blank=True)
    columns = models.JSONField(default=list, blank=True)
    asked_if = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="leads_to"
    )
    asked_if_answer = models.CharField(max_length=40, blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["call", "key"], name="question_once_a_call"),
            models.CheckConstraint(
                condition=Q(kind__in=QuestionKind.values), name="question_kind_is_known"
            ),
        ]

    def __str__(self) -> str:
        return self.text


class Criterion(models.Model):
    """A line of the rubric: what a reviewer scores, from 0 to the last of `anchors`.

    `anchors` says in words what each score means, from 0 upward; translated under `texts` by
    `anchor:N`. Weights are shares of their sum.
    """

    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="criteria")
    key = models.SlugField(max_length=40)
    name = models.CharField(max_length=160)
    help = models.CharField(max_length=600, blank=True)
    texts = Texts()
    weight = models.PositiveSmallIntegerField(default=1, validators=[MinValueValidator(1)])
    anchors = models.JSONField(default=list)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "pk"]
        verbose_name_plural = "criteria"
        constraints = [
            models.UniqueConstraint(fields=["call", "key"], name="criterion_once_a_call"),
            models.CheckConstraint(condition=Q(weight__gte=1), name="criterion_weighs_something"),
        ]

    def __str__(self) -> str:
        return self.name
