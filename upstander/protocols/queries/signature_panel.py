"""Protocols on the home of local action: those to be signed, and those to be looked at again."""

from datetime import datetime

from django.db.models import Count, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from upstander.accounts.interface import User
from upstander.core.panels import Panel, Row
from upstander.protocols.models import Version
from upstander.protocols.queries.protocol import own_versions
from upstander.protocols.states import HOLDING_STATES, SignatureState, VersionState


def signing_panel(user: User, now: datetime) -> Panel | None:
    """What is being signed or in force; a review whose day has passed is late. Two queries."""
    asked = Count("signatures", filter=Q(signatures__state=SignatureState.ASKED))
    rows = own_versions(user).filter(state__in=(VersionState.SIGNING, *HOLDING_STATES))
    rows = rows.annotate(asked=asked).order_by("review_on", "protocol__title", "pk")
    found = [_row(row, timezone.localdate(now)) for row in rows]
    return Panel(_("Protocols to sign and to review"), found, "") if found else None


def _row(version: Version, today: object) -> Row:
    text = f"{version.protocol}: {version.get_state_display()}"
    url = reverse("protocols:signatures", args=[version.pk])
    if version.state == VersionState.SIGNING:
        waits = version.asked  # type: ignore[attr-defined] # counted with the row
        note = ngettext("%(number)s answer is missing", "%(number)s answers are missing", waits) % {
            "number": waits
        }
        return Row(text, url, note if waits else _("Everyone has answered"))
    day = version.review_on
    is_late = day is not None and day < today  # type: ignore[operator]
    note = f"{_('Next review')}: {date_format(day)}" if day else ""
    is_open = version.state == VersionState.UNDER_REVIEW
    return Row(text, url, note, is_late=is_late, is_waiting=is_late or is_open)
