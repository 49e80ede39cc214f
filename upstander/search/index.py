"""The index on disk: a folder of its own for each state of it, and one file that names the present.

A folder is written once and never changed: what is new is written into another, which shares the
files that stay, and then the name is changed. So whoever reads sees one whole state, a writer that
dies leaves nothing half done, and another process knows by one look that there is something new.
Every file has a checksum: what is damaged is not read.
"""

import fcntl
import json
import os
import shutil
import threading
import time
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, NamedTuple
from uuid import uuid4

import tantivy
from django.conf import settings

from upstander.search.shapes import Document, digest_of, identity
from upstander.search.words import indexed

FORM = 1  # of the fields and of how words are compared: an index of another form is made anew
HEAP = 30_000_000
FACETS = ("kind", "region", "topic")
MOST_BITS = 62  # values of a field by which one may narrow; those beyond are found but not offered
KEPT = 2  # states: one may still be opened by who has just read its name
ASKED_AGAIN = 120  # seconds after which a wish for a new index is thought to be lost
Parts = dict[str, str]  # digest of each part, which is `source:language`
Groups = Mapping[str, list[list[str]]]  # of words that mean the same, by language
Bits = dict[str, list[str]]  # of a field: its values, each by the place of its bit
Names = dict[str, dict[str, str]]  # of regions and topics, by their keys, for one language


class Opened(NamedTuple):
    """An index as it is read."""

    files: tantivy.Index
    synonyms: Groups
    parts: Parts
    names: Mapping[str, Names]
    bits: Bits
    same: dict[tuple[str, str], Any]  # kept by who asks: the synonyms as they are compared


class Damaged(Exception):
    """The index is lost, damaged, or of another form."""


def folder() -> Path:
    """Where the index lives."""
    return Path(settings.HOME) / "search"


def schema() -> tantivy.Schema:
    """The fields: words as they are compared, with accents beside; the rest to narrow and show.

    Each word begins with signs of its language: so a language has its own words, counted and
    searched apart from those of all others. What narrows is kept twice: as words, and as bits,
    from which it is read for hundreds of results at once.
    """
    build = tantivy.SchemaBuilder()
    for name in ("title", "body", "title_exact", "body_exact"):
        build.add_text_field(name, tokenizer_name="whitespace", index_option="freq")
    for name in ("part", *FACETS):
        build.add_text_field(name, tokenizer_name="raw", index_option="basic")
    for name in FACETS:
        build.add_unsigned_field(f"{name}_bits", fast=True)
    build.add_unsigned_field("identity", fast=True)
    build.add_bytes_field("shown", stored=True)
    return build.build()


def sign_of(language: str) -> str:
    """With which the words of a language begin: a sign of no script, twice.

    One typo changes one of them at most, and so never makes a word of another language.
    """
    return 2 * chr(0xE000 + zlib.crc32(language.encode()) % 6000)


def _values(row: Document) -> dict[str, list[str]]:
    """By which the document may be narrowed to."""
    return {
        "kind": [row.kind],
        "region": [key for key, _ in row.regions],
        "topic": [key for key, _ in row.topics],
    }


def _written(row: Document, part: str, language: str, bits: Bits) -> tantivy.Document:
    found, sign = tantivy.Document(), sign_of(language)
    for name, text in (("title", row.title), ("body", f"{row.summary}\n{row.body}")):
        for field, words in zip((name, f"{name}_exact"), indexed(text), strict=True):
            if words:
                found.add_text(field, " ".join(sign + word for word in words.split()))
    found.add_text("part", part)
    for field, values in _values(row).items():
        for value in values:
            found.add_text(field, value)
        places = (bits[field].index(value) for value in values)
        found.add_unsigned(f"{field}_bits", sum(1 << at for at in places if at < MOST_BITS))
    found.add_unsigned("identity", identity(row))
    shown = {**row._asdict(), "language": language}
    found.add_bytes("shown", json.dumps(shown, ensure_ascii=False).encode())
    return found


# --- writing -------------------------------------------------------------------------------------


