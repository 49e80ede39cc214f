"""Which projects an award pays for, from which lines of its budget, and which line pays what."""

from django.db import models
from django.db.models import Q

from upstander.funding.models.award import Award
from upstander.funding.models.call import EligibleCost, Money


class ProjectMoney(models.Model):
    """A part of a line of an award for one project of the same organisation.

    Together at most the award. `cost` is None where the line was never named.
    """

    award = models.ForeignKey(Award, on_delete=models.PROTECT, related_name="project_money")
    project = models.ForeignKey(
        "action.Project", on_delete=models.PROTECT, related_name="award_money"
    )
    cost = models.ForeignKey(
        EligibleCost, null=True, blank=True, on_delete=models.PROTECT, related_name="project_money"
    )
    amount = Money()

    class Meta:
        ordering = ["cost__position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["award", "project", "cost"],
                condition=Q(cost__isnull=False),
                name="project_once_a_line",
            ),
            models.UniqueConstraint(
                fields=["award", "project"],
                condition=Q(cost__isnull=True),
                name="project_once_without_a_line",
            ),
            models.CheckConstraint(condition=Q(amount__gt=0), name="project_money_above_zero"),
        ]

    def __str__(self) -> str:
        return f"{self.award}: {self.amount}"


class PaidActivity(models.Model):
    """The line of an award that pays what an activity cost. Nothing is paid for twice."""

    activity = models.OneToOneField("action.Activity", on_delete=models.CASCADE, related_name="+")
    award = models.ForeignKey(Award, on_delete=models.PROTECT, related_name="paid_activities")
    cost = models.ForeignKey(EligibleCost, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["pk"]
        verbose_name_plural = "paid activities"

    def __str__(self) -> str:
        return f"{self.award}: {self.activity}"
