"""What the hub offers to copy and adapt."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from upstander.protocols.states import PatternState


class Pattern(models.Model):
    """A protocol to copy. `content` has the shape that `queries.content` documents.

    `key` is that of the pack which brought it; what people wrote has none.
    """

    key = models.CharField(max_length=80, blank=True, default="")
    title = models.CharField(max_length=160, unique=True)
    summary = models.TextField(blank=True, max_length=2000)
    language = models.CharField(max_length=12)
    state = models.CharField(max_length=9, choices=PatternState.choices, default=PatternState.DRAFT)
    content = models.JSONField(default=dict)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    version = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["title"]
        constraints = [
            models.UniqueConstraint(fields=["key"], condition=~Q(key=""), name="one_pattern_a_key"),
            models.CheckConstraint(
                condition=Q(state__in=PatternState.values), name="pattern_state_is_known"
            ),
        ]

    def __str__(self) -> str:
        return self.title
