"""What a spoke says of a year."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from upstander.action.states import SummaryState


class AnnualSummary(models.Model):
    """The year of one organisation in its own words, for its partners and for the hub.

    `reports` is what it counted itself, None where it counted nothing; never shown in public.
    """

    organisation = models.ForeignKey(
        "network.Organisation", on_delete=models.PROTECT, related_name="annual_summaries"
    )
    year = models.PositiveSmallIntegerField()
    words = models.TextField(max_length=8000)
    reports = models.PositiveIntegerField(null=True, blank=True)
    state = models.CharField(max_length=8, choices=SummaryState.choices, default=SummaryState.DRAFT)
    agreed_on = models.DateField(null=True, blank=True)
    agreed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    version = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["-year", "organisation__name", "pk"]
        verbose_name_plural = "annual summaries"
        constraints = [
            models.UniqueConstraint(fields=["organisation", "year"], name="one_summary_a_year"),
            models.CheckConstraint(
                condition=Q(state__in=SummaryState.values), name="summary_state_is_known"
            ),
            models.CheckConstraint(
                condition=Q(state=SummaryState.DRAFT, agreed_on=None, agreed_by=None)
                | Q(state=SummaryState.AGREED, agreed_on__isnull=False, agreed_by__isnull=False),
                name="agreed_summary_says_when_and_by_whom",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation}, {self.year}"
