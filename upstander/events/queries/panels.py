"""Events on the home of the desk: what is to be noted, what is still a draft, what comes next."""

from datetime import datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from upstander.accounts.interface import User
from upstander.core.panels import Panel, Row, what_waits_first
from upstander.events.models import Event, Occurrence
from upstander.events.queries.event import event_list, inviting_organisations, unnoted
from upstander.events.states import EventState


def panels_for(user: User, now: datetime) -> list[Panel]:
    """One, for who writes in the name of an organisation."""
    return what_waits_first([events_panel(user, now)])


def events_panel(user: User, now: datetime) -> Panel | None:
    """Days that nobody noted are late; a draft waits; what comes informs."""
    if not inviting_organisations(user):
        return None
    rows = [_to_note(row) for row in unnoted(user, now)]
    rows += [_coming(row) for row in event_list(user, now) if _is_shown(row)]
    return Panel(
        _("Events"), rows, _("No event is planned."), (_("Events"), reverse("events:list"))
    )


def _is_shown(event: Event) -> bool:
    is_next = event.next is not None  # type: ignore[attr-defined] # annotated
    return event.state == EventState.DRAFT or (event.state == EventState.PUBLISHED and is_next)


def _to_note(row: Occurrence) -> Row:
    day = date_format(timezone.localtime(row.starts_at), "DATE_FORMAT")
    url = reverse("events:day", args=[row.event_id, row.pk])
    return Row(row.event.title, url, f"{_('How many were there?')} {day}", is_late=True)


def _coming(event: Event) -> Row:
    at = event.next  # type: ignore[attr-defined] # annotated
    day = date_format(timezone.localtime(at), "DATE_FORMAT") if at else ""
    note = " · ".join(filter(None, (event.get_state_display(), day)))
    url = reverse("events:event", args=[event.pk])
    return Row(event.title, url, note, is_waiting=event.state == EventState.DRAFT)
