"""A request for support. What a person wrote is sealed; what stands plain identifies nobody."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q

from upstander.support.models.team import Team, TeamKey
from upstander.support.states import (
    OVER_STATES,
    CaseState,
    CountStatus,
    KeyKind,
    Origin,
    Wish,
)


class Case(models.Model):
    """One request. Its number is random and its times are days, so that neither tells an hour."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="cases")
    state = models.CharField(max_length=14, choices=CaseState.choices, default=CaseState.RECEIVED)
    wish = models.CharField(max_length=8, choices=Wish.choices)
    origin = models.CharField(max_length=10, choices=Origin.choices, default=Origin.FORM)
    language = models.CharField(max_length=12)
    code_digest = models.CharField(max_length=64, unique=True)
    token_digest = models.CharField(max_length=64, unique=True)
    received_on = models.DateField()
    answer_by = models.DateField()
    acknowledged_on = models.DateField(null=True, blank=True)
    closed_on = models.DateField(null=True, blank=True)
    destroy_on = models.DateField(null=True, blank=True)
    destroy_at_hour = models.PositiveBigIntegerField(
        null=True, blank=True, help_text="And not before the clock has counted so many hours"
    )
    is_decided = models.BooleanField(default=False)
    is_deletion_asked = models.BooleanField(default=False)
    count_status = models.CharField(
        max_length=12, choices=CountStatus.choices, default=CountStatus.UNDECIDED
    )
    assignee = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="assigned_cases",
    )
    waits_for_team = models.BooleanField(default=True)

    class Meta:
        ordering = ["answer_by", "id"]
        indexes = [
            # Both by whether it is over, which a constraint binds to its day: SQLite takes a
            # partial index for `IS NULL`, never for a list of states bound as parameters. The
            # first holds all that lists are ordered and counted by: counting reads nothing else.
            models.Index(
                fields=[
                    "team",
                    "-waits_for_team",
                    "answer_by",
                    "id",
                    "assignee",
                    "state",
                    "closed_on",
                ],
                condition=Q(closed_on=None),
                name="cases_at_work",
            ),
            models.Index(
                fields=["team", "-closed_on", "id"],
                condition=Q(closed_on__isnull=False),
                name="cases_that_are_over",
            ),
            models.Index(
                fields=["destroy_on"], condition=~Q(destroy_on=None), name="cases_to_destroy"
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=CaseState.values), name="case_state_is_known"
            ),
            models.CheckConstraint(condition=Q(wish__in=Wish.values), name="wish_is_known"),
            models.CheckConstraint(condition=Q(origin__in=Origin.values), name="origin_is_known"),
            models.CheckConstraint(
                condition=Q(count_status__in=CountStatus.values), name="count_status_is_known"
            ),
            models.CheckConstraint(
                condition=Q(state__in=OVER_STATES, closed_on__isnull=False)
                | (~Q(state__in=OVER_STATES) & Q(closed_on=None)),
                name="case_is_over_on_a_day",
            ),
            models.CheckConstraint(
                condition=Q(destroy_on=None, destroy_at_hour=None)
                | Q(destroy_on__isnull=False, destroy_at_hour__isnull=False),
                name="destruction_has_day_and_hour",
            ),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def reference(self) -> str:
        """What staff call it among themselves: six letters of its random number."""
        return f"{self.id.hex[:3]}-{self.id.hex[3:6]}".upper()


class KeyWrap(models.Model):
    """One of the two data keys of a request: for the person (no team), or for a team."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="wraps")
    kind = models.CharField(max_length=8, choices=KeyKind.choices)
    team_key = models.ForeignKey(
        TeamKey, null=True, blank=True, on_delete=models.PROTECT, related_name="wraps"
    )
    sealed = models.BinaryField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case", "kind", "team_key"], name="one_wrap_a_team_key"
            ),
            models.UniqueConstraint(
                fields=["case", "kind"], condition=Q(team_key=None), name="one_wrap_for_the_person"
            ),
            models.CheckConstraint(condition=Q(kind__in=KeyKind.values), name="key_kind_is_known"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} of {self.case_id}"


class Part(models.Model):
    """A sealed JSON object of a request: the story, who the person is, or the assessment."""

    NAMES = [("story", "Story"), ("identity", "Name and contact"), ("assessment", "Assessment")]

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="parts")
    name = models.CharField(max_length=10, choices=NAMES)
    sealed = models.BinaryField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "name"], name="one_part_a_name")]

    def __str__(self) -> str:
        return f"{self.name} of {self.case_id}"
