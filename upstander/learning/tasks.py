"""Jobs: whether addresses in what is published still answer, and letters that something waits."""

import logging
from collections.abc import Iterable
from contextlib import suppress
from time import monotonic

from django.utils import timezone
from django_tasks import task

from upstander.accounts.interface import User, say_that_something_waits
from upstander.core.errors import NotAllowed
from upstander.core.moves import move
from upstander.core.reaching import Resolve, Unreachable, public_address, reach
from upstander.learning.models import Link
from upstander.learning.queries.link import addresses_of_content, due_links
from upstander.learning.states import LINK_MOVES, LinkState

LOG = logging.getLogger(__name__)
LONGEST_RUN = 2 * 60  # seconds in which no other job runs; an hour later the next run goes on


@task()
def check_links() -> None:
    """Each address that is due. A clock puts this on, so that one that fails is not the last."""
    note_addresses(addresses_of_content())
    look_at(due_links(timezone.now()))


def note_addresses(addresses: Iterable[str]) -> None:
    """Keep a row for each address of the content, and none for what nobody leads to any more."""
    wanted = set(addresses)
    Link.objects.exclude(address__in=wanted).delete()
    known = set(Link.objects.values_list("address", flat=True))
    made = [Link(address=address) for address in sorted(wanted - known)]
    Link.objects.bulk_create(made, ignore_conflicts=True)


def look_at(links: Iterable[Link], *, resolve: Resolve = public_address) -> None:
    """Ask each, and keep what was found. Ends after two minutes, whatever is left."""
    began = monotonic()
    for link in links:
        if monotonic() - began > LONGEST_RUN:
            return
        try:
            reach(link.address, resolve=resolve)
        except Unreachable as why:
            found, reason = LinkState.BROKEN, str(why)
        except Exception as error:  # noqa: BLE001 - one that cannot be asked stops no other
            LOG.error("An address could not be asked: %s", type(error).__name__)
            continue
        else:
            found, reason = LinkState.GOOD, ""
        _keep(link, found, reason)


def _keep(link: Link, found: LinkState, reason: str) -> None:
    now = timezone.now()
    if link.state == found:
        Link.objects.filter(pk=link.pk).update(reason=reason, checked_at=now)
        return
    with suppress(NotAllowed):  # another run was quicker
        move(link, to=found, moves=LINK_MOVES, reason=reason, checked_at=now)


@task()
def tell_people(cohort: int, people: list[int]) -> None:
    """Tell them, each in her language, that something waits about a training."""
    people_now = User.objects.filter(pk__in=people, is_active=True)
    say_that_something_waits(people_now, f"/desk/learning/trainings/{cohort}/")


@task()
def tell_of_proposal(proposal: int, people: list[int]) -> None:
    """Tell them likewise that the hub has answered what was offered to the library."""
    people_now = User.objects.filter(pk__in=people, is_active=True)
    say_that_something_waits(people_now, f"/desk/learning/proposals/{proposal}/")
