"""A page as it was sent, for tests that look at what stands in it."""

from collections.abc import Iterator
from html.parser import HTMLParser
from typing import NamedTuple

VOID = frozenset(["area", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"])


class Element:
    """A tag with its attributes, where it stands, and all text below it."""

    def __init__(self, tag: str, attrs: dict[str, str], parent: "Element | None") -> None:
        self.tag, self.attrs, self.parent = tag, attrs, parent
        self.words: list[str] = []

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.words).split())

    def within(self, tag: str) -> bool:
        """Whether one of its ancestors is a `tag`."""
        above = self.parent
        while above and above.tag != tag:
            above = above.parent
        return above is not None


class Reader(HTMLParser):
    """Reads a page into a flat list of elements, and notes what is not well nested."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[Element] = []
        self.faults: list[str] = []
        self._open: list[Element] = []
        self.feed(html)
        self.faults += [f"<{element.tag}> is never closed" for element in self._open]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = [name for name, _ in attrs]
        self.faults += [f"<{tag}> has {n} twice" for n in set(names) if names.count(n) > 1]
        parent = self._open[-1] if self._open else None
        self.elements.append(Element(tag, {k: v or "" for k, v in attrs}, parent))
        if tag not in VOID:
            self._open.append(self.elements[-1])

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self._open.pop()

    def handle_endtag(self, tag: str) -> None:
        if not self._open or self._open[-1].tag != tag:
            self.faults.append(f"</{tag}> closes what is not open")
        else:
            self._open.pop()

    def handle_data(self, data: str) -> None:
        for element in self._open:
            element.words.append(data)


class Seen(NamedTuple):
    """An answer of the site."""

    path: str
    language: str
    status: int
    headers: dict[str, str]
    cookies: list[str]
    html: Reader

    def all(self, *tags: str) -> Iterator[Element]:
        """The elements with one of these tags, in the order of the page."""
        return (element for element in self.html.elements if element.tag in tags)

    def one(self, tag: str) -> Element:
        """The only element with this tag."""
        (element,) = self.all(tag)
        return element


def see(client, path: str, language: str = "") -> Seen:
    """Ask for a page and read it."""
    return read(client.get(path), path, language)


def read(response, path: str, language: str = "") -> Seen:
    """An answer that one has already."""
    text = response.content.decode("utf-8")
    headers = {name.lower(): value for name, value in response.headers.items()}
    return Seen(path, language, response.status_code, headers, list(response.cookies), Reader(text))
