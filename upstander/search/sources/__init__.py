"""Where documents come from.

A room below this one has a line in `sources/own.py`; a room above says `register(Source(…))` in
the `ready` of its AppConfig. Nothing else is needed for its things to be found.
"""

from upstander.search.shapes import Source

SOURCES: dict[str, Source] = {}


def register(source: Source) -> None:
    """From now on what this source gives is found; one of the same name is replaced."""
    SOURCES[source.name] = source


def names_of_kinds() -> dict[str, str]:
    """Each kind of document with its name in the active language."""
    return {kind: str(name) for source in SOURCES.values() for kind, name in source.kinds.items()}


def touched_by(verb: str) -> list[str]:
    """The sources that are read anew after an entry of the log."""
    noun = verb.partition(".")[0]
    return [name for name, source in SOURCES.items() if noun in source.nouns]
