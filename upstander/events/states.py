"""Kinds and states of events and of registrations, and the moves between them, as data."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from upstander.network.interface import Role


class Repeats(models.TextChoices):
    """How an event comes again, told from its first day."""

    NEVER = "never", _("Once")
    WEEKLY = "weekly", _("Every week")
    FORTNIGHTLY = "fortnightly", _("Every two weeks")
    MONTHLY_BY_DATE = "monthly_by_date", _("Every month on the same date")
    MONTHLY_BY_WEEKDAY = "monthly_by_weekday", _("Every month on the same weekday")
    YEARLY = "yearly", _("Every year")


# As packs write them, Monday first.
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
LAST = -1  # which of the weekdays of a month: the first to the fourth, or the last one
WHICH = (1, 2, 3, 4, LAST)


class EventKind(models.TextChoices):
    """What people come together for. The values are those of the activities of a project."""

    WORKSHOP = "workshop", _("Workshop")
    TALK = "talk", pgettext_lazy("activity", "Talk")
    TRAINING = "training", _("Training")
    EVENT = "event", pgettext_lazy("event", "Gathering")
    MEETING = "meeting", _("Meeting")
    OTHER = "other", _("Something else")


class EventState(models.TextChoices):
    """Whether the public sees an event. That it is over is told by its dates."""

    DRAFT = "draft", _("Draft")
    PUBLISHED = "published", pgettext_lazy("event", "Published")
    CANCELLED = "cancelled", _("Cancelled")


EVENT_MOVES = {
    EventState.DRAFT: (EventState.PUBLISHED, EventState.CANCELLED),
    EventState.PUBLISHED: (EventState.CANCELLED,),
    EventState.CANCELLED: (),
}


class RegistrationState(models.TextChoices):
    """Whether someone has a place. Who gave it up registers anew, at the end of the line."""

    WAITING = "waiting", _("Waiting list")
    PLACED = "placed", pgettext_lazy("registration", "Has a place")
    GIVEN_UP = "given_up", pgettext_lazy("registration", "Given up")


REGISTRATION_MOVES = {
    RegistrationState.WAITING: (RegistrationState.PLACED, RegistrationState.GIVEN_UP),
    RegistrationState.PLACED: (RegistrationState.GIVEN_UP,),
    RegistrationState.GIVEN_UP: (),
}

# Who writes in other languages what an organisation has published, beside who writes for it.
TRANSLATING_ROLES = frozenset({Role.EDITOR, Role.TRANSLATOR, Role.ADMINISTRATOR})
