"""What a spoke and its partners decided to change first, and from what they know it."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from upstander.action.models.survey import Survey
from upstander.action.states import (
    LEAST_FIGURE,
    EvidenceKind,
    Institution,
    PriorityState,
    ReviewOutcome,
)


class Priority(models.Model):
    """Something that is to change in some communities, and which institution it addresses.

    `agreed_by` is in words, such as “Local committee, 7 members”. `unscored` says why it was
    agreed without a scoring.
    """

    organisation = models.ForeignKey(
        "network.Organisation", on_delete=models.PROTECT, related_name="priorities"
    )
    communities = models.ManyToManyField("network.Community", blank=True, related_name="+")
    title = models.CharField(max_length=200)
    words = models.TextField(blank=True, max_length=4000)
    addresses = models.CharField(max_length=12, choices=Institution.choices)
    institution = models.CharField(max_length=200, blank=True)
    state = models.CharField(
        max_length=10, choices=PriorityState.choices, default=PriorityState.GATHERED
    )
    agreed_on = models.DateField(null=True, blank=True)
    agreed_by = models.CharField(max_length=200, blank=True)
    unscored = models.CharField(max_length=400, blank=True)
    review_on = models.DateField(null=True, blank=True)
    version = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["title", "pk"]
        verbose_name_plural = "priorities"
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=PriorityState.values), name="priority_state_is_known"
            ),
            models.CheckConstraint(
                condition=Q(addresses__in=Institution.values), name="priority_institution_is_known"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=("agreed", "done"))
                | (Q(agreed_on__isnull=False, review_on__isnull=False) & ~Q(agreed_by="")),
                name="priority_is_agreed_by_someone",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_systemic(self) -> bool:
        """Whether it is to change an institution, rather than to reach everyone."""
        return self.addresses != Institution.EVERYONE


class Evidence(models.Model):
    """From what it is known that a priority matters here.

    `counted` is filled where the organisation's own desk counted it: what was counted, such as
    `all` or `wish:record`, from `first_day` to `last_day`. `figure` is None where it was fewer
    than ten: the small number itself is kept nowhere.
    """

    priority = models.ForeignKey(Priority, on_delete=models.CASCADE, related_name="evidence")
    kind = models.CharField(max_length=12, choices=EvidenceKind.choices)
    words = models.TextField(max_length=2000)
    day = models.DateField()
    source = models.URLField(blank=True)
    survey = models.ForeignKey(
        Survey, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    counted = models.CharField(max_length=24, blank=True)
    figure = models.PositiveIntegerField(null=True, blank=True)
    first_day = models.DateField(null=True, blank=True)
    last_day = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["-day", "-pk"]
        verbose_name_plural = "evidence"
        constraints = [
            models.CheckConstraint(
                condition=Q(counted="", figure=None, first_day=None, last_day=None)
                | (
                    Q(kind=EvidenceKind.NUMBERS, words="", first_day__isnull=False)
                    & Q(last_day__gte=F("first_day"))
                    & ~Q(counted="")
                ),
                name="own_number_has_its_days",
            ),
            models.CheckConstraint(
                condition=Q(figure=None) | Q(figure__gte=LEAST_FIGURE),
                name="small_own_number_is_not_kept",
            ),
            models.UniqueConstraint(
                fields=["priority", "counted", "first_day", "last_day"],
                condition=~Q(counted=""),
                name="own_number_once_a_priority",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=EvidenceKind.values), name="evidence_kind_is_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.day}"


class Review(models.Model):
    """A yearly look at an agreed priority: what was found, in words."""

    priority = models.ForeignKey(Priority, on_delete=models.PROTECT, related_name="reviews")
    day = models.DateField()
    outcome = models.CharField(max_length=10, choices=ReviewOutcome.choices)
    words = models.TextField(max_length=2000)
    title_before = models.CharField(max_length=200)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering = ["-day", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(outcome__in=ReviewOutcome.values), name="review_outcome_is_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.priority}: {self.day}"
