"""What other contexts may use of resources and trainings."""

from typing import NamedTuple

from django.utils import timezone

from upstander.accounts.interface import User
from upstander.core.panels import numbers_of
from upstander.learning.actions.link import check_published, check_soon
from upstander.learning.actions.translated import write_content
from upstander.learning.actions.translation import publish_reviewed, write_content_words
from upstander.learning.models import Course, Lesson, Resource, Translated
from upstander.learning.queries.course import course_paths
from upstander.learning.queries.editing import content_pieces, content_words, published_keys
from upstander.learning.queries.home import panels_for
from upstander.learning.queries.link import (
    Leading,
    addresses_of_row,
    also_leading,
    broken_among,
)
from upstander.learning.queries.resource import public_paths
from upstander.learning.queries.searched import Found, courses_to_find, resources_to_find
from upstander.learning.queries.translated import content_snapshot, site_languages

# What a pack may hold of this room: the model of each kind of content, by the kind's name.
CONTENT_KINDS = {"resource": Resource}
COURSE_KINDS: dict[str, type[Translated]] = {"course": Course, "lesson": Lesson}

__all__ = [
    "CONTENT_KINDS",
    "COURSE_KINDS",
    "Found",
    "Leading",
    "Waiting",
    "addresses_of_row",
    "also_leading",
    "broken_among",
    "check_published",
    "check_soon",
    "content_pieces",
    "content_snapshot",
    "content_words",
    "course_paths",
    "courses_to_find",
    "learning_waiting",
    "public_paths",
    "publish_reviewed",
    "published_keys",
    "resources_to_find",
    "site_languages",
    "write_content",
    "write_content_words",
]


class Waiting(NamedTuple):
    """Whether library or training concern a person, how much waits for her, how much is late."""

    may_enter: bool
    waiting: int
    late: int


def learning_waiting(user: User) -> Waiting:
    """What stands on the home of a member of staff."""
    panels = panels_for(user, timezone.now())
    return Waiting(bool(panels), *numbers_of(panels))
