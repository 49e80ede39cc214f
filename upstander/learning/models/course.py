"""Courses, their lessons and the pictures in them, in each language."""

import uuid
from typing import Any, ClassVar

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from wagtail.fields import StreamField
from wagtail_localize.fields import SynchronizedField, TranslatableField

from upstander.learning.blocks import CourseBody, LessonBody
from upstander.learning.models.translated import Translated
from upstander.learning.states import LearnerGroup

MOST_LESSONS = 60  # a bit for each in the link that a learner keeps


class Course(Translated):
    """A course in one language: what it is about. Its lessons know it by its key."""

    CONTENT: ClassVar[tuple[str, ...]] = ("title", "summary", "body")
    SHARED: ClassVar[tuple[str, ...]] = ("audience", "position")

    title = models.CharField(max_length=160)
    summary = models.CharField(max_length=240)
    body = StreamField(CourseBody(), blank=True)
    audience = models.CharField(
        max_length=10, choices=LearnerGroup.choices, default=LearnerGroup.EVERYONE
    )
    position = models.PositiveSmallIntegerField(default=100)

    translatable_fields: ClassVar[list[Any]] = [
        *(TranslatableField(name) for name in CONTENT),
        *(SynchronizedField(name) for name in ("key", *SHARED)),
    ]

    class Meta(Translated.Meta):
        ordering = ["position", "title", "pk"]

    def __str__(self) -> str:
        return self.title


class Lesson(Translated):
    """A lesson in one language. `number` is its own for ever: links that learners keep know it.

    Its place among the lessons is `position`, so that a later one may come in between.
    """

    CONTENT: ClassVar[tuple[str, ...]] = ("title", "summary", "body")
    SHARED: ClassVar[tuple[str, ...]] = ("course", "number", "minutes", "position")

    title = models.CharField(max_length=160)
    summary = models.CharField(max_length=240)
    body = StreamField(LessonBody())
    course = models.SlugField(max_length=60)
    number = models.PositiveSmallIntegerField(
        validators=[MinValueValidator(1), MaxValueValidator(MOST_LESSONS)],
        help_text="Stays the same for ever, also when lessons change places",
    )
    minutes = models.PositiveSmallIntegerField(default=10)
    position = models.PositiveSmallIntegerField(default=100)

    translatable_fields: ClassVar[list[Any]] = [
        *(TranslatableField(name) for name in CONTENT),
        *(SynchronizedField(name) for name in ("key", *SHARED)),
    ]

    class Meta(Translated.Meta):
        ordering = ["course", "position", "number", "pk"]
        constraints = [
            *Translated.Meta.constraints,
            models.UniqueConstraint(
                fields=["course", "number", "locale"], name="lesson_number_is_its_own"
            ),
            models.CheckConstraint(
                condition=models.Q(number__gte=1, number__lte=MOST_LESSONS),
                name="lesson_number_fits_a_link",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class LessonPicture(models.Model):
    """A picture for lessons, written anew; in the database, as decision 12 says."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    title = models.CharField(max_length=160, help_text="For the list; readers see another text")
    media_type = models.CharField(max_length=100)
    data = models.BinaryField()
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering = ["title", "pk"]

    def __str__(self) -> str:
        return self.title
