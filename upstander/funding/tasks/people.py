"""Letters to whoever must do something, or waits for a word: that something is at the desk."""

from collections.abc import Collection, Iterable
from typing import Any

from django.urls import reverse
from django_tasks import task

from upstander.accounts.interface import User, say_that_something_waits
from upstander.network.interface import WRITING_ROLES, people_in


@task()
def tell_people(people: list[int], path: str) -> None:
    """Tell them, each in her language, that something waits at `path`."""
    say_that_something_waits(User.objects.filter(pk__in=people, is_active=True), path)


def tell(people: Iterable[int], name: str, *args: Any) -> None:
    """Write to these people, by number, about the page `name`; to nobody where there is none."""
    if found := sorted(set(people)):
        tell_people.enqueue(found, reverse(f"funding:{name}", args=args))


def tell_organisation(
    organisation: int, name: str, *args: Any, roles: Collection[Any] = WRITING_ROLES
) -> None:
    """The same to whoever has one of these roles in an organisation today."""
    tell((m.user_id for m in people_in(organisation, roles)), name, *args)
