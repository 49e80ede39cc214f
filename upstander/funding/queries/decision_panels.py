"""What waits for officers about sharing out money."""

from datetime import datetime

from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from upstander.accounts.interface import User
from upstander.funding.models import Call
from upstander.funding.queries.decision import has_conflict, waiting_for_second
from upstander.funding.queries.panels import Panel, Row
from upstander.funding.states import CallState
from upstander.network.interface import is_officer, memberships_of


def money_panel(user: User, now: datetime) -> Panel | None:
    """Calls whose money is to be shared out or published, and what a second person must see."""
    if not is_officer(memberships_of(user)):
        return None
    rows = [
        Row(
            _("%(organisation)s: a second person must agree")
            % {"organisation": decision.application.organisation},
            reverse(
                "funding:decision", args=[decision.application.call.key, decision.application.pk]
            ),
            decision.application.call.title,
        )
        for decision in waiting_for_second(user)
        if not has_conflict(user, decision.application.call)
    ]
    rows += [_row(call, now) for call in _calls() if not has_conflict(user, call)]
    return Panel(_("Sharing out the money"), rows, _("Nothing to share out now."))


def _calls() -> list[Call]:
    return list(Call.objects.filter(state__in=(CallState.CLOSED, CallState.DECIDED)))


def _row(call: Call, now: datetime) -> Row:
    is_late = bool(call.decides_on and call.decides_on < localdate(now))
    is_late = is_late and call.state == CallState.CLOSED
    return Row(
        call.title, reverse("funding:money", args=[call.key]), call.get_state_display(), is_late
    )
