"""Announcements to try the product with: one for everyone, one for coordinators."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from upstander.accounts.interface import User, account_of
from upstander.announcements.actions.announcement import (
    make_announcement,
    publish_announcement,
    translate_announcement,
)
from upstander.announcements.queries.audience import hub_id_today
from upstander.announcements.rules.announcement import speaks_for
from upstander.announcements.states import Circle
from upstander.network.interface import memberships_of

WELCOME = (
    "From today the hub writes to you here.\n\n"
    "You choose how often you get a mail about what is new. Nothing in it is secret, "
    "but to read all of it you sign in.\n\n"
    "Write to us when something at your desk is hard to understand."
)
BIENVENUE = (
    "À partir d’aujourd’hui, le centre vous écrit ici.\n\n"
    "Vous choisissez à quelle fréquence vous recevez un courriel sur les nouveautés. Il ne "
    "contient rien de secret, mais pour tout lire, vous vous connectez.\n\n"
    "Écrivez-nous quand quelque chose à votre bureau est difficile à comprendre."
)
MEETING = (
    "We meet by video call for one hour. Please bring one thing that worked in your community "
    "and one that did not.\n\nTell us if you need captions, an interpreter or another time."
)


@transaction.atomic
def make_demonstration_announcements(emails: Sequence[str]) -> None:
    """By the first of these accounts that works in the hub; nothing where none does."""
    people = [user for email in emails if (user := account_of(email))]
    by = next((user for user in people if speaks_for(memberships_of(user), hub_id_today())), None)
    if by is None:
        return
    words = {"title": "Bienvenue à votre bureau", "words": BIENVENUE, "is_reviewed": False}
    values = {"title": "Welcome to your desk", "words": WELCOME, "audience": Circle.EVERYONE}
    _publish(values, {"fr": words}, by)
    values = {"title": "Coordinators meet", "words": MEETING, "audience": Circle.COORDINATORS}
    _publish({**values, "last_on": timezone.localdate() + timedelta(weeks=3)}, {}, by)


def _publish(values: Mapping[str, Any], texts: Mapping[str, Any], by: User) -> None:
    same = {"language": "en", "region_id": None, "is_urgent": False, "last_on": None}
    made = make_announcement({**same, **values}, by=by)
    for language, words in texts.items():
        translate_announcement(made, language, words, seen=0, by=by)
    publish_announcement(made, seen=made.version, by=by)
