"""Priorities on the home of local action: scorings that wait, reviews that are due or late."""

from datetime import date, datetime, timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from upstander.accounts.interface import User
from upstander.action.models import Priority, RoundOfScoring, Score
from upstander.action.queries.priority import own_organisations
from upstander.action.queries.scoring import open_rounds_of
from upstander.action.states import PriorityState
from upstander.core.panels import Panel, Row
from upstander.network.interface import audiences_of, memberships_of

AHEAD = timedelta(weeks=4)


def priority_panel(user: User, now: datetime) -> Panel | None:
    """For whoever writes for an organisation; for hub and funder a way in."""
    own = own_organisations(user)
    if not own and not audiences_of(memberships_of(user)):
        return None
    today = timezone.localdate(now)
    return Panel(
        _("Priorities"),
        [*_scorings(user, own, today), *_reviews(own, today)],
        _("Nothing waits here. A priority says what should change first, and which institution."),
        (_("Priorities"), reverse("action:priorities")),
    )


def _scorings(user: User, own: set[int], today: date) -> list[Row]:
    rounds = [found for found in open_rounds_of(user) if found.organisation_id in own]
    if not rounds:
        return []
    given = Score.objects.filter(round__in=rounds, entered_by=user)
    done = set(given.values_list("round", flat=True))
    return [_scoring(found, found.pk in done, today) for found in rounds]


def _scoring(found: RoundOfScoring, is_given: bool, today: date) -> Row:
    is_over = found.closes_on < today
    note = _("open until %(day)s") % {"day": date_format(found.closes_on, "DATE_FORMAT")}
    if is_over:
        note = _("The last day is over. Close it now.")
    text = _("Scoring of %(name)s") % {"name": found.organisation}
    url = reverse("action:round", args=[found.pk])
    return Row(text, url, note, is_waiting=is_over or not is_given)


def _reviews(own: set[int], today: date) -> list[Row]:
    rows = Priority.objects.filter(
        organisation__in=own, state=PriorityState.AGREED, review_on__lte=today + AHEAD
    )
    return [_review(row, row.review_on, today) for row in rows if row.review_on]


def _review(row: Priority, review_on: date, today: date) -> Row:
    return Row(
        row.title,
        reverse("action:priority", args=[row.pk]),
        _("review by %(day)s") % {"day": date_format(review_on, "DATE_FORMAT")},
        is_late=review_on < today,
    )
