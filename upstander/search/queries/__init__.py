"""What is found for what was typed, and why."""

from upstander.search.queries.finding import PER_PAGE, Found, find
from upstander.search.queries.synonyms import synonym_groups, synonyms_snapshot

__all__ = ["PER_PAGE", "Found", "find", "synonym_groups", "synonyms_snapshot"]
