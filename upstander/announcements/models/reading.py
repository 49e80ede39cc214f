"""Who has read what, and how letters go to her."""

from django.conf import settings
from django.db import models

from upstander.announcements.models.announcement import Announcement
from upstander.announcements.states import Rhythm


class Reading(models.Model):
    """A person opened an announcement, or marked it as read. Forgotten after a year."""

    announcement = models.ForeignKey(
        Announcement, on_delete=models.CASCADE, related_name="readings"
    )
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    read_on = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["announcement", "user"], name="one_reading_a_person")
        ]

    def __str__(self) -> str:
        return f"{self.announcement_id} read by {self.user_id}"


class DigestChoice(models.Model):
    """How often letters go to a person, and how far they have come.

    `period_on` is the first day of the last period that is settled, with a letter or without one;
    what was published until `told_until` was told, or had been read by then.
    """

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+"
    )
    rhythm = models.CharField(max_length=6, choices=Rhythm.choices, default=Rhythm.WEEKLY)
    period_on = models.DateField()
    told_until = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(rhythm__in=Rhythm.values), name="digest_rhythm_is_known"
            )
        ]

    def __str__(self) -> str:
        return f"letters to {self.user_id}: {self.rhythm}"
