"""Protocols on the home of local action."""

from datetime import date, datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from upstander.accounts.interface import User
from upstander.core.panels import Panel, Row
from upstander.protocols.models import Version
from upstander.protocols.queries.protocol import is_of_hub, organisations_of, own_protocols
from upstander.protocols.rules.protocol import OPEN_STATES
from upstander.protocols.states import HOLDING_STATES


def protocols_panel(user: User, now: datetime) -> Panel | None:
    """Her organisations' protocols: what is written, what is in force and when it is reviewed."""
    if not organisations_of(user) and not is_of_hub(user):
        return None
    today = timezone.localdate(now)
    rows = [
        _row(version, today)
        for protocol in own_protocols(user)
        for version in protocol.versions.all()
        if version.state in (*OPEN_STATES, *HOLDING_STATES)
    ]
    more = (_("Response protocols"), reverse("protocols:protocols"))
    return Panel(_("Response protocols"), rows, _("Nothing is here yet."), more)


def _row(version: Version, today: date) -> Row:
    is_held = version.state in HOLDING_STATES
    is_late = is_held and version.review_on is not None and version.review_on <= today
    url = reverse("protocols:version", args=[version.pk])
    note = version.get_state_display()
    return Row(version.protocol.title, url, note, is_late, is_late or not is_held)
