"""Who the network is made of: organisations, the hub and the spokes."""

from django.db import models

from upstander.network.models.place import Community, Region
from upstander.network.states import SpokeKind


class Organisation(models.Model):
    """A real organisation. Contact data only where it is public, with its source."""

    key = models.SlugField(unique=True, max_length=120)
    name = models.CharField(max_length=200)
    short_name = models.CharField(max_length=60, blank=True)
    since = models.PositiveSmallIntegerField(null=True, blank=True)
    seat = models.ForeignKey(Community, null=True, blank=True, on_delete=models.PROTECT)
    is_indigenous_governed = models.BooleanField(default=False)
    website = models.URLField(blank=True)
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=40, blank=True)
    languages = models.JSONField(default=list, blank=True, help_text="Languages served (tags)")
    remark = models.CharField(max_length=300, blank=True)
    sources = models.JSONField(default=list, blank=True)

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(website="", email="", phone="") | ~models.Q(sources=[]),
                name="contact_has_a_source",
            )
        ]

    def __str__(self) -> str:
        return self.name


class Hub(models.Model):
    """The organisation that coordinates the network; one at a time."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="hubs")
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["-starts_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                models.Value(1), condition=models.Q(ends_on=None), name="one_hub_at_a_time"
            ),
            models.CheckConstraint(
                condition=models.Q(ends_on=None) | models.Q(ends_on__gte=models.F("starts_on")),
                name="hub_ends_after_it_starts",
            ),
        ]

    def __str__(self) -> str:
        return str(self.organisation)


class Spoke(models.Model):
    """An organisation's term as the community-based branch of some communities."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="spokes")
    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="spokes")
    kind = models.CharField(max_length=12, choices=SpokeKind.choices)
    communities = models.ManyToManyField(Community, through="SpokeCommunity", related_name="spokes")
    partners = models.ManyToManyField(Organisation, blank=True, related_name="partner_of")
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    remark = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["organisation__name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation"],
                condition=models.Q(ends_on=None),
                name="one_open_term_an_organisation",
            ),
            models.CheckConstraint(
                condition=models.Q(kind__in=SpokeKind.values), name="spoke_kind_is_known"
            ),
            models.CheckConstraint(
                condition=models.Q(ends_on=None) | models.Q(ends_on__gte=models.F("starts_on")),
                name="spoke_ends_after_it_starts",
            ),
        ]

    def __str__(self) -> str:
        return str(self.organisation)


class SpokeCommunity(models.Model):
    """A community that a spoke serves."""

    spoke = models.ForeignKey(Spoke, on_delete=models.CASCADE, related_name="service_area")
    community = models.ForeignKey(Community, on_delete=models.PROTECT, related_name="served_by")

    class Meta:
        ordering = ["community__name", "pk"]
        verbose_name_plural = "spoke communities"
        constraints = [
            models.UniqueConstraint(fields=["spoke", "community"], name="served_once_a_spoke")
        ]

    def __str__(self) -> str:
        return f"{self.spoke}: {self.community}"
