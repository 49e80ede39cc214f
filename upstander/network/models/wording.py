"""Words of records in other languages, and what was last loaded from the pack."""

from django.db import models


class Wording(models.Model):
    """A record's text in another language, bound to the source text that it renders.

    `key` is `kind:key:field`, such as `service:bc-211:purpose`. `source_digest` is the SHA-256
    of the source text; where the source has changed since, the wording is outdated and the
    source is shown instead, in its own language.
    """

    STATES = [("machine_draft", "Machine draft"), ("reviewed", "Reviewed")]

    key = models.CharField(max_length=160)
    language = models.CharField(max_length=12)
    text = models.TextField()
    source_digest = models.CharField(max_length=64)
    state = models.CharField(max_length=13, choices=STATES, default="machine_draft")

    class Meta:
        ordering = ["key", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["language", "key"], name="one_wording_a_language")
        ]

    def __str__(self) -> str:
        return f"{self.key} ({self.language})"


class PackRecord(models.Model):
    """The fingerprint of a record as the pack last wrote it, so that edits of staff are known."""

    key = models.CharField(max_length=200, unique=True)
    fingerprint = models.CharField(max_length=64)

    class Meta:
        ordering = ["key"]

    def __str__(self) -> str:
        return self.key