@contextmanager
def alone() -> Iterator[None]:
    """One writer at a time, of all processes; whoever comes second waits."""
    folder().mkdir(parents=True, exist_ok=True, mode=0o700)
    with open(folder() / "lock", "w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


Read = Callable[[], list[Document]]


def write(
    parts: Iterable[tuple[str, str, Read]], synonyms: Groups | None = None, *, is_new: bool
) -> bool:
    """Write these parts (source, language, what gives it); whether anything was different.

    `is_new` begins with nothing. Else the other parts stay, and where there is none, or it is
    damaged, Damaged is raised. Each part is read once this process is the only writer, so that
    an older reading never comes last.
    """
    with alone():
        before = None if is_new else _state()
        if not is_new and before is None:
            raise Damaged
        old: Parts = before["parts"] if before else {}
        same = before["synonyms"] if before else {}
        changed: dict[str, tuple[str, list[Document]]] = {}
        digests = {}
        for source, language, read in parts:
            part, rows = f"{source}:{language}", read()
            digest = digest_of(rows)
            if old.get(part) != digest:
                changed[part], digests[part] = (language, rows), digest
        words = same if synonyms is None else dict(synonyms)
        if before and not changed and words == same:
            return False
        new = folder() / f"v{FORM}-{uuid4().hex}"
        try:
            bits = _bits(before["bits"] if before else {}, changed)
            _fill(new, folder() / before["folder"] if before else None, changed, bits)
            names = before["names"] if before else {}
            names |= {part: _names_in(rows) for part, (_, rows) in changed.items()}
            _name(new, {"parts": old | digests, "names": names, "bits": bits,
                        "synonyms": words})  # fmt: skip
        except BaseException:
            shutil.rmtree(new, ignore_errors=True)
            raise
        _sweep()
    return True


Changed = Mapping[str, tuple[str, list[Document]]]


def _bits(before: Bits, changed: Changed) -> Bits:
    """The values of each field; what is new comes last, so that no bit changes its meaning."""
    found = {field: dict.fromkeys(before.get(field, ())) for field in FACETS}
    for _, rows in changed.values():
        for row in rows:
            for field, values in _values(row).items():
                found[field].update(dict.fromkeys(values))
    return {field: list(values) for field, values in found.items()}


def _fill(new: Path, old: Path | None, changed: Changed, bits: Bits) -> None:
    new.mkdir(mode=0o700)
    if old:
        for file in old.iterdir():
            if file.name in ("meta.json", ".managed.json"):
                shutil.copy(file, new / file.name)
            elif not file.name.endswith(".lock"):
                os.link(file, new / file.name)
    index = tantivy.Index(schema(), path=str(new))
    writer = index.writer(HEAP, 1)
    for part, (language, rows) in changed.items():
        writer.delete_documents_by_term("part", part)
        for row in rows:
            writer.add_document(_written(row, part, language, bits))
    writer.commit()
    writer.wait_merging_threads()


def _names_in(rows: Iterable[Document]) -> Names:
    found: Names = {"region": {}, "topic": {}}
    for row in rows:
        found["region"].update(row.regions)
        found["topic"].update(row.topics)
    return found


def _name(new: Path, about: Mapping[str, Any]) -> None:
    """From now on this is the index."""
    files = {f.name: _sum(f) for f in sorted(new.iterdir()) if not f.name.endswith(".lock")}
    state = {"form": FORM, "folder": new.name, "files": files, **about}
    half = folder() / f"now.{os.getpid()}"
    half.write_text(json.dumps(state, ensure_ascii=False), "utf-8")
    half.replace(folder() / "now.json")


def _sum(file: Path) -> int:
    return zlib.crc32(file.read_bytes())


def _sweep() -> None:
    old = sorted(folder().glob("v*-*"), key=lambda path: path.stat().st_mtime_ns)
    for path in old[:-KEPT]:
        shutil.rmtree(path, ignore_errors=True)


# --- reading -------------------------------------------------------------------------------------


def _state() -> dict[str, Any] | None:
    """What names the present index, where it is whole and of this form."""
    with suppress(OSError, ValueError, KeyError, TypeError):
        state: dict[str, Any] = json.loads((folder() / "now.json").read_text("utf-8"))
        place = folder() / state["folder"]
        sums = {name: _sum(place / name) for name in state["files"]}
        if state["form"] == FORM and sums == state["files"]:
            return state
    return None


class _Reader:
    """The index of this process: opened once, and again where another is named."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._mark: Any = None
        self._opened: Opened | None = None

    def opened(self) -> Opened:
        mark = self._now()
        if mark is None:
            raise Damaged
        with self._lock:
            if mark != self._mark or self._opened is None:
                self._opened, self._mark = self._open(), mark
            return self._opened

    def close(self) -> None:
        with self._lock:
            self._mark = self._opened = None

    @staticmethod
    def _now() -> Any:
        try:
            found = (folder() / "now.json").stat()
        except OSError:
            return None
        return str(folder()), found.st_ino, found.st_mtime_ns, found.st_size

    @staticmethod
    def _open() -> Opened:
        # The second try is for who read a name just before it was changed, and its folder swept.
        state = _state() or _state()
        if state is None:
            raise Damaged
        try:
            index = tantivy.Index.open(str(folder() / state["folder"]))
        except (ValueError, OSError) as error:
            raise Damaged from error
        return Opened(index, state["synonyms"], state["parts"], _by_language(state["names"]),
                      state["bits"], {})  # fmt: skip


def _by_language(parts: Mapping[str, Names]) -> dict[str, Names]:
    found: dict[str, Names] = {}
    for part, names in parts.items():
        own = found.setdefault(part.rpartition(":")[2], {"region": {}, "topic": {}})
        for field, pairs in names.items():
            own[field].update(pairs)
    return found


READER = _Reader()


def opened() -> Opened:
    """The present index; costs one look at the disk where it is the one of before.

    Raises Damaged where there is none that can be read.
    """
    return READER.opened()


def give_up() -> None:
    """It cannot be read: nobody is to try again."""
    READER.close()
    (folder() / "now.json").unlink(missing_ok=True)


def is_first_to_ask() -> bool:
    """Whether nobody has asked for a new index in the last two minutes."""
    folder().mkdir(parents=True, exist_ok=True, mode=0o700)
    wish = folder() / "wanted"
    with suppress(OSError):
        if time.time() - wish.stat().st_mtime < ASKED_AGAIN:
            return False
        wish.unlink()
    try:
        wish.touch(mode=0o600, exist_ok=False)
    except FileExistsError:
        return False
    return True


def wish_is_met() -> None:
    """A new index is there."""
    (folder() / "wanted").unlink(missing_ok=True)
