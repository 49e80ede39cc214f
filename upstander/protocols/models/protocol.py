"""A protocol and its versions, as structured data."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from upstander.protocols.states import HOLDING_STATES, Section, VersionState


class Protocol(models.Model):
    """How the partners of some communities answer an incident; `organisation` keeps it."""

    organisation = models.ForeignKey(
        "network.Organisation", on_delete=models.PROTECT, related_name="protocols"
    )
    title = models.CharField(max_length=160)
    communities = models.ManyToManyField("network.Community", related_name="protocols")

    class Meta:
        ordering = ["title", "pk"]

    def __str__(self) -> str:
        return self.title


class Version(models.Model):
    """One wording of a protocol. Of a protocol, at most one version holds at a time.

    `version` counts edits, so that two tabs do not undo each other. `is_draft_translation`: the
    words came from a pattern in a translation that nobody who knows both languages has read.
    `ended_on` is the day on which it was replaced, or given up.
    """

    protocol = models.ForeignKey(Protocol, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    state = models.CharField(
        max_length=12, choices=VersionState.choices, default=VersionState.DRAFT
    )
    summary = models.TextField(blank=True, max_length=2000)
    source_language = models.CharField(max_length=12)
    is_draft_translation = models.BooleanField(default=False)
    review_on = models.DateField(null=True, blank=True)
    in_force_on = models.DateField(null=True, blank=True)
    ended_on = models.DateField(null=True, blank=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    version = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["protocol", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["protocol", "number"], name="version_number_once"),
            models.UniqueConstraint(
                fields=["protocol"],
                condition=Q(state__in=HOLDING_STATES),
                name="one_version_in_force",
            ),
            models.CheckConstraint(
                condition=Q(state__in=VersionState.values), name="version_state_is_known"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=HOLDING_STATES) | Q(in_force_on__isnull=False),
                name="version_in_force_has_a_day",
            ),
            models.CheckConstraint(
                condition=Q(ended_on=None) | Q(ended_on__gte=F("in_force_on")),
                name="version_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.protocol} ({self.number})"


class Level(models.Model):
    """How grave it is, and what calls for this level."""

    of = models.ForeignKey(Version, on_delete=models.CASCADE, related_name="levels")
    position = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=120)
    trigger = models.TextField(blank=True, max_length=1000)

    class Meta:
        ordering = ["of", "position"]
        constraints = [
            models.UniqueConstraint(fields=["of", "position"], name="level_position_once")
        ]

    def __str__(self) -> str:
        return self.title


class Duty(models.Model):
    """A part that someone plays, such as first contact; `partner` says who, where it is known.

    `named` keeps the partner's name as it stood in the words that were given to be signed: a
    partner that takes another name later does not change what was agreed.
    """

    of = models.ForeignKey(Version, on_delete=models.CASCADE, related_name="duties")
    position = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=120)
    partner = models.ForeignKey(
        "partnership.Partner", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    named = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["of", "position"]
        verbose_name_plural = "duties"
        constraints = [
            models.UniqueConstraint(fields=["of", "position"], name="duty_position_once")
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def who(self) -> str:
        """The partner's name, or "" where nobody acts yet."""
        return self.named or (self.partner.name if self.partner else "")


class DutyContact(models.Model):
    """How to reach whoever has a duty. Private: never in a public version or a digest.

    It goes a year after its version is over.
    """

    duty = models.OneToOneField(Duty, on_delete=models.CASCADE, related_name="contact")
    name = models.CharField(max_length=160, blank=True)
    phone = models.CharField(max_length=60, blank=True)
    email = models.EmailField(blank=True)
    when = models.CharField(max_length=160, blank=True)

    def __str__(self) -> str:
        return f"{self.duty}"


class Step(models.Model):
    """What is done, by whom, and within how many minutes of the start, at which levels.

    No level means every level. `within` is in minutes; None has no time.
    """

    of = models.ForeignKey(Version, on_delete=models.CASCADE, related_name="steps")
    section = models.CharField(max_length=12, choices=Section.choices)
    position = models.PositiveSmallIntegerField()
    text = models.TextField(max_length=1000)
    duty = models.ForeignKey(
        Duty, null=True, blank=True, on_delete=models.PROTECT, related_name="steps"
    )
    levels = models.ManyToManyField(Level, blank=True, related_name="steps")
    within = models.PositiveIntegerField(null=True, blank=True)

    class Meta:
        ordering = ["of", "section", "position"]
        constraints = [
            models.CheckConstraint(
                condition=Q(section__in=Section.values), name="section_is_known"
            ),
            models.UniqueConstraint(
                fields=["of", "section", "position"], name="step_position_once_a_section"
            ),
        ]

    def __str__(self) -> str:
        return self.text[:60]


class VersionText(models.Model):
    """The words of a version in another language: `{"summary": …, "level-1-title": …}`.

    Keys are noun, position (for steps section and position) and field: `level-2-trigger`,
    `duty-1-title`, `step-care-3-text`, `title`.
    """

    of = models.ForeignKey(Version, on_delete=models.CASCADE, related_name="texts")
    language = models.CharField(max_length=12)
    words = models.JSONField(default=dict)
    is_reviewed = models.BooleanField(default=False)

    class Meta:
        ordering = ["of", "language"]
        constraints = [
            models.UniqueConstraint(fields=["of", "language"], name="version_text_once_a_language")
        ]

    def __str__(self) -> str:
        return f"{self.of} ({self.language})"


class Comment(models.Model):
    """What was said of a version in consultation, by whom, and what came of it."""

    of = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="comments")
    partner = models.ForeignKey(
        "partnership.Partner", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    text = models.TextField(max_length=2000)
    answer = models.TextField(blank=True, max_length=2000)
    made_on = models.DateField()
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering = ["of", "made_on", "pk"]

    def __str__(self) -> str:
        return self.text[:60]
