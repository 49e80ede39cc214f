"""Reading a whole pack from its folder."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property, partial
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple

import polib

from upstander.packs.courses import Course, Paper, read_course
from upstander.packs.faults import Fault, FaultyPack
from upstander.packs.forms import CONTENT, Form
from upstander.packs.markdown import Page, read_page
from upstander.packs.shapes import FILES, OPTIONAL_FILES, SHAPES
from upstander.packs.tables import Row, read_tables, text_of

PACKS = Path(__file__).parent


class Unit(NamedTuple):
    """A text to translate: where it belongs, the source text, and where it stands.

    A rich one may hold bold words and links.
    """

    context: str
    text: str
    file: str
    line: int
    is_rich: bool = False


@dataclass(frozen=True)
class Pack:
    """A network as data: its rows by kind, its pages, and its translations by language.

    `content` is what is learned from, by kind and key.
    """

    folder: Path
    rows: dict[str, list[Row]]
    pages: dict[str, Page]
    catalogues: dict[str, dict[tuple[str, str], str]]
    content: dict[str, dict[str, Page]]
    courses: list[Course] = field(default_factory=list)

    @cached_property
    def about(self) -> dict[str, Any]:
        """The table of pack.toml."""
        return self.rows["pack"][0].values

    @property
    def translated_languages(self) -> list[str]:
        """The languages of the pack other than its source."""
        return [c for c in self.about["languages"] if c != self.about["source_language"]]

    def all_pages(self) -> Iterator[Page]:
        """The pages of the portal, then what is learned from."""
        yield from self.pages.values()
        for pages in self.content.values():
            yield from pages.values()

    def papers(self) -> Iterator[Paper]:
        """Courses, each with its lessons after it."""
        for course in self.courses:
            yield course.paper
            yield from course.lessons

    def is_begun(self, language: str, page: Page | Paper) -> bool:
        """Whether any text of `page` is translated: then all of them must be."""
        known = self.catalogues.get(language, {})
        return any((page.context, segment.text) in known for segment in page.segments())

    def units(self) -> Iterator[Unit]:
        """Every text to translate, in a stable order, each once in its context."""
        seen = set()
        for unit in self._all_units():
            if unit.text and (unit.context, unit.text) not in seen:
                seen.add((unit.context, unit.text))
                yield unit

    def _all_units(self) -> Iterator[Unit]:
        for page in self.all_pages():
            for text, line, is_rich in page.segments():
                yield Unit(page.context, text, page.file, line, is_rich)
        for paper in self.papers():
            for text, line, is_rich in paper.segments():
                yield Unit(paper.context, text, paper.file, line, is_rich)
        for kind, shape in SHAPES.items():
            for row in self.rows.get(kind, []):
                for name in shape.translated:
                    context = context_of(row, name)
                    yield Unit(context, row.values.get(name, ""), row.file, row.line_of(name))

    def translation(self, language: str, context: str, text: str) -> str:
        """`text` in `language`; the source language gives the text itself."""
        if language == self.about["source_language"]:
            return text
        return self.catalogues[language][context, text]

    def map(self) -> dict[str, Any]:
        """The GeoJSON outline, or an empty collection where the pack has none."""
        path = self.folder / "map.json"
        if not path.exists():
            return {"type": "FeatureCollection", "features": []}
        return dict(json.loads(path.read_text("utf-8")))


SCOPES = {
    "term": "taxonomy",
    "avoid": "language",
    "form": "language",
    "synonyms": "language",
    "call_kind": "call",
    "envelope": "call",
    "pattern_level": "pattern",
    "pattern_duty": "pattern",
    "pattern_step": "pattern",
}


def identity_of(row: Row) -> str:
    """What tells a row from the others of its kind; a term below its taxonomy, for one."""
    own = str(row.values.get(SHAPES[row.kind].identity, ""))
    scope = SCOPES.get(row.kind)
    return f"{row.values.get(scope, '')}/{own}" if scope else own


def context_of(row: Row, field: str) -> str:
    """The context of a translatable field: `service:bc-211:purpose`."""
    return f"{row.kind}:{identity_of(row)}:{field}"


def digest_of(text: str) -> str:
    """By which a translation knows the source text that it was made from (SHA-256, hex)."""
    return sha256(text.encode()).hexdigest()


def find_pack(name: str) -> Path:
    """The folder of a pack that comes with the product, or any folder that holds pack.toml."""
    for folder in (PACKS / name, Path(name)):
        if (folder / "pack.toml").exists():
            return folder
    raise FaultyPack([Fault("pack.toml", 1, f"no pack is called {name!r}, and no folder holds it")])


def read_pack(folder: Path) -> Pack:
    """Read every file; raises FaultyPack with all faults of form that were found."""
    faults: list[Fault] = []
    rows: dict[str, list[Row]] = {kind: [] for kind in SHAPES}
    pages = {}
    for file in FILES:
        if file in OPTIONAL_FILES and not (folder / file).exists():
            continue
        for row in _gather(read_tables, folder / file, faults) or []:
            rows.setdefault(row.kind, []).append(row)
    for path in sorted((folder / "pages").glob("*.md")):
        if page := _gather(read_page, path, faults):
            pages[page.key] = page
    content = {form.kind: _read_content(folder, form, faults) for form in CONTENT}
    courses = [
        course
        for path in sorted((folder / "courses").glob("*/course.md"))
        if (course := _gather(read_course, path.parent, faults))
    ]
    catalogues = {}
    for path in sorted((folder / "locale").glob("*.po")):
        catalogues[path.stem] = _gather(_read_catalogue, path, faults)
    if faults:
        raise FaultyPack(sorted(faults))
    return Pack(folder, rows, pages, catalogues, content, courses)


def _read_content(folder: Path, form: Form, faults: list[Fault]) -> dict[str, Page]:
    read = partial(read_page, form=form)
    found = (_gather(read, p, faults) for p in sorted((folder / form.folder).glob("*.md")))
    return {page.key: page for page in found if page}


def _gather(read: Any, path: Path, faults: list[Fault]) -> Any:
    try:
        return read(path)
    except FaultyPack as error:
        faults.extend(error.faults)
        return None


def _read_catalogue(path: Path) -> dict[tuple[str, str], str]:
    file = f"locale/{path.name}"
    text_of(path, file)
    try:
        entries = polib.pofile(str(path), encoding="utf-8")
    except (OSError, ValueError) as error:  # polib says either
        found = re.search(r"\(line (\d+)\)", str(error))
        line = int(found[1]) if found else 1
        raise FaultyPack([Fault(file, line, "not a catalogue")]) from None
    current = [entry for entry in entries if not entry.obsolete]
    if faults := list(_repeated_entries(file, current)):
        raise FaultyPack(faults)
    return {(e.msgctxt or "", e.msgid): e.msgstr for e in current if e.translated()}


def _repeated_entries(file: str, entries: list[Any]) -> Iterator[Fault]:
    """Of two translations of one text, nobody could say which is meant."""
    first: dict[tuple[str, str], Any] = {}
    for entry in entries:
        before = first.setdefault((entry.msgctxt or "", entry.msgid), entry)
        if before is not entry:
            reason = f"stands already on line {before.linenum}: {entry.msgid[:40]!r}"
            yield Fault(file, entry.linenum, reason)
