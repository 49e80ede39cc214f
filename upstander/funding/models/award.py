"""What was awarded: to whom, for which communities and year, how much, and on what ground."""

from django.db import models
from django.db.models import Q

from upstander.funding.models.application import Application
from upstander.funding.models.call import AwardKind, Call, Money
from upstander.funding.states import FREED_AWARD_STATES, AwardState


class Award(models.Model):
    """An award of a call.

    `basis` says where the amount comes from when no application does; `override` why a ceiling
    of the call does not hold for it.
    """

    reference = models.SlugField(unique=True, max_length=80)
    call = models.ForeignKey(Call, on_delete=models.PROTECT, related_name="awards")
    organisation = models.ForeignKey(
        "network.Organisation", on_delete=models.PROTECT, related_name="awards"
    )
    application = models.OneToOneField(
        Application, null=True, blank=True, on_delete=models.PROTECT, related_name="award"
    )
    kind = models.ForeignKey(AwardKind, on_delete=models.PROTECT, related_name="awards")
    state = models.CharField(max_length=10, choices=AwardState.choices)
    year = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=160)
    description = models.TextField(max_length=2000)
    amount = Money()
    partners = models.ManyToManyField(
        "network.Organisation", blank=True, related_name="awards_as_partner"
    )
    awarded_on = models.DateField()
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    basis = models.CharField(max_length=400, blank=True)
    override = models.CharField(max_length=400, blank=True)
    sources = models.JSONField(default=list, blank=True)
    changed_on = models.DateField()

    class Meta:
        ordering = ["organisation__name", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=AwardState.values), name="award_state_is_known"
            ),
            models.CheckConstraint(condition=Q(amount__gt=0), name="award_is_above_zero"),
            models.UniqueConstraint(
                fields=["organisation", "year"],
                condition=~Q(state__in=FREED_AWARD_STATES),
                name="one_award_an_organisation_and_year",
            ),
            models.CheckConstraint(
                condition=~Q(state=AwardState.RECORDED) | ~Q(basis=""),
                name="recorded_award_says_its_basis",
            ),
        ]

    def __str__(self) -> str:
        return self.reference


class AwardCommunity(models.Model):
    """A community that an award is for, in a year; no community is awarded twice in one."""

    award = models.ForeignKey(Award, on_delete=models.CASCADE, related_name="places")
    community = models.ForeignKey(
        "network.Community", on_delete=models.PROTECT, related_name="awards"
    )
    year = models.PositiveSmallIntegerField()
    is_held = models.BooleanField(default=True, help_text="Not since the award was turned down")

    class Meta:
        ordering = ["community__name", "pk"]
        verbose_name_plural = "award communities"
        constraints = [
            models.UniqueConstraint(fields=["award", "community"], name="award_community_once"),
            models.UniqueConstraint(
                fields=["community", "year"],
                condition=Q(is_held=True),
                name="no_community_twice_in_a_year",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.award}: {self.community}"
