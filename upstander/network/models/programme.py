"""The programme: who funds it, by which models, its story, and its taxonomies."""

from django.core.validators import MinValueValidator
from django.db import models

from upstander.network.states import SpokeKind


class Programme(models.Model):
    """The network's programme: one row."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    name = models.CharField(max_length=200)
    funder = models.CharField(max_length=200)
    launched = models.CharField(max_length=20, blank=True)
    stated_annual_budget = models.DecimalField(
        max_digits=12, decimal_places=2, null=True, blank=True
    )
    currency = models.CharField(max_length=3)
    notice = models.CharField(max_length=400)
    sources = models.JSONField(default=list, blank=True)
    leave_to = models.URLField(help_text="The neutral site where Leave quickly lands")
    source_language = models.CharField(max_length=12)
    outline = models.TextField(blank=True, help_text="GeoJSON of the area, for the map")
    answer_within = models.PositiveSmallIntegerField(default=2, help_text="Working days")
    keep_closed = models.PositiveSmallIntegerField(default=180, help_text="Days")
    keep_decided = models.PositiveSmallIntegerField(default=365, help_text="Days")
    holidays = models.CharField(max_length=12, blank=True, help_text="Country and part")

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="one_programme")]

    def __str__(self) -> str:
        return self.name


class FundingModel(models.Model):
    """How a kind of spoke is funded; amounts in the programme's currency, per year."""

    kind = models.CharField(max_length=12, choices=SpokeKind.choices, unique=True)
    annual_maximum = models.DecimalField(
        max_digits=12, decimal_places=2, validators=[MinValueValidator(0)]
    )
    currency = models.CharField(max_length=3)
    minimum_communities = models.PositiveSmallIntegerField(default=1)
    are_neighbours_required = models.BooleanField(default=False)
    per = models.CharField(max_length=200)

    class Meta:
        ordering = ["annual_maximum", "pk"]

    def __str__(self) -> str:
        return self.get_kind_display()


class Statement(models.Model):
    """A line of the programme: a milestone, a criterion, a duty, an activity or a total."""

    KINDS = ["milestone", "criterion", "duty", "activity", "announced_total"]

    key = models.SlugField(max_length=80)
    kind = models.CharField(max_length=20, choices=[(k, k) for k in KINDS])
    text = models.CharField(max_length=400, blank=True)
    on = models.CharField(max_length=20, blank=True)
    amount = models.DecimalField(max_digits=12, decimal_places=2, null=True, blank=True)
    count = models.PositiveIntegerField(null=True, blank=True)
    source = models.CharField(max_length=400, blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["kind", "position", "pk"]
        constraints = [models.UniqueConstraint(fields=["kind", "key"], name="statement_once")]

    def __str__(self) -> str:
        return f"{self.kind}: {self.key}"


class Taxonomy(models.Model):
    """A question with a list of terms, several of which may be chosen."""

    key = models.SlugField(unique=True, max_length=60)
    name = models.CharField(max_length=120)
    question = models.CharField(max_length=200)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "pk"]
        verbose_name_plural = "taxonomies"

    def __str__(self) -> str:
        return self.name


class Term(models.Model):
    """One answer of a taxonomy; `parent` groups terms under a heading."""

    taxonomy = models.ForeignKey(Taxonomy, on_delete=models.PROTECT, related_name="terms")
    key = models.SlugField(max_length=60)
    name = models.CharField(max_length=160)
    parent = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="children"
    )
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["taxonomy", "position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["taxonomy", "key"], name="term_once_a_taxonomy")
        ]

    def __str__(self) -> str:
        return self.name
