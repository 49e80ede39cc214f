"""An event, and each time that it takes place."""

import uuid

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q

from upstander.events.states import EventKind, EventState, Repeats

MOST_PLACES = 2000


class Event(models.Model):
    """What takes place once or again and again, in the words of who invites.

    `title_in` and `about_in` hold the same in other languages, by code; `made_from` by which text
    each was made from, so that it is known to be outdated; `drafts` words of translators that are
    not published; `reviewed` which words a second person has read. `languages` are the codes
    of those that are spoken or interpreted there. `first_day`, `starts` and `ends` are as the
    clocks of the network show them. `link` is of a call: who must register sees it with a place.
    `sheet_digest` holds that a form that is sent twice makes one event.
    """

    organisation = models.ForeignKey(
        "network.Organisation", on_delete=models.PROTECT, related_name="events"
    )
    key = models.SlugField(max_length=80, unique=True, help_text="In the public address")
    title = models.CharField(max_length=160)
    about = models.TextField(blank=True, max_length=4000)
    language = models.CharField(max_length=12)
    title_in = models.JSONField(default=dict, blank=True)
    about_in = models.JSONField(default=dict, blank=True)
    made_from = models.JSONField(default=dict, blank=True, help_text="Digest of what each renders")
    drafts = models.JSONField(default=dict, blank=True, help_text="Words that nobody sees yet")
    reviewed = models.JSONField(default=dict, blank=True, help_text="Digest of what was read")
    kind = models.CharField(max_length=10, choices=EventKind.choices)
    community = models.ForeignKey(
        "network.Community", null=True, blank=True, on_delete=models.PROTECT, related_name="events"
    )
    project = models.ForeignKey(
        "action.Project", null=True, blank=True, on_delete=models.SET_NULL, related_name="events"
    )
    place = models.CharField(max_length=300, blank=True)
    link = models.URLField(max_length=500, blank=True)
    access = models.TextField(blank=True, max_length=2000)
    languages = models.JSONField(default=list, blank=True)
    needs_registration = models.BooleanField(default=False)
    places = models.PositiveSmallIntegerField(
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(MOST_PLACES)],
        help_text="At each time that it takes place; as many as come where it is empty",
    )
    repeats = models.CharField(max_length=20, choices=Repeats.choices, default=Repeats.NEVER)
    first_day = models.DateField()
    starts = models.TimeField()
    ends = models.TimeField()
    until = models.DateField(null=True, blank=True)
    state = models.CharField(max_length=9, choices=EventState.choices, default=EventState.DRAFT)
    reason = models.CharField(max_length=300, blank=True, help_text="Why it was cancelled")
    published_at = models.DateTimeField(null=True, blank=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    changed_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=0)
    sheet_digest = models.CharField(  # noqa: DJ001 - unique, where there is one
        max_length=64, unique=True, null=True, editable=False
    )

    class Meta:
        ordering = ["first_day", "starts", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=EventState.values), name="event_state_is_known"
            ),
            models.CheckConstraint(
                condition=~Q(state=EventState.PUBLISHED) | Q(published_at__isnull=False),
                name="event_says_since_when_it_is_public",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=EventKind.values), name="event_kind_is_known"
            ),
            models.CheckConstraint(
                condition=Q(places=None) | Q(places__gte=1, places__lte=MOST_PLACES),
                name="event_has_places",
            ),
            models.CheckConstraint(
                condition=Q(needs_registration=True) | Q(places=None),
                name="event_counts_places_where_people_register",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Occurrence(models.Model):
    """One time that an event takes place. `sequence` grows with each change, as calendars ask.

    `attendance` is None until it is known; `activity` is what a project keeps of it.
    """

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="occurrences")
    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    is_cancelled = models.BooleanField(default=False)
    sequence = models.PositiveIntegerField(default=0)
    changed_at = models.DateTimeField()
    attendance = models.PositiveIntegerField(null=True, blank=True)
    is_estimated = models.BooleanField(default=False)
    activity = models.ForeignKey(
        "action.Activity", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    reminded_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["starts_at", "pk"]
        indexes = [models.Index(fields=["ends_at"], name="occurrence_by_end")]
        constraints = [
            models.UniqueConstraint(
                fields=["event", "starts_at"],
                condition=Q(is_cancelled=False),
                name="one_occurrence_a_moment",
            ),
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")), name="occurrence_ends_after_it_starts"
            ),
            models.CheckConstraint(
                condition=Q(is_cancelled=False) | Q(attendance=None),
                name="nobody_is_at_what_is_cancelled",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.event_id}: {self.starts_at:%Y-%m-%d %H:%M}"
