"""What the hub, its editors and translators see of its announcements."""

from typing import NamedTuple

from django.db.models import Q, QuerySet

from upstander.accounts.interface import User
from upstander.announcements.models import Announcement, Reading
from upstander.announcements.queries.audience import Reach, hub_id_today
from upstander.announcements.rules.announcement import words_for
from upstander.announcements.rules.reading import is_enough_to_count
from upstander.network.interface import memberships_of


class Numbers(NamedTuple):
    """How many people it is for today, and how many of these have read it.

    `read` is None where so few are reached that a number would be a name.
    """

    reached: int
    read: int | None


def is_of_hub(user: User) -> bool:
    """Whether she writes words of the hub of today, in any language."""
    return words_for(memberships_of(user), hub_id_today())


def hub_announcements(user: User) -> QuerySet[Announcement]:
    """All of the hub of today, and what earlier hubs have published; for its people alone."""
    hub_id = hub_id_today()
    if not words_for(memberships_of(user), hub_id):
        return Announcement.objects.none()
    rows = Announcement.objects.filter(Q(organisation=hub_id) | Q(published_at__isnull=False))
    rows = rows.select_related("organisation", "region", "published_by")
    return rows.prefetch_related("texts").order_by("-pk")


def reached_by(announcement: Announcement) -> int:
    """How many people it is for today."""
    return len(Reach().of(announcement))


def numbers_of(announcement: Announcement) -> Numbers:
    """Numbers alone: no page says who has read it."""
    people = Reach().of(announcement)
    if not is_enough_to_count(len(people)):
        return Numbers(len(people), None)
    readers = Reading.objects.filter(announcement=announcement).values_list("user", flat=True)
    return Numbers(len(people), len(people & set(readers)))


def locked(pk: int) -> Announcement:
    """Held until the transaction ends."""
    return Announcement.objects.select_for_update(no_key=True).get(pk=pk)
