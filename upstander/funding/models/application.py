"""What an organisation asks for: whom for, with whom, what it does, and what that costs."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q

from upstander.funding.models.call import (
    NOT_BELOW_ZERO,
    AwardKind,
    Call,
    EligibleCost,
    Money,
    Question,
)
from upstander.funding.states import ApplicationState, PartnerState


class Application(models.Model):
    """One organisation's application to a call.

    `least` is the smallest amount with which the work can still be done, `asked` the whole.
    `version` counts what was saved, so that two open tabs do not write over one another.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    call = models.ForeignKey(Call, on_delete=models.PROTECT, related_name="applications")
    organisation = models.ForeignKey(
        "network.Organisation", on_delete=models.PROTECT, related_name="applications"
    )
    state = models.CharField(
        max_length=10, choices=ApplicationState.choices, default=ApplicationState.DRAFT
    )
    kind = models.ForeignKey(
        AwardKind, null=True, blank=True, on_delete=models.PROTECT, related_name="applications"
    )
    communities = models.ManyToManyField(
        "network.Community", blank=True, related_name="applications"
    )
    title = models.CharField(max_length=160, blank=True)
    summary = models.TextField(blank=True, max_length=2000)
    priorities = models.JSONField(default=list, blank=True, help_text="Texts, the first first")
    asked = Money(null=True, blank=True, validators=NOT_BELOW_ZERO)
    least = Money(null=True, blank=True, validators=NOT_BELOW_ZERO)
    version = models.PositiveIntegerField(default=0)
    started_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="applications_started"
    )
    started_at = models.DateTimeField()
    saved_at = models.DateTimeField()
    signed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="applications_signed",
    )
    signed_as = models.CharField(max_length=160, blank=True, help_text="Name and role, as typed")
    sent_at = models.DateTimeField(null=True, blank=True)
    reference = models.CharField(max_length=40, blank=True)
    is_late = models.BooleanField(default=False)

    class Meta:
        ordering = ["organisation__name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["call", "organisation"], name="one_application_a_call"),
            models.UniqueConstraint(
                fields=["reference"], condition=~Q(reference=""), name="application_reference_once"
            ),
            models.CheckConstraint(
                condition=Q(state__in=ApplicationState.values), name="application_state_is_known"
            ),
            models.CheckConstraint(
                condition=~Q(state=ApplicationState.SUBMITTED)
                | (Q(sent_at__isnull=False, signed_by__isnull=False) & ~Q(reference="")),
                name="what_is_sent_is_signed",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation}: {self.call}"


class Collaborator(models.Model):
    """Someone of another organisation, such as a partner's, who may write in an application."""

    application = models.ForeignKey(
        Application, on_delete=models.CASCADE, related_name="collaborators"
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="collaborations"
    )
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="collaborators_added"
    )

    class Meta:
        ordering = ["user__name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["application", "user"], name="collaborator_once")
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.application}"


class Partner(models.Model):
    """An organisation that takes part, apart from the communities; it confirms this itself."""

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="partners")
    organisation = models.ForeignKey(
        "network.Organisation", on_delete=models.PROTECT, related_name="partnerships"
    )
    state = models.CharField(
        max_length=10, choices=PartnerState.choices, default=PartnerState.NAMED
    )
    role = models.CharField(max_length=200, blank=True, help_text="What it does in the work")
    agreement = models.TextField(blank=True, max_length=2000)
    share = Money(null=True, blank=True, validators=NOT_BELOW_ZERO)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="partnerships_settled",
    )
    settled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["organisation__name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["application", "organisation"], name="partner_once"),
            models.CheckConstraint(
                condition=Q(state__in=PartnerState.values), name="partner_state_is_known"
            ),
            models.CheckConstraint(
                condition=~Q(state=PartnerState.CONFIRMED)
                | Q(settled_by__isnull=False, settled_at__isnull=False),
                name="partner_confirms_by_someone",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation}: {self.application}"


class Activity(models.Model):
    """A step of the course of action. `priority` is the place of one of the priorities, from 0."""

    application = models.ForeignKey(
        Application, on_delete=models.CASCADE, related_name="activities"
    )
    text = models.CharField(max_length=400)
    priority = models.PositiveSmallIntegerField(null=True, blank=True)
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    outcome = models.CharField(max_length=400, blank=True, help_text="What will be different")
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "pk"]
        verbose_name_plural = "activities"

    def __str__(self) -> str:
        return self.text


class BudgetLine(models.Model):
    """What a part of the work costs, by a kind of cost that the call pays for."""

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="lines")
    cost = models.ForeignKey(EligibleCost, on_delete=models.PROTECT, related_name="lines")
    text = models.CharField(max_length=200)
    amount = Money(validators=NOT_BELOW_ZERO)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(amount__gte=0), name="line_is_not_below_zero")
        ]

    def __str__(self) -> str:
        return f"{self.text}: {self.amount}"


class Answer(models.Model):
    """The answer to a question: a text, the key of a choice, a number as text, or rows."""

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="answers")
    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="answers")
    value = models.JSONField()

    class Meta:
        ordering = ["question__position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["application", "question"], name="one_answer")
        ]

    def __str__(self) -> str:
        return f"{self.question}: {self.application}"


class File(models.Model):
    """A file that answers a question, cleaned of what it says beside its words."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="files")
    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="files")
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=100, help_text="Media type")
    size = models.PositiveIntegerField(help_text="Bytes")
    data = models.BinaryField()
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="application_files"
    )
    added_at = models.DateTimeField()

    class Meta:
        ordering = ["added_at", "name", "pk"]

    def __str__(self) -> str:
        return self.name


class LateException(models.Model):
    """Someone of the funder lets one organisation apply after the call has closed, and says why."""

    call = models.ForeignKey(Call, on_delete=models.PROTECT, related_name="late_exceptions")
    organisation = models.ForeignKey(
        "network.Organisation", on_delete=models.PROTECT, related_name="late_exceptions"
    )
    until = models.DateTimeField()
    reason = models.CharField(max_length=400)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="late_exceptions"
    )
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["-made_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["call", "organisation"], name="one_late_exception_a_call"
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="late_exception_has_a_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.organisation}: {self.call}"
