"""What is checked before content is published, and shown while it is written. Plain values.

`body` is a list of `[kind, value]`; words stand under the paths of `core.paths`.
"""

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from html.parser import HTMLParser
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from upstander.core.content import plain_words
from upstander.editing.rules.findings import Finding, must, should

SAYS_NOTHING = frozenset(
    {"click here", "click", "here", "link", "this link", "this page", "read more", "more", "this"}
)
BY_KEY = "page:"
OUTSIDE = re.compile(r"https?://", re.IGNORECASE)
TO_A_PERSON = ("mailto:", "tel:", "sms:")
LEVELS = ("h2", "h3", "h4")


class Link(NamedTuple):
    """Where words lead, and these words."""

    address: str
    words: str


class Marked(NamedTuple):
    """What a rich text has beside its words: links, and headings as their level and words."""

    links: list[Link]
    headings: list[tuple[int, str]]


def marked(html: str) -> Marked:
    """The links and headings of a rich text."""
    parser = _Marks()
    parser.feed(html)
    parser.close()
    return Marked(parser.links, parser.headings)


class _Marks(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.links: list[Link] = []
        self.headings: list[tuple[int, str]] = []
        self.address: str | None = None
        self.link_words: list[str] = []
        self.heading_words: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "a":
            self.address, self.link_words = dict(attrs).get("href") or "", []
        elif tag in LEVELS:
            self.heading_words = []

    def handle_endtag(self, tag: str) -> None:
        if tag == "a" and self.address is not None:
            self.links.append(Link(self.address, "".join(self.link_words).strip()))
            self.address = None
        elif tag in LEVELS:
            self.headings.append((int(tag[1]), "".join(self.heading_words).strip()))

    def handle_data(self, data: str) -> None:
        self.link_words.append(data)
        self.heading_words.append(data)


def untranslated(texts: Iterable[str]) -> Iterator[Finding]:
    """Texts that still stand in the words of the original."""
    for text in texts:
        yield must(_("Write the translation first."), about=text[:60])


def same_as_original(words: Mapping[str, str], original: Mapping[str, str]) -> Iterator[Finding]:
    """A translation of which nothing is translated; names and numbers alone may be the same."""
    if words and words == original:
        yield from untranslated(list(words.values())[:1])


def link_findings(
    language: str,
    links: Mapping[str, list[Link]],
    *,
    leads: Callable[[str], bool],
    broken: Collection[str],
) -> Iterator[Finding]:
    """`links` by the path of their text. `leads` says whether an address of this site is there."""
    for path, found in links.items():
        for link in found:
            yield from _link(language, link, path, leads, broken)


def _link(
    language: str, link: Link, path: str, leads: Callable[[str], bool], broken: Collection[str]
) -> Iterator[Finding]:
    if is_inside(link.address):
        if not leads(link.address):
            yield must(
                _("A link leads to a page that is not there. Choose another page."),
                path, link.words or link.address,
            )  # fmt: skip
    elif link.address in broken:
        yield should(_("This address does not answer."), path, link.address)
    elif not link.address.lower().startswith(("https://", *TO_A_PERSON)):
        yield should(_("A web address begins with https://."), path, link.address)
    if not link.words:
        yield should(_("A link has no words. Say where it leads."), path, link.address)
    elif language == "en" and link.words.lower().strip(" .!") in SAYS_NOTHING:
        yield should(_("Say where a link leads, in its own words."), path, link.words)


def is_inside(address: str) -> bool:
    """Whether an address is one of this site."""
    return address.startswith((BY_KEY, "/")) or address == ""


def outside_addresses(links: Mapping[str, list[Link]]) -> set[str]:
    """The addresses elsewhere."""
    return {link.address for found in links.values() for link in found
            if OUTSIDE.match(link.address)}  # fmt: skip


def shape_findings(body: list[Any], *, leads: Callable[[str], bool]) -> Iterator[Finding]:
    """What whoever does not see or hear would miss, and headings that lead nowhere."""
    has_heading = False
    for number, (kind, value) in enumerate(body):
        if not isinstance(value, dict):
            continue
        path = f"body/{number}"
        yield from _media(kind, value, path)
        has_heading = has_heading or bool((value.get("heading") or "").strip())
        yield from _headings(value.get("text") or "", path, has_heading)
        for item in value.get("items") or []:
            key = item.get("page") if isinstance(item, dict) else None
            if key and not leads(f"{BY_KEY}{key}"):
                sentence = _("A link leads to a page that is not there. Choose another page.")
                yield must(sentence, path, item.get("title") or key)


def _media(kind: str, value: Mapping[str, Any], path: str) -> Iterator[Finding]:
    if kind == "image" and not (value.get("alternative") or "").strip():
        yield must(_("Choose a picture, and say in a sentence what it shows."), path)
    if kind == "video" and not plain_words(value.get("text") or "").strip():
        yield must(
            _("A video needs a transcript: every word that is said, and what one sees."), path
        )


def _headings(html: str, path: str, has_heading: bool) -> Iterator[Finding]:
    level = 2 if has_heading else 1
    for own, words in marked(html).headings:
        if not words:
            yield should(_("A heading is empty. Write it, or take it out."), path)
        elif own > level + 1:
            yield should(_("A small heading stands without a large one above it."), path, words)
        else:
            level = own
