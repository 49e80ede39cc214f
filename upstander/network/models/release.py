"""What an organisation under Indigenous governance lets others see."""

from django.conf import settings
from django.db import models

from upstander.network.models.organisation import Organisation
from upstander.network.states import Audience


class Release(models.Model):
    """One record shown to one audience, until the organisation takes it back.

    `subject` is `noun:pk`, such as `protocol:12`, of a record that the organisation holds.
    """

    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="releases"
    )
    subject = models.CharField(max_length=60)
    audience = models.CharField(max_length=8, choices=Audience.choices)
    released_at = models.DateTimeField()
    released_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering = ["-released_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(audience__in=Audience.values), name="audience_is_known"
            ),
            models.UniqueConstraint(
                fields=["subject", "audience"],
                condition=models.Q(withdrawn_at=None),
                name="released_once_an_audience",
            ),
            models.CheckConstraint(
                condition=models.Q(withdrawn_at=None, withdrawn_by=None)
                | models.Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False),
                name="whoever_withdrew_is_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.subject}: {self.get_audience_display()}"
