"""Since when a version holds, and until when it is looked at again."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from upstander.protocols.models.protocol import Version


class Validity(models.Model):
    """From a day on a version holds as it is; on `review_on` the partners look at it again.

    The first is made when it comes into force: `words` then say why it holds though some did
    not sign. Each later one is a review that changed nothing, in the words of the partners.
    """

    of = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="validities")
    begins_on = models.DateField()
    review_on = models.DateField()
    words = models.TextField(blank=True, max_length=2000)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering = ["of", "begins_on", "pk"]
        verbose_name_plural = "validities"
        constraints = [
            models.CheckConstraint(
                condition=Q(review_on__gt=F("begins_on")), name="review_comes_after_it_begins"
            )
        ]

    def __str__(self) -> str:
        return f"{self.of}: {self.begins_on}"
