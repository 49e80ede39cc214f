"""Who translates into which language, and what someone was asked to translate."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from upstander.editing.states import OPEN_STATES, TaskState


class TranslatorLanguage(models.Model):
    """A language into which a person translates, and in which she reads what others wrote."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    language = models.CharField(max_length=12)

    class Meta:
        ordering = ["language", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "language"], name="translator_has_a_language_once"
            )
        ]

    def __str__(self) -> str:
        return self.language


class TranslationTask(models.Model):
    """One piece of content in one language, that a person was asked to translate."""

    kind = models.CharField(max_length=20)
    key = models.CharField(max_length=160)
    language = models.CharField(max_length=12)
    title = models.CharField(max_length=255, help_text="Of the original, when it was asked for")
    state = models.CharField(max_length=9, choices=TaskState.choices, default=TaskState.ASKED)
    assigned_to = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    asked_at = models.DateTimeField()
    due_on = models.DateField(null=True, blank=True)
    answer = models.TextField(blank=True, max_length=2000, help_text="What is to be changed")
    reviewed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    settled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-asked_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=TaskState.values), name="translation_task_state_is_known"
            ),
            models.UniqueConstraint(
                fields=["kind", "key", "language"],
                condition=Q(state__in=OPEN_STATES),
                name="one_open_translation_task",
            ),
            models.CheckConstraint(
                condition=~Q(state=TaskState.SENT_BACK) | ~Q(answer=""),
                name="translation_sent_back_with_words",
            ),
            models.CheckConstraint(
                condition=~Q(state=TaskState.REVIEWED) | Q(reviewed_by__isnull=False),
                name="translation_reviewed_by_someone",
            ),
        ]

    def __str__(self) -> str:
        return self.title
