"""How many were at a day of an event; a project that it belongs to gets it as an activity."""

from collections.abc import Collection
from typing import NamedTuple

from django.db import transaction
from django.db.models import Case, Value, When
from django.utils import timezone
from django.utils.translation import gettext as _

from upstander.accounts.interface import User
from upstander.action.interface import note_activity
from upstander.audit.interface import record
from upstander.core.errors import NotAllowed
from upstander.core.languages import table
from upstander.events.actions.event import locked_occurrence
from upstander.events.models import Event, Occurrence
from upstander.events.rules import event as rules
from upstander.events.states import RegistrationState
from upstander.network.interface import memberships_of


class Came(NamedTuple):
    """Who of those with a place came, by the keys of their registrations; and how many in all:
    None counts those in `there`.
    """

    there: Collection[str]
    number: int | None
    is_estimated: bool


@transaction.atomic
def note_attendance(occurrence: Occurrence, came: Came, *, seen: int, by: User) -> None:
    """`seen` is the sequence that her page was drawn from."""
    occurrence = locked_occurrence(occurrence.pk)
    rules.may_note_attendance(list(memberships_of(by)), occurrence, timezone.now())
    placed = occurrence.registrations.filter(state=RegistrationState.PLACED)
    there = {str(pk) for pk in placed.values_list("pk", flat=True)} & set(came.there)
    number = len(there) if came.number is None else came.number
    if number < len(there):
        raise NotAllowed(_("You ticked more people than that. Change one."))
    rows = Occurrence.objects.filter(pk=occurrence.pk, sequence=seen)
    found = {"attendance": number, "is_estimated": came.is_estimated, "sequence": seen + 1}
    if not rows.update(**found, changed_at=timezone.now()):
        raise NotAllowed(_("Someone changed this a moment ago. Reload the page to see it now."))
    placed.update(was_there=Case(When(pk__in=there, then=Value(True)), default=Value(False)))
    occurrence.refresh_from_db(fields=["attendance", "is_estimated", "sequence"])
    _tell_project(occurrence, by)
    record(
        "event.attendance_noted", by=f"user:{by.pk}", of=f"event:{occurrence.event_id}",
        facts={"day": occurrence.pk, "attendance": number},
    )  # fmt: skip


def _tell_project(occurrence: Occurrence, by: User) -> None:
    """A project that no longer takes activities stays as it is; the number is kept here."""
    event = Event.objects.select_related("project").get(pk=occurrence.event_id)
    if event.project is None:
        return
    values = {
        "title": event.title,
        "kind": event.kind,
        "held_on": timezone.localdate(occurrence.starts_at),
        "place": event.place[:200],
        "languages": ", ".join(table()[code].name for code in event.languages)[:200],
        "attendance": occurrence.attendance,
        "is_estimated": occurrence.is_estimated,
    }
    activity = note_activity(event.project, occurrence.activity_id, values, by=by)
    if activity is not None and activity.pk != occurrence.activity_id:
        Occurrence.objects.filter(pk=occurrence.pk).update(activity=activity)
