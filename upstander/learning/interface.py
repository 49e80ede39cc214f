"""What other contexts may use of resources and trainings."""

from upstander.learning.actions.translated import write_content
from upstander.learning.models import Resource
from upstander.learning.queries.translated import content_snapshot

# What a pack may hold of this room: the model of each kind of content, by the kind's name.
CONTENT_KINDS = {"resource": Resource}

__all__ = [
    "CONTENT_KINDS",
    "content_snapshot",
    "write_content",
]
