"""Community control on the home of local action."""

from datetime import datetime
from typing import Any

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from upstander.core.panels import Panel, Row
from upstander.network.queries.release import releasers_of


def releases_panel(user: Any, now: datetime) -> Panel | None:
    """For people of organisations under Indigenous governance: how much others see."""
    standing = Count("releases__subject", filter=Q(releases__withdrawn_at=None), distinct=True)
    rows = [
        Row(
            organisation,
            reverse("releases:list", args=[organisation.pk]),
            _shown(organisation.standing),
            is_waiting=False,
        )
        for organisation in releasers_of(user).annotate(standing=standing)
    ]
    return Panel(_("What others see of our records"), rows, "") if rows else None


def _shown(number: int) -> str:
    if not number:
        return _("Others see none of these records.")
    return ngettext(
        "%(number)s record is shown to others.", "%(number)s records are shown to others.", number
    ) % {"number": number}
