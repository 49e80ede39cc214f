"""What other contexts may use of announcements."""

from typing import NamedTuple

from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from upstander.accounts.interface import User
from upstander.announcements.models import Announcement
from upstander.announcements.queries.announcement import all_shown, unread_of
from upstander.core.panels import Panel, Row

__all__ = ["Waiting", "announcements_waiting"]

MOST_ROWS = 3


class Waiting(NamedTuple):
    """How many announcements a person has not read, and the first of them as a panel, if any."""

    unread: int
    panel: Panel | None


def announcements_waiting(user: User) -> Waiting:
    """What stands on the home of a member of staff: urgent ones first, then the newest."""
    rows = unread_of(user, timezone.now())
    number = rows.count()
    if not number:
        return Waiting(0, None)
    first = rows.order_by("-is_urgent", "-published_at", "-pk")[:MOST_ROWS]
    found = all_shown(first, translation.get_language() or "en")
    lines = [Row(one.title, _address(one.row.pk), _note(one.row)) for one in found]
    title = f"{_('Announcements')} ({number})" if number > MOST_ROWS else _("Announcements")
    more = (_("All announcements"), reverse("announcements:list"))
    return Waiting(number, Panel(title, lines, "", more))


def _note(row: Announcement) -> str:
    hub = f"\u2068{row.organisation}\u2069"
    return f"{_('Urgent')} · {hub}" if row.is_urgent else hub


def _address(pk: int) -> str:
    return reverse("announcements:announcement", args=[pk])
