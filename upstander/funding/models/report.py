"""What an organisation tells about an award, what it spent, and what it gave back."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from upstander.funding.models.award import Award
from upstander.funding.models.call import NOT_BELOW_ZERO, EligibleCost, Money
from upstander.funding.states import ReportKind, ReportState


class Report(models.Model):
    """An interim or final report. `version` counts what was saved, for two open tabs.

    `remark` says why it was sent back.
    """

    award = models.ForeignKey(Award, on_delete=models.PROTECT, related_name="reports")
    kind = models.CharField(max_length=10, choices=ReportKind.choices)
    state = models.CharField(max_length=10, choices=ReportState.choices, default=ReportState.DUE)
    due_on = models.DateField()
    activities = models.TextField(blank=True, max_length=10000, help_text="What was done")
    outcomes = models.TextField(blank=True, max_length=10000, help_text="What is different now")
    remark = models.TextField(blank=True, max_length=2000)
    version = models.PositiveIntegerField(default=0)
    saved_at = models.DateTimeField(null=True, blank=True)
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT,
        related_name="reports_submitted",
    )  # fmt: skip
    submitted_at = models.DateTimeField(null=True, blank=True)
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT,
        related_name="reports_accepted",
    )  # fmt: skip
    accepted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["due_on", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["award", "kind"], name="one_report_of_a_kind"),
            models.CheckConstraint(
                condition=Q(kind__in=ReportKind.values), name="report_kind_is_known"
            ),
            models.CheckConstraint(
                condition=Q(state__in=ReportState.values), name="report_state_is_known"
            ),
            models.CheckConstraint(
                condition=Q(state=ReportState.DUE)
                | Q(submitted_by__isnull=False, submitted_at__isnull=False),
                name="report_is_sent_by_someone",
            ),
            models.CheckConstraint(
                condition=~Q(state=ReportState.ACCEPTED)
                | Q(accepted_by__isnull=False, accepted_at__isnull=False),
                name="report_is_accepted_by_someone",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.award}: {self.kind}"


class ReportLine(models.Model):
    """What was spent so far on a kind of cost, beside what the budget planned for it."""

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="lines")
    cost = models.ForeignKey(EligibleCost, on_delete=models.PROTECT, related_name="report_lines")
    planned = Money(validators=NOT_BELOW_ZERO)
    spent = Money(null=True, blank=True, validators=NOT_BELOW_ZERO)
    note = models.CharField(max_length=400, blank=True)

    class Meta:
        ordering = ["cost__position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["report", "cost"], name="report_line_once_a_cost"),
            models.CheckConstraint(
                condition=Q(planned__gte=0) & (Q(spent=None) | Q(spent__gte=0)),
                name="report_line_is_not_below_zero",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.report}: {self.cost}"


class Return(models.Model):
    """Money of an award that was not spent and came back to the funder."""

    award = models.ForeignKey(Award, on_delete=models.PROTECT, related_name="returns")
    amount = Money()
    returned_on = models.DateField()
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="returns_recorded"
    )
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["returned_on", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(amount__gt=0), name="return_is_above_zero")
        ]

    def __str__(self) -> str:
        return f"{self.award}: {self.amount}"


class Reminder(models.Model):
    """That people were reminded of a report: once before, on and after each day it was due."""

    MOMENTS = [("before", "before"), ("on", "on"), ("after", "after")]

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="reminders")
    moment = models.CharField(max_length=6, choices=MOMENTS)
    due_on = models.DateField()
    sent_on = models.DateField()

    class Meta:
        ordering = ["sent_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["report", "moment", "due_on"], name="reminded_once_a_moment"
            )
        ]

    def __str__(self) -> str:
        return f"{self.report}: {self.moment}"
