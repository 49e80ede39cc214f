"""Reviews on the home of funding: the reviewer's, the officer's, and what an applicant is asked."""

from datetime import datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from upstander.accounts.interface import User
from upstander.funding.models import Call
from upstander.funding.queries.assigning import board
from upstander.funding.queries.check import asked_of
from upstander.funding.queries.panels import Panel, Row
from upstander.funding.queries.review import my_reviews, undeclared_calls
from upstander.funding.rules.review import is_reviewer
from upstander.funding.states import AssignmentState, CallState
from upstander.network.interface import is_officer, memberships_of


def reviews_panel(user: User, now: datetime) -> Panel | None:
    """For a reviewer: of whom to say whether she is free, and what to review."""
    if not is_reviewer(memberships_of(user)):
        return None
    rows = [
        Row(_("Conflicts of interest"), reverse("funding:review-declare", args=[call.key]), call)
        for call, _number in undeclared_calls(user)
    ]
    for mine in my_reviews(user, timezone.localdate(now)):
        row = mine.assignment
        if mine.is_open:
            name = "funding:review" if mine.has_declared else "funding:review-declare"
            key = row.pk if mine.has_declared else row.application.call.key
            due = pgettext("review", "due %(day)s") % {"day": date_format(row.due_on)}
            url = reverse(name, args=[key])
            rows.append(Row(row.application.organisation, url, due, mine.is_late))
    empty = _(
        "Nothing waits for you. When the funder gives you an application to review, it stands here."
    )
    return Panel(_("My reviews"), rows, empty, (_("All reviews"), reverse("funding:reviews")))


def progress_panel(user: User, now: datetime) -> Panel | None:
    """For an officer: each call that is reviewed, and how far it is."""
    if not is_officer(memberships_of(user)):
        return None
    rows = [_progress(call, user, now) for call in Call.objects.filter(state=CallState.CLOSED)]
    return Panel(_("Reviews"), rows, "") if rows else None


def _progress(call: Call, user: User, now: datetime) -> Row:
    found = board(call, user, timezone.localdate(now))
    held = [one for row in found.rows for one in row.held]
    done = [one for one in held if one.assignment.state == AssignmentState.SUBMITTED]
    left = sum(row.wanted for row in found.rows)
    note = _("%(number)s of %(all)s reviews handed in") % {"number": len(done), "all": len(held)}
    if left:
        more = ngettext(
            "%(number)s review is still to be given out",
            "%(number)s reviews are still to be given out",
            left,
        )
        note += " · " + more % {"number": left}
    is_late = any(one.is_late and one not in done for one in held)
    url = reverse("funding:call-reviews", args=[call.key])
    return Row(call.title, url, note, is_late, bool(left or found.near))


def questions_panel(user: User, now: datetime) -> Panel | None:
    """For an applicant: what the funder asks and nobody has answered."""
    today = timezone.localdate(now)
    rows = [
        Row(
            row.application.call.title,
            reverse("funding:check-told", args=[row.application_id]),
            pgettext("answer", "answer by %(day)s") % {"day": date_format(row.due_on)},
        )
        for row in asked_of(user).filter(answered_at=None, due_on__gte=today)
        if row.application.call.state == CallState.CLOSED
    ]
    return Panel(_("Questions of the funder"), rows, "") if rows else None
