"""Content that is kept once in each language, edited and reviewed in Wagtail's editor."""

from typing import Any, ClassVar

from django.db import models
from wagtail.models import (
    DraftStateMixin,
    LockableMixin,
    RevisionMixin,
    TranslatableMixin,
    WorkflowMixin,
)

from upstander.core.translation import TranslationState


class Translated(  # type: ignore[misc]
    WorkflowMixin, DraftStateMixin, LockableMixin, RevisionMixin, TranslatableMixin, models.Model
):
    """One piece of content in one language. `key` is the same in every language.

    `CONTENT` names the fields with words, to which translations are bound; `SHARED` those that
    are the same in every language. Both together are what a pack writes.
    """

    CONTENT: ClassVar[tuple[str, ...]] = ()
    SHARED: ClassVar[tuple[str, ...]] = ()

    key = models.SlugField(max_length=60)
    translation_state = models.CharField(
        max_length=13, choices=TranslationState.choices, default=TranslationState.SOURCE
    )
    content_digest = models.CharField(max_length=64, blank=True, editable=False)
    source_digest = models.CharField(max_length=64, blank=True, editable=False)

    class Meta(TranslatableMixin.Meta):
        abstract = True
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(
                fields=["key", "locale"], name="%(app_label)s_%(class)s_key_in_a_language"
            ),
            models.CheckConstraint(
                condition=models.Q(translation_state__in=TranslationState.values),
                name="%(app_label)s_%(class)s_translation_state_is_known",
            ),
        ]
