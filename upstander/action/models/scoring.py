"""The committee scores what is proposed, openly."""

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q

from upstander.action.models.priority import Priority
from upstander.action.states import RoundState


class RoundOfScoring(models.Model):
    """The priorities that were proposed when it was opened; one open round an organisation."""

    organisation = models.ForeignKey(
        "network.Organisation", on_delete=models.PROTECT, related_name="scoring_rounds"
    )
    priorities = models.ManyToManyField(Priority, related_name="rounds")
    opens_on = models.DateField()
    closes_on = models.DateField()
    state = models.CharField(max_length=8, choices=RoundState.choices, default=RoundState.OPEN)

    class Meta:
        ordering = ["-opens_on", "-pk"]
        verbose_name_plural = "rounds of scoring"
        constraints = [
            models.UniqueConstraint(
                fields=["organisation"],
                condition=Q(state=RoundState.OPEN),
                name="one_open_round_an_organisation",
            ),
            models.CheckConstraint(
                condition=Q(state__in=RoundState.values), name="round_state_is_known"
            ),
            models.CheckConstraint(
                condition=Q(closes_on__gte=F("opens_on")), name="round_closes_after_it_opens"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation}, {self.opens_on}"


class Points(models.PositiveSmallIntegerField):
    """1 to 5."""

    def __init__(self, **options: object) -> None:
        limits = [MinValueValidator(1), MaxValueValidator(5)]
        super().__init__(**{"validators": limits, **options})  # type: ignore[arg-type]


class Score(models.Model):
    """What a seat of the committee, or a member of the organisation, gave; and who entered it."""

    round = models.ForeignKey(RoundOfScoring, on_delete=models.PROTECT, related_name="scores")
    priority = models.ForeignKey(Priority, on_delete=models.PROTECT, related_name="scores")
    seat = models.ForeignKey(
        "partnership.Seat", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    importance = Points()
    feasibility = Points()
    reach = Points()
    words = models.CharField(max_length=400, blank=True)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["round", "priority", "seat"],
                condition=Q(seat__isnull=False),
                name="scored_once_a_seat",
            ),
            models.UniqueConstraint(
                fields=["round", "priority", "user"],
                condition=Q(user__isnull=False),
                name="scored_once_a_member",
            ),
            models.CheckConstraint(
                condition=Q(seat__isnull=False, user__isnull=True)
                | Q(seat__isnull=True, user__isnull=False),
                name="score_is_given_by_one",
            ),
            models.CheckConstraint(
                condition=Q(
                    importance__range=(1, 5), feasibility__range=(1, 5), reach__range=(1, 5)
                ),
                name="score_is_one_to_five",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.priority}: {self.importance}, {self.feasibility}, {self.reach}"
