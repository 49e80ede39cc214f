"""Who judges an application, who may not, what they say of it, and what is asked of it."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from upstander.funding.models.application import Application
from upstander.funding.models.call import Criterion
from upstander.funding.states import (
    AssignmentState,
    CheckDecision,
    ConflictKind,
    ReopenReason,
    ReturnReason,
)


class Conflict(models.Model):
    """Someone is too near to an application, or to an organisation and all that it applies for.

    What the records show today is found anew each time it is asked; a row of the kind `known`
    keeps what was found once, so that it holds when the records change.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="conflicts"
    )
    application = models.ForeignKey(
        Application, null=True, blank=True, on_delete=models.PROTECT, related_name="conflicts"
    )
    organisation = models.ForeignKey(
        "network.Organisation",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="conflicts",
    )
    kind = models.CharField(max_length=10, choices=ConflictKind.choices)
    declared_at = models.DateTimeField()

    class Meta:
        ordering = ["declared_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=ConflictKind.values), name="conflict_kind_is_known"
            ),
            models.CheckConstraint(
                condition=Q(application=None, organisation__isnull=False)
                | Q(application__isnull=False, organisation=None),
                name="conflict_with_one_thing",
            ),
            models.UniqueConstraint(
                fields=["user", "application"],
                condition=Q(application__isnull=False),
                name="one_conflict_with_an_application",
            ),
            models.UniqueConstraint(
                fields=["user", "organisation"],
                condition=Q(organisation__isnull=False),
                name="one_conflict_with_an_organisation",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.application or self.organisation}"


class Declaration(models.Model):
    """A reviewer says that nothing stands between her and an application.

    `organisations` are the numbers of the applicant and partners that she was shown when she said
    so: where one joins later, she is asked again.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="declarations"
    )
    application = models.ForeignKey(
        Application, on_delete=models.PROTECT, related_name="declarations"
    )
    organisations = models.JSONField(default=list)
    declared_at = models.DateTimeField()

    class Meta:
        ordering = ["declared_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["user", "application"], name="one_declaration")
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.application}"


class Assignment(models.Model):
    """A reviewer has an application to judge, once, however often it goes to and fro.

    `remark` is for the panel. `version` counts what was saved, as in an application.
    """

    application = models.ForeignKey(
        Application, on_delete=models.PROTECT, related_name="assignments"
    )
    reviewer = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="assignments"
    )
    state = models.CharField(
        max_length=10, choices=AssignmentState.choices, default=AssignmentState.ASSIGNED
    )
    reason = models.CharField(max_length=10, choices=ReturnReason.choices, blank=True)
    reopened_for = models.CharField(max_length=10, choices=ReopenReason.choices, blank=True)
    due_on = models.DateField()
    assigned_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="assignments_made"
    )
    assigned_at = models.DateTimeField()
    submitted_at = models.DateTimeField(null=True, blank=True)
    remark = models.TextField(blank=True, max_length=4000)
    version = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["due_on", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["application", "reviewer"], name="reviewer_once"),
            models.CheckConstraint(
                condition=Q(state__in=AssignmentState.values), name="assignment_state_is_known"
            ),
            models.CheckConstraint(
                condition=~Q(state=AssignmentState.SUBMITTED) | Q(submitted_at__isnull=False),
                name="review_handed_in_has_a_time",
            ),
            models.CheckConstraint(
                condition=~Q(state=AssignmentState.RETURNED) | ~Q(reason=""),
                name="review_given_back_has_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reviewer}: {self.application}"


class Score(models.Model):
    """What a reviewer gives for one line of the rubric, and why; empty while she writes."""

    assignment = models.ForeignKey(Assignment, on_delete=models.PROTECT, related_name="scores")
    criterion = models.ForeignKey(Criterion, on_delete=models.PROTECT, related_name="scores")
    points = models.PositiveSmallIntegerField(null=True, blank=True)
    justification = models.TextField(blank=True, max_length=4000)

    class Meta:
        ordering = ["criterion__position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["assignment", "criterion"], name="one_score_a_line")
        ]

    def __str__(self) -> str:
        return f"{self.assignment}: {self.criterion}"


class StaffCheck(models.Model):
    """An officer checked whether an application is eligible; the last check counts.

    `findings` holds, by the key of a condition, `{"is": Finding, "words": str}`. The applicant
    reads `words`.
    """

    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="checks")
    findings = models.JSONField(default=dict)
    decision = models.CharField(max_length=10, choices=CheckDecision.choices)
    words = models.TextField(blank=True, max_length=1000)
    checked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="checks_made"
    )
    checked_at = models.DateTimeField()

    class Meta:
        ordering = ["-checked_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(decision__in=CheckDecision.values), name="check_decision_is_known"
            ),
            models.CheckConstraint(
                condition=~Q(decision=CheckDecision.INELIGIBLE) | ~Q(words=""),
                name="not_eligible_says_why",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.application}: {self.decision}"


class Clarification(models.Model):
    """A question of the funder to an applicant, and its answer."""

    application = models.ForeignKey(
        Application, on_delete=models.PROTECT, related_name="clarifications"
    )
    question = models.TextField(max_length=2000)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="clarifications_asked"
    )
    asked_at = models.DateTimeField()
    due_on = models.DateField()
    answer = models.TextField(blank=True, max_length=8000)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="clarifications_answered",
    )
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["asked_at", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(question=""), name="clarification_asks_something"),
            models.CheckConstraint(
                condition=Q(answer="", answered_by=None, answered_at=None)
                | (~Q(answer="") & Q(answered_by__isnull=False, answered_at__isnull=False)),
                name="clarification_is_answered_by_someone",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.application}: {self.asked_at}"
