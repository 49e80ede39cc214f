"""Where people are: regions, and the communities in them."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models


class Region(models.Model):
    """A part of the province within which the nearest spoke is looked for."""

    key = models.SlugField(unique=True, max_length=60)
    name = models.CharField(max_length=120)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "name", "pk"]

    def __str__(self) -> str:
        return self.name


class Community(models.Model):
    """A place by the name that people type. Position in decimal degrees (WGS 84)."""

    key = models.SlugField(unique=True, max_length=60)
    name = models.CharField(max_length=120)
    also = models.JSONField(default=list, blank=True, help_text="Other names and spellings")
    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="communities")
    latitude = models.DecimalField(
        max_digits=7, decimal_places=4, validators=[MinValueValidator(-90), MaxValueValidator(90)]
    )
    longitude = models.DecimalField(
        max_digits=7, decimal_places=4, validators=[MinValueValidator(-180), MaxValueValidator(180)]
    )
    geonames_id = models.PositiveIntegerField(null=True, blank=True)
    part_of = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="parts"
    )
    neighbours = models.ManyToManyField("self", blank=True)

    class Meta:
        ordering = ["name", "pk"]
        verbose_name_plural = "communities"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(latitude__range=(-90, 90), longitude__range=(-180, 180)),
                name="community_is_on_earth",
            ),
            models.CheckConstraint(
                condition=~models.Q(part_of=models.F("id")), name="community_is_not_its_own_part"
            ),
        ]

    def __str__(self) -> str:
        return self.name
