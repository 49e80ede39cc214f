"""What a spoke does about a priority: the plan, what happened, and what came of it."""

import uuid
from decimal import Decimal

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q

from upstander.action.states import ActivityKind, Consent, NoteKind, ProjectState


class Amount(models.DecimalField):
    """An amount of money or a measured value, from 0, with two places."""

    def __init__(self, **options: object) -> None:
        fixed = {"max_digits": 12, "decimal_places": 2, "validators": [MinValueValidator(0)]}
        super().__init__(**{**fixed, **options})  # type: ignore[arg-type]


class Project(models.Model):
    """A piece of work of one organisation. Amounts are in `currency`.

    `budget` is what the organisation plans to spend, wherever that comes from; `reason` says why
    it was stopped or withdrawn.
    """

    organisation = models.ForeignKey(
        "network.Organisation", on_delete=models.PROTECT, related_name="projects"
    )
    reference = models.SlugField(unique=True, max_length=140)
    state = models.CharField(
        max_length=10, choices=ProjectState.choices, default=ProjectState.PLANNED
    )
    title = models.CharField(max_length=160)
    goal = models.TextField(max_length=4000)
    priority = models.ForeignKey(
        "action.Priority", null=True, blank=True, on_delete=models.PROTECT, related_name="projects"
    )
    communities = models.ManyToManyField("network.Community", blank=True, related_name="+")
    partners = models.ManyToManyField("partnership.Partner", blank=True, related_name="projects")
    starts_on = models.DateField()
    ends_on = models.DateField()
    lead = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    budget = Amount(null=True, blank=True)
    currency = models.CharField(max_length=3, default="CAD")
    reason = models.CharField(max_length=1000, blank=True)
    version = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["-starts_on", "title", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=ProjectState.values), name="project_state_is_known"
            ),
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")), name="project_ends_after_it_starts"
            ),
            models.CheckConstraint(
                condition=Q(budget=None) | Q(budget__gte=0), name="project_budget_from_zero"
            ),
            models.CheckConstraint(
                condition=~Q(state=ProjectState.STOPPED) | ~Q(reason=""),
                name="stopped_project_says_why",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Milestone(models.Model):
    """Something that is to be done by a day."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="milestones")
    text = models.CharField(max_length=300)
    due_on = models.DateField()
    done_on = models.DateField(null=True, blank=True)
    version = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["due_on", "pk"]

    def __str__(self) -> str:
        return self.text


class Activity(models.Model):
    """Something that people came together for, or will. `attendance` is None until it is known."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="activities")
    title = models.CharField(max_length=160)
    kind = models.CharField(max_length=10, choices=ActivityKind.choices)
    held_on = models.DateField()
    place = models.CharField(max_length=200, blank=True)
    audience = models.CharField(max_length=200, blank=True, help_text="Whom it is for")
    languages = models.CharField(max_length=200, blank=True, help_text="In words")
    attendance = models.PositiveIntegerField(null=True, blank=True)
    is_estimated = models.BooleanField(default=False)
    is_cancelled = models.BooleanField(default=False)
    cost = Amount(null=True, blank=True)
    words = models.TextField(blank=True, max_length=4000, help_text="What happened")
    version = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["held_on", "pk"]
        verbose_name_plural = "activities"
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=ActivityKind.values), name="activity_kind_is_known"
            ),
            models.CheckConstraint(
                condition=Q(cost=None) | Q(cost__gte=0), name="activity_cost_from_zero"
            ),
            models.CheckConstraint(
                condition=Q(is_cancelled=False) | Q(attendance=None),
                name="nobody_comes_to_what_is_cancelled",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Photo(models.Model):
    """A photo of an activity, written anew without what it said beside the picture.

    Consent may be taken back: then the picture goes with all words, and the row says when that was.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="photos")
    shows = models.CharField(max_length=300, help_text="In words, for who cannot see it")
    consent = models.CharField(max_length=8, choices=Consent.choices)
    how = models.CharField(max_length=300, blank=True, help_text="How people agreed")
    is_public = models.BooleanField(default=False)
    kind = models.CharField(max_length=100, help_text="Media type")
    size = models.PositiveIntegerField(help_text="Bytes")
    data = models.BinaryField()
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    added_at = models.DateTimeField()
    gone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["added_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(consent=Consent.NOBODY)
                | (Q(consent=Consent.AGREED) & (~Q(how="") | Q(gone_at__isnull=False))),
                name="photo_has_consent",
            ),
            models.CheckConstraint(
                condition=Q(gone_at=None) | Q(is_public=False, size=0),
                name="photo_that_is_gone_is_not_shown",
            ),
        ]

    def __str__(self) -> str:
        return self.shows


class Outcome(models.Model):
    """What should change, and by what one sees that it did."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="outcomes")
    change = models.CharField(max_length=300)
    indicator = models.CharField(max_length=300)
    unit = models.CharField(max_length=60, blank=True)
    baseline = Amount(null=True, blank=True)
    target = Amount()
    version = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=(Q(baseline=None) | Q(baseline__gte=0)) & Q(target__gte=0),
                name="outcome_from_zero",
            )
        ]

    def __str__(self) -> str:
        return self.change

    def is_reached_by(self, value: Decimal) -> bool:
        """Whether a value is at the target or beyond it, seen from the baseline."""
        return value <= self.target if self.goes_down else value >= self.target

    @property
    def goes_down(self) -> bool:
        """Whether less is better here."""
        return self.baseline is not None and self.target < self.baseline


class Measure(models.Model):
    """The value of an indicator on a day, and how it was found."""

    outcome = models.ForeignKey(Outcome, on_delete=models.CASCADE, related_name="measures")
    measured_on = models.DateField()
    value = Amount()
    how = models.CharField(max_length=300)
    version = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["measured_on", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["outcome", "measured_on"], name="measured_once_a_day"),
            models.CheckConstraint(condition=Q(value__gte=0), name="measure_from_zero"),
        ]

    def __str__(self) -> str:
        return f"{self.outcome}: {self.value}"


class Note(models.Model):
    """A line of a project's log: a risk that was seen, or a change, and what was done."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="notes")
    kind = models.CharField(max_length=6, choices=NoteKind.choices)
    noted_on = models.DateField()
    words = models.CharField(max_length=1000)
    done = models.CharField(max_length=1000, blank=True, help_text="What was done about it")
    version = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["noted_on", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=NoteKind.values), name="note_kind_is_known")
        ]

    def __str__(self) -> str:
        return self.words
