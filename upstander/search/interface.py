"""What the rooms above may use of the search.

A room that has something to be found gives it as a `Source`: a name, a function that gives the
documents of one language, the names of their kinds, and the nouns of the log after which they are
read again. A room below is added to `sources/own.py`, a room above says in its AppConfig:

    def ready(self):
        register(Source("courses", documents, {"course": _("Courses")}, frozenset({"course"})))
"""

from upstander.search.actions import rebuild, refresh, touched, write_synonyms
from upstander.search.queries import synonyms_snapshot
from upstander.search.shapes import Document, Source
from upstander.search.sources import register

__all__ = [
    "Document",
    "Source",
    "rebuild",
    "refresh",
    "register",
    "synonyms_snapshot",
    "touched",
    "write_synonyms",
]
