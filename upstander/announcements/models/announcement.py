"""What the hub says to its members, and the same in further languages."""

from django.conf import settings
from django.db import models

from upstander.announcements.states import AnnouncementState, Circle
from upstander.core.translation import TranslationState

TITLE, WORDS = 150, 6000  # letters, at most


class Announcement(models.Model):
    """Words of the hub for some of its network. After `last_on` nobody needs to read it."""

    CONTENT = ("title", "words")  # what a translation is made from

    organisation = models.ForeignKey(
        "network.Organisation", on_delete=models.PROTECT, related_name="announcements"
    )
    title = models.CharField(max_length=TITLE)
    words = models.TextField(max_length=WORDS)
    language = models.CharField(max_length=12)
    audience = models.CharField(max_length=12, choices=Circle.choices)
    region = models.ForeignKey(
        "network.Region", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    is_urgent = models.BooleanField(default=False)
    last_on = models.DateField(null=True, blank=True)
    state = models.CharField(
        max_length=9, choices=AnnouncementState.choices, default=AnnouncementState.DRAFT
    )
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    published_at = models.DateTimeField(null=True, blank=True)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    version = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["-published_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state__in=AnnouncementState.values),
                name="announcement_state_is_known",
            ),
            models.CheckConstraint(
                condition=models.Q(audience__in=Circle.values),
                name="announcement_audience_is_known",
            ),
            models.CheckConstraint(
                condition=models.Q(audience=Circle.REGION, region__isnull=False)
                | (~models.Q(audience=Circle.REGION) & models.Q(region=None)),
                name="announcement_has_its_region",
            ),
            models.CheckConstraint(
                condition=models.Q(published_at=None, published_by=None)
                | models.Q(published_at__isnull=False, published_by__isnull=False),
                name="announcement_is_published_by_someone",
            ),
            models.CheckConstraint(
                condition=models.Q(state=AnnouncementState.DRAFT, published_at=None)
                | models.Q(state=AnnouncementState.PUBLISHED, published_at__isnull=False)
                | models.Q(state=AnnouncementState.WITHDRAWN),
                name="announcement_is_published_at_a_moment",
            ),
        ]
        indexes = [models.Index(fields=["state", "published_at"], name="announcement_by_day")]

    def __str__(self) -> str:
        return self.title


class AnnouncementText(models.Model):
    """The same in another language. `source_digest` knows the words that it was made from."""

    STATES = [row for row in TranslationState.choices if row[0] != TranslationState.SOURCE]

    announcement = models.ForeignKey(Announcement, on_delete=models.CASCADE, related_name="texts")
    language = models.CharField(max_length=12)
    title = models.CharField(max_length=TITLE)
    words = models.TextField(max_length=WORDS)
    state = models.CharField(max_length=13, choices=STATES)
    source_digest = models.CharField(max_length=64)
    version = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["language", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["announcement", "language"], name="one_text_a_language_of_an_announcement"
            ),
            models.CheckConstraint(
                condition=models.Q(
                    state__in=[TranslationState.MACHINE_DRAFT, TranslationState.REVIEWED]
                ),
                name="announcement_text_state_is_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.language})"
