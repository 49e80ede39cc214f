"""How many requests there were, after their rows are gone."""

from django.db import models

from upstander.support.models.team import Team


class Tally(models.Model):
    """Requests of a quarter that were destroyed in time: one number for each answer, no more.

    `quarter` is its first day; `counted` is `all`, or one answer to one question that stands
    plain, such as `wish:record`. No row for a request, and nothing that joins two answers.
    """

    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="tallies")
    quarter = models.DateField()
    counted = models.CharField(max_length=24)
    number = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["quarter", "counted", "pk"]
        verbose_name_plural = "tallies"
        constraints = [
            models.UniqueConstraint(
                fields=["team", "quarter", "counted"], name="one_tally_a_quarter_and_answer"
            )
        ]

    def __str__(self) -> str:
        return f"{self.quarter}, {self.counted}: {self.number}"
