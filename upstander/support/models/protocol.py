"""A response protocol started on a request: the only place that knows which run it is."""

from django.db import models

from upstander.support.models.case import Case
from upstander.support.models.team import Team


class CaseProtocol(models.Model):
    """The random name of a run, for the team that started it; it goes with the request.

    `is_police_agreed`: the person said yes to the police being told.
    """

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="protocols")
    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="+")
    token = models.CharField(max_length=64, unique=True)
    is_police_agreed = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "team"], name="one_protocol_a_team"),
            models.CheckConstraint(condition=~models.Q(token=""), name="a_protocol_has_its_name"),
        ]

    def __str__(self) -> str:
        return f"protocol of {self.case_id}"
