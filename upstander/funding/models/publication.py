"""Under whose name awards are published as open data."""

from django.core.validators import RegexValidator
from django.db import models

PREFIX = RegexValidator(
    r"^360G-[A-Za-z0-9]+\Z", "begins with 360G- and goes on with letters and digits"
)
COUNTRY = RegexValidator(r"^[A-Z]{2}\Z", "is a country's two letters (ISO 3166-1)")


class Publisher(models.Model):
    """Who publishes the awards, by the prefix of its identifiers in the 360Giving standard.

    `funder_id` is the funder's identifier in a register of org-id.guide, where one is known.
    """

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    prefix = models.CharField(max_length=60, validators=[PREFIX])
    name = models.CharField(max_length=200, blank=True, help_text="Else the programme's")
    funder_id = models.CharField(max_length=80, blank=True)
    country = models.CharField(max_length=2, blank=True, validators=[COUNTRY])
    license = models.URLField(blank=True)
    attribution = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="one_publisher")]

    def __str__(self) -> str:
        return self.prefix
