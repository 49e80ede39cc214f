"""The words of a glossary: those that stand for a term, and those to avoid. Plain values."""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from django.utils.translation import gettext as _

from upstander.editing.rules.findings import Finding, should

MOST_FORMS = 60


class Term(NamedTuple):
    """A term of the source and its word in one language.

    `forms` are other shapes in which the word may stand; `but_not` are phrases of the source in
    which the term means something else. Only a term that is `always` said so is looked for.
    """

    source: str
    word: str
    forms: tuple[str, ...] = ()
    but_not: tuple[str, ...] = ()
    always: bool = True


class Avoided(NamedTuple):
    """A word of one language that is not used, and why."""

    word: str
    reason: str


def avoided_in(avoided: Iterable[Avoided], words: str) -> list[Avoided]:
    """Those that stand in `words`, in whatever case."""
    folded = words.casefold()
    return [row for row in avoided if row.word.casefold() in folded]


def missed_in(terms: Iterable[Term], source: str, words: str) -> list[Term]:
    """The terms of `source` whose word, in any of its forms, is not in its translation."""
    folded = words.casefold()
    return [
        term
        for term in terms
        if term.always
        and is_in_source(term, source)
        and not any(form.casefold() in folded for form in (term.word, *term.forms))
    ]


def is_in_source(term: Term, source: str) -> bool:
    """Whether the source says the term: as a word of its own, one or many of it."""
    others = re.compile("|".join(map(re.escape, term.but_not)) or "(?!)", re.IGNORECASE)
    wanted = re.compile(rf"\b{re.escape(term.source)}s?\b", re.IGNORECASE)
    return bool(wanted.search(others.sub("", source)))


def glossary_findings(
    terms: Iterable[Term], avoided: Iterable[Avoided], texts: Iterable[tuple[str, str, str]]
) -> Iterator[Finding]:
    """What goes against the glossary in `texts`: path, source and words of each."""
    terms, avoided = list(terms), list(avoided)
    for path, source, words in texts:
        if not words.strip():
            continue
        for bad in avoided_in(avoided, words):
            sentence = _("The glossary avoids “%(word)s”: %(reason)s") % bad._asdict()
            yield should(sentence, path, words)
        for term in missed_in(terms, source, words):
            sentence = _("For “%(term)s” the glossary says “%(word)s”.") % {
                "term": term.source, "word": term.word,
            }  # fmt: skip
            yield should(sentence, path, words)
