"""Calls on the home of funding: for who makes them, and for who may apply."""

from datetime import datetime, timedelta

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from upstander.accounts.interface import User
from upstander.funding.models import Application, Call
from upstander.funding.queries.call import calls_visible_to, is_officer
from upstander.funding.queries.panels import Panel, Row
from upstander.funding.rules.call import is_due_to_close, is_due_to_open, is_open, local
from upstander.funding.states import CallState
from upstander.network.interface import WRITING_ROLES, memberships_of

SOON = timedelta(days=7)
# The job runs each minute: what is due for longer than this, it did not do.
LATE = timedelta(minutes=10)
PUBLISHED = (CallState.DECIDED, CallState.PUBLISHED)


def officer_panel(user: User, now: datetime) -> Panel | None:
    """The calls that are not over; those that close soon, or did not open or close, stand out."""
    if not is_officer(user):
        return None
    calls = calls_visible_to(user).exclude(state__in=PUBLISHED)
    return Panel(
        _("My calls"),
        [_row(call, now) for call in calls],
        _("There is no call now. Make one, and organisations can apply."),
        (_("All calls"), reverse("funding:calls")),
    )


def _row(call: Call, now: datetime) -> Row:
    before = now - LATE
    is_late = is_due_to_open(call, before) or is_due_to_close(call, before)
    is_soon = is_open(call, now) and call.closes_at is not None and call.closes_at - now <= SOON
    is_mine = call.state == CallState.DRAFT
    url = reverse("funding:call", args=[call.key])
    note = f"{call.get_state_display()} · {_when(call, now)}".rstrip(" ·")
    return Row(f"{call.title} ({call.year})", url, note, is_late, is_late or is_soon or is_mine)


def _when(call: Call, now: datetime) -> str:
    if call.state == CallState.SCHEDULED and call.opens_at:
        return _("Opens on %(day)s") % {"day": _day(call, call.opens_at)}
    if call.state == CallState.OPEN and call.closes_at:
        return _("Closes on %(day)s") % {"day": _day(call, call.closes_at)}
    if call.state == CallState.CLOSED and call.decides_on:
        return _("Decision by %(day)s") % {"day": date_format(call.decides_on)}
    return ""


def open_calls_panel(user: User, now: datetime) -> Panel | None:
    """Open calls to which an organisation of hers has not begun to apply."""
    mine = {m.organisation_id for m in memberships_of(user) if m.role in WRITING_ROLES}
    if not mine:
        return None
    started = Application.objects.filter(organisation__in=mine).values_list("call", "organisation")
    done = set(started)
    running = Call.objects.filter(state__in=(CallState.SCHEDULED, CallState.OPEN))
    rows = [
        Row(
            f"{call.title} ({call.year})",
            reverse("funding:application-start"),
            _closes(call),
            is_waiting=False,
        )
        for call in running
        if is_open(call, now) and any((call.pk, place) not in done for place in mine)
    ]
    empty = _("No call is open that your organisation has not begun to apply to.")
    return Panel(_("Open calls"), rows, empty)


def _closes(call: Call) -> str:
    return _("Closes on %(day)s") % {"day": _day(call, call.closes_at)} if call.closes_at else ""


def _day(call: Call, at: datetime) -> str:
    return date_format(local(call, at), "DATETIME_FORMAT")
