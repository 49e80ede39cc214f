"""Words from a file, between the page that shows what they would change and the yes."""

import uuid

from django.conf import settings
from django.db import models


class PendingImport(models.Model):
    """What one person sent in, for one language. Two megabytes fit no field of a form."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    language = models.CharField(max_length=12)
    entries = models.JSONField(help_text="Context, original, words and line of each")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["made_at", "pk"]

    def __str__(self) -> str:
        return str(self.pk)
