"""Which projects an award pays for, and how much of it goes to each."""

from django.db import models
from django.db.models import Q

from upstander.funding.models.award import Award
from upstander.funding.models.call import Money


class ProjectMoney(models.Model):
    """A part of an award for one project of the same organisation. Together at most the award."""

    award = models.ForeignKey(Award, on_delete=models.PROTECT, related_name="project_money")
    project = models.ForeignKey(
        "action.Project", on_delete=models.PROTECT, related_name="award_money"
    )
    amount = Money()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["award", "project"], name="project_once_an_award"),
            models.CheckConstraint(condition=Q(amount__gt=0), name="project_money_above_zero"),
        ]

    def __str__(self) -> str:
        return f"{self.award}: {self.amount}"
