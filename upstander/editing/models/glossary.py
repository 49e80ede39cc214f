"""The words of the network in each language, which a pack brings and translators change."""

from django.db import models

LONGEST_WORD, LONGEST_NOTE = 120, 600  # characters


class GlossaryTerm(models.Model):
    """A term and its word in one language. `key` and `source` are the same in every language."""

    language = models.CharField(max_length=12)
    key = models.CharField(max_length=LONGEST_WORD)
    source = models.CharField(max_length=LONGEST_WORD, help_text="In the language of the original")
    word = models.CharField(max_length=LONGEST_WORD)
    forms = models.JSONField(default=list, help_text="Other shapes in which the word may stand")
    note = models.CharField(max_length=LONGEST_NOTE, blank=True)
    is_always = models.BooleanField(
        default=False, help_text="Translations are searched for the word"
    )
    but_not = models.JSONField(
        default=list, help_text="Phrases of the original in which the term means something else"
    )
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["language", "source", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["language", "key"], name="glossary_term_once"),
        ]

    def __str__(self) -> str:
        return f"{self.language}/{self.key}"


class AvoidedWord(models.Model):
    """A word that is not used in one language, and why."""

    language = models.CharField(max_length=12)
    word = models.CharField(max_length=LONGEST_WORD)
    reason = models.CharField(max_length=LONGEST_NOTE)

    class Meta:
        ordering = ["language", "word"]
        constraints = [
            models.UniqueConstraint(fields=["language", "word"], name="avoided_word_once"),
        ]

    def __str__(self) -> str:
        return f"{self.language}/{self.word}"
