"""Words that mean the same to who searches."""

from django.db import models


class Synonyms(models.Model):
    """A group of words in one language: who types one of them also finds the others."""

    language = models.CharField(max_length=12)
    key = models.SlugField(max_length=60)
    words = models.JSONField(default=list)

    class Meta:
        ordering = ["language", "key"]
        constraints = [
            models.UniqueConstraint(fields=["language", "key"], name="synonyms_once"),
        ]

    def __str__(self) -> str:
        return f"{self.language}/{self.key}"
