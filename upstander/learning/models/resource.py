"""The library: resources in each language, their files, and the addresses that they lead to."""

import uuid
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from wagtail.fields import StreamField
from wagtail_localize.fields import SynchronizedField, TranslatableField

from upstander.learning.blocks import Body
from upstander.learning.models.translated import Translated
from upstander.learning.states import (
    Age,
    FileKind,
    LearnerGroup,
    Licence,
    LinkState,
    ResourceKind,
    Topic,
)


class Resource(Translated):
    """Something to read, print, show or teach, in one language."""

    CONTENT: ClassVar[tuple[str, ...]] = ("title", "summary", "body", "transcript", "easy_read")
    SHARED: ClassVar[tuple[str, ...]] = (
        "kind", "topic", "audience", "age", "licence", "source", "address", "derived_from",
        "position",
    )  # fmt: skip

    title = models.CharField(max_length=160)
    summary = models.CharField(max_length=240)
    body = StreamField(Body(), blank=True)
    transcript = models.TextField(blank=True, help_text="Every word of a video or recording")
    easy_read = models.TextField(blank=True, help_text="The same in very short sentences")
    kind = models.CharField(max_length=10, choices=ResourceKind.choices)
    topic = models.CharField(max_length=10, choices=Topic.choices)
    audience = models.CharField(
        max_length=10, choices=LearnerGroup.choices, default=LearnerGroup.EVERYONE
    )
    age = models.CharField(max_length=8, choices=Age.choices, default=Age.ALL)
    licence = models.CharField(max_length=10, choices=Licence.choices, default=Licence.CC_BY)
    source = models.CharField(
        max_length=200, blank=True, help_text="Who made it; empty: made for this library"
    )
    address = models.URLField(blank=True, max_length=500, help_text="Where a video or a page is")
    derived_from = models.SlugField(max_length=60, blank=True, help_text="Key of the original")
    position = models.PositiveSmallIntegerField(default=100)

    # What an exchange with translators carries over.
    translatable_fields: ClassVar[list[Any]] = [
        *(TranslatableField(name) for name in CONTENT),
        *(SynchronizedField(name) for name in ("key", *SHARED)),
    ]

    class Meta(Translated.Meta):
        ordering = ["position", "title", "pk"]
        constraints = [
            *Translated.Meta.constraints,
            models.CheckConstraint(
                condition=~Q(kind=ResourceKind.VIDEO) | (~Q(transcript="") & ~Q(address="")),
                name="video_has_address_and_transcript",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class ResourceFile(models.Model):
    """A file of a resource, written anew; in the database, as decision 12 says."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    resource = models.ForeignKey(Resource, on_delete=models.CASCADE, related_name="files")
    kind = models.CharField(max_length=9, choices=FileKind.choices)
    title = models.CharField(max_length=160)
    media_type = models.CharField(max_length=100)
    extension = models.CharField(max_length=8)
    size = models.PositiveIntegerField(help_text="Bytes")
    data = models.BinaryField()
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering = ["kind", "title", "pk"]

    def __str__(self) -> str:
        return self.title


class Link(models.Model):
    """An address that resources lead to, and what was found there."""

    address = models.CharField(max_length=500, unique=True)
    state = models.CharField(max_length=6, choices=LinkState.choices, default=LinkState.NEW)
    reason = models.CharField(max_length=20, blank=True)
    checked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["address"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=LinkState.values), name="link_state_is_known"
            )
        ]

    def __str__(self) -> str:
        return self.address
