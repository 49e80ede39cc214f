"""How the money of a call is shared out: what was weighed, what was proposed, what was decided."""

from decimal import Decimal

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q

from upstander.funding.models.application import Application
from upstander.funding.models.call import NOT_BELOW_ZERO, Call, Money


class CommunityNeed(models.Model):
    """How much it counts that a call reaches a community; 1 where nothing is said."""

    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="needs")
    community = models.ForeignKey(
        "network.Community", on_delete=models.PROTECT, related_name="needs"
    )
    weight = models.DecimalField(
        max_digits=6, decimal_places=2, validators=[MinValueValidator(Decimal("0.01"))]
    )
    basis = models.CharField(max_length=200, help_text="What the weight rests on")

    class Meta:
        ordering = ["community__name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["call", "community"], name="one_need_a_community"),
            models.CheckConstraint(condition=Q(weight__gt=0), name="need_is_above_zero"),
            models.CheckConstraint(condition=~Q(basis=""), name="need_says_its_basis"),
        ]

    def __str__(self) -> str:
        return f"{self.community}: {self.weight}"


class Scenario(models.Model):
    """One proposal of the solver: what it was given and what it found, as they were then.

    `given` and `found` are plain values of the allocation's `Problem` and `Proposal`; `seed` is
    what the draw among equals is made from, so that anyone can repeat it.
    """

    call = models.ForeignKey(Call, on_delete=models.PROTECT, related_name="scenarios")
    name = models.CharField(max_length=80)
    budget = Money(validators=NOT_BELOW_ZERO)
    seed = models.CharField(max_length=80)
    given = models.JSONField()
    found = models.JSONField()
    is_possible = models.BooleanField()
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="scenarios"
    )
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["-made_at", "-pk"]

    def __str__(self) -> str:
        return self.name


class Decision(models.Model):
    """What people decide about an application: an amount, or zero for no award.

    `proposed` is what the scenario said that it began from. An amount above a ceiling carries an
    `override` and holds only when a second person has agreed.
    """

    application = models.OneToOneField(
        Application, on_delete=models.PROTECT, related_name="decision"
    )
    scenario = models.ForeignKey(
        Scenario, null=True, blank=True, on_delete=models.PROTECT, related_name="decisions"
    )
    proposed = Money(null=True, blank=True)
    amount = Money(validators=NOT_BELOW_ZERO)
    reason = models.CharField(max_length=400, blank=True)
    override = models.CharField(max_length=400, blank=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="decisions"
    )
    made_at = models.DateTimeField()
    second_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="decisions_agreed",
    )
    second_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["application__organisation__name", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(amount__gte=0), name="decision_is_not_below_zero"),
            models.CheckConstraint(
                condition=Q(second_by=None) | ~Q(second_by=F("made_by")),
                name="second_person_is_another",
            ),
            models.CheckConstraint(
                condition=~Q(override="") | Q(second_by=None), name="only_an_override_is_seconded"
            ),
            models.CheckConstraint(
                condition=Q(scenario=None) | Q(amount=F("proposed")) | ~Q(reason=""),
                name="a_change_of_the_proposal_has_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.application}: {self.amount}"
