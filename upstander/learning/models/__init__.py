"""Resources and trainings as records, split by noun."""

from upstander.learning.models.proposal import Proposal
from upstander.learning.models.resource import Link, Resource, ResourceFile
from upstander.learning.models.translated import Translated

__all__ = [
    "Link",
    "Proposal",
    "Resource",
    "ResourceFile",
    "Translated",
]
