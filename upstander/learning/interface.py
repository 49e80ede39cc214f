"""What other contexts may use of resources and trainings."""

from typing import NamedTuple

from django.utils import timezone

from upstander.accounts.interface import User
from upstander.core.panels import numbers_of
from upstander.learning.actions.link import check_soon
from upstander.learning.actions.translated import write_content
from upstander.learning.models import Resource
from upstander.learning.queries.home import panels_for
from upstander.learning.queries.resource import public_paths
from upstander.learning.queries.translated import content_snapshot

# What a pack may hold of this room: the model of each kind of content, by the kind's name.
CONTENT_KINDS = {"resource": Resource}

__all__ = [
    "CONTENT_KINDS",
    "Waiting",
    "check_soon",
    "content_snapshot",
    "learning_waiting",
    "public_paths",
    "write_content",
]


class Waiting(NamedTuple):
    """Whether the library concerns a person, how much waits for her, and how much is late."""

    may_enter: bool
    waiting: int
    late: int


def learning_waiting(user: User) -> Waiting:
    """What stands on the home of a member of staff."""
    panels = panels_for(user, timezone.now())
    return Waiting(bool(panels), *numbers_of(panels))
