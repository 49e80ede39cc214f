"""Who comes together with a spoke in its communities."""

from django.db import models

from upstander.partnership.states import PartnerKind


class Partner(models.Model):
    """A nation, group or institution in the partnership that `organisation` leads.

    It is named in public only where it agreed to that.
    """

    organisation = models.ForeignKey(
        "network.Organisation", on_delete=models.PROTECT, related_name="local_partners"
    )
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=12, choices=PartnerKind.choices)
    communities = models.ManyToManyField("network.Community", blank=True, related_name="+")
    website = models.URLField(blank=True)
    is_named_in_public = models.BooleanField(default=False)
    agreement = models.TextField(blank=True, max_length=4000)
    agreed_on = models.DateField(null=True, blank=True)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    version = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "name"],
                condition=models.Q(ends_on=None),
                name="one_open_partnership_a_name",
            ),
            models.CheckConstraint(
                condition=models.Q(kind__in=PartnerKind.values), name="partner_kind_is_known"
            ),
            models.CheckConstraint(
                condition=models.Q(ends_on=None) | models.Q(ends_on__gte=models.F("starts_on")),
                name="partnership_ends_after_it_starts",
            ),
        ]

    def __str__(self) -> str:
        return self.name
