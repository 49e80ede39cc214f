"""What concerns a partner who sits in a local committee, on the home of local action."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from upstander.accounts.interface import User
from upstander.action.models import Priority, RoundOfScoring, Score
from upstander.action.queries.priority import own_organisations
from upstander.action.rules.scoring import is_running
from upstander.action.states import PriorityState, RoundState
from upstander.core.panels import Panel, Row
from upstander.network.interface import Role, memberships_of
from upstander.partnership.interface import SeatRole, seats_held_by
from upstander.protocols.interface import committee_rows

MOST_RESULTS = 3


def committee_panel(user: User, now: datetime) -> Panel | None:
    """For whoever sits in a committee without working in its organisation; else None.

    Scores that wait for hers, protocols to read and speak about, what was scored and agreed.
    """
    today, own = timezone.localdate(now), own_organisations(user)
    invited = [m for m in memberships_of(user) if m.role == Role.PARTNER]
    seats = [s for s in seats_held_by(user, today) if s.organisation_id not in own]
    if not invited and not seats:
        return None
    sits = {seat.organisation_id for seat in seats}
    rows = [
        *_scorings(seats, today),
        *committee_rows(user, seats),
        *_scored(sits),
        *_agreed(sits),
        *(_seatless(m) for m in invited if m.organisation_id not in sits | own),
    ]
    empty = _("Nothing waits for you now. What your committee scores, reads and agrees comes here.")
    more = (_("Priorities"), reverse("action:priorities")) if seats else None
    return Panel(_("Your committee"), rows, empty, more)


def _scorings(seats: Sequence[Any], today: date) -> list[Row]:
    scoring = [seat for seat in seats if seat.role != SeatRole.OBSERVER]
    here = {seat.organisation_id for seat in scoring}
    rounds = RoundOfScoring.objects.filter(organisation__in=here, state=RoundState.OPEN)
    given = set(
        Score.objects.filter(round__in=rounds, seat__in=[s.pk for s in scoring])
        .order_by()
        .values_list("round", "seat")
        .distinct()
    )
    return [
        _scoring(found, any((found.pk, s.pk) not in given for s in scoring if _is_of(s, found)))
        for found in rounds.select_related("organisation")
        if is_running(found, today)
    ]


def _is_of(seat: Any, found: RoundOfScoring) -> bool:
    return bool(seat.organisation_id == found.organisation_id)


def _scoring(found: RoundOfScoring, is_waiting: bool) -> Row:
    note = _("open until %(day)s") % {"day": date_format(found.closes_on, "DATE_FORMAT")}
    return _row(found, note, is_waiting=is_waiting)


def _row(found: RoundOfScoring, note: str, *, is_waiting: bool = False) -> Row:
    text = _("Scoring of %(name)s") % {"name": found.organisation}
    return Row(text, reverse("action:round", args=[found.pk]), note, is_waiting=is_waiting)


def _scored(sits: set[int]) -> list[Row]:
    """The results of the last scorings that are closed: they are everyone's in the committee."""
    rounds = RoundOfScoring.objects.filter(organisation__in=sits, state=RoundState.CLOSED)
    return [
        _row(found, f"{found.get_state_display()} · {date_format(found.closes_on, 'DATE_FORMAT')}")
        for found in rounds.select_related("organisation")[:MOST_RESULTS]
    ]


def _agreed(sits: set[int]) -> list[Row]:
    rows = Priority.objects.filter(organisation__in=sits, state=PriorityState.AGREED)
    word = pgettext("local action", "Priority")
    return [
        Row(
            row.title,
            reverse("action:priority", args=[row.pk]),
            f"{word} · {row.get_state_display()}",
            is_waiting=False,
        )
        for row in rows
    ]


def _seatless(membership: Any) -> Row:
    note = _("Your account has no seat in the committee yet. Ask the coordinator to add it.")
    return Row(membership.organisation, "", note, is_waiting=False)
