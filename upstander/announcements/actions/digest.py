"""Letters with what is new: one a person and period, whoever else keeps the same time."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from upstander.announcements.actions.reading import keep_choices
from upstander.announcements.models import DigestChoice
from upstander.announcements.queries.audience import Reach
from upstander.announcements.queries.digest import Due, due_letters, strangers
from upstander.announcements.rules.reading import SETTLING, period_start
from upstander.announcements.tasks import send_digest


def keep_digests(now: datetime) -> int:
    """Settle the period of everyone for whom it is due. How many letters were put on."""
    reach, until = Reach(), now - SETTLING
    if new := strangers(reach):
        keep_choices(new, now)
    return sum(settle(due, now, until) for due in due_letters(reach, now, until))


@transaction.atomic
def settle(due: Due, now: datetime, until: datetime) -> bool:
    """Whoever is first moves the period on and puts the letter on, both or neither."""
    choice = due.choice
    period = period_start(choice.rhythm, timezone.localdate(now))
    rows = DigestChoice.objects.filter(
        pk=choice.pk, rhythm=choice.rhythm, period_on=choice.period_on
    )
    if rows.update(period_on=period, told_until=max(until, choice.told_until)) != 1:
        return False
    if due.has_news:
        send_digest.enqueue(choice.user_id, due.since.isoformat(), until.isoformat())
    return due.has_news
