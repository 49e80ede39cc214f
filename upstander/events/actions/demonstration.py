"""Events to try the product with: one that repeats, with a person who registered."""

from collections.abc import Sequence
from datetime import time, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from upstander.accounts.interface import account_of
from upstander.events.actions.event import make_event, publish_event
from upstander.events.actions.registration import register
from upstander.events.codes import make_sheet
from upstander.events.queries.event import inviting_organisations

WORDS: dict[str, Any] = {
    "title": "Open evening: talk, listen, eat together",
    "about": "For everyone who lives here. Come alone or with your family. It costs nothing.",
    "language": "en", "title_in": {}, "about_in": {}, "kind": "event",
    "place": "Community hall, 1 Example Street, ground floor", "link": "", "languages": ["en"],
    "access": "No steps. A quiet room. Food without meat. Children are welcome.",
    "needs_registration": True, "places": 30, "community": None, "project": None,
}  # fmt: skip


@transaction.atomic
def make_demonstration_event(emails: Sequence[str]) -> None:
    """By the first of these accounts that writes for an organisation; one person registers."""
    people = [user for email in emails if (user := account_of(email))]
    by = next((user for user in people if inviting_organisations(user)), None)
    if by is None:
        return
    first = timezone.localdate() + timedelta(weeks=2)
    plan = {
        "first_day": first, "starts": time(18), "ends": time(20, 30), "repeats": "weekly",
        "until": first + timedelta(weeks=5),
    }  # fmt: skip
    event = make_event(inviting_organisations(by)[0], {**WORDS, **plan}, by=by)
    publish_event(event, by=by)
    day = event.occurrences.earliest("starts_at")
    said = {"name": "Sam", "access": "A seat near the front"}
    register(day, make_sheet(), said, "en")
