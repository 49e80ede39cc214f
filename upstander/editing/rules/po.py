"""Words as a PO file, the format of translators' tools, and back. Plain values in and out.

The format is that of GNU gettext; `polib` reads and writes it. An entry is known by its context,
`kind:key/path`, so that the same English in two places may be translated in two ways.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from hashlib import sha256
from typing import NamedTuple, cast

import polib
from django.utils.translation import gettext as _

from upstander.core.errors import NotAllowed
from upstander.editing.rules.marks import lost_marks

MOST_BYTES = 2_000_000
MOST_ENTRIES = 10_000
LANGUAGE, SOURCE, DIGEST = "Language", "X-Source-Language", "X-Source-Digest"
LINE = re.compile(r"\(line (\d+)\)")
# Every line of a PO file: empty, a comment, or a name and a string that is closed. What polib
# would read in another way than it was meant is told instead.
WELL_FORMED = re.compile(
    r'\s*(?:#.*|(?:(?:msgctxt|msgid|msgid_plural|msgstr(?:\[\d\])?)\s+)?"(?:[^"\\]|\\.)*"\s*)?'
)
# What no tool shows and no database keeps: control characters but the end of a line and a tab.
UNSEEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
BINARY = b"\x00"
BOM = "\ufeff"


class Unit(NamedTuple):
    """One text with its words in a language; `is_draft` where no person has approved them."""

    context: str
    source: str
    words: str = ""
    is_draft: bool = False


class Entry(NamedTuple):
    """What stands in a file, and on which line."""

    context: str
    source: str
    words: str
    line: int


class _Lines(str):
    """Text of which only the end of a line ends a line: not each character that may, in Unicode.

    Always text: what polib is handed as a plain string may also be the path of a file.
    """

    __slots__ = ()

    def splitlines(self, keepends: bool = False) -> list[str]:
        """Its lines, as a PO file has them."""
        return self.split("\n")


def context_of(kind: str, key: str, path: str) -> str:
    """By which an entry is known, as long as the text stands at that place."""
    return f"{kind}:{key}/{path}"


def parts_of(context: str, known: Collection[tuple[str, str]]) -> tuple[str, str, str] | None:
    """Kind, key and path again; None where no such piece is `known` (kind and key).

    A key may have strokes in it as a path has.
    """
    kind, _colon, rest = context.partition(":")
    parts = rest.split("/")
    for number in range(1, len(parts)):
        key = "/".join(parts[:number])
        if (kind, key) in known:
            return kind, key, "/".join(parts[number:])
    return None


def digest_of_units(units: Iterable[Unit]) -> str:
    """By which an export knows the texts that it was made from (SHA-256, hex)."""
    digest = sha256()
    for unit in units:
        for part in (unit.context, unit.source):
            digest.update(len(part).to_bytes(8, "big") + part.encode())
    return digest.hexdigest()


def write_po(language: str, source_language: str, units: Iterable[Unit]) -> str:
    """The file, in the order of `units`; the same units give the same bytes.

    A machine draft is marked *fuzzy*, as translators' tools expect. Texts without words are left
    out: there is nothing to translate.
    """
    kept = [unit for unit in units if unit.source]
    file = polib.POFile(wrapwidth=0)
    file.metadata = {
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        LANGUAGE: language,
        SOURCE: source_language,
        DIGEST: digest_of_units(kept),
    }
    for unit in kept:
        flags = ["fuzzy"] if unit.is_draft and unit.words else []
        file.append(
            polib.POEntry(msgctxt=unit.context, msgid=unit.source, msgstr=unit.words, flags=flags)
        )
    return f"{file}\n"


def read_po(data: bytes, language: str) -> list[Entry]:
    """The entries of a file in `language` that have words, in order.

    Raises NotAllowed with a sentence that says what to mend, and on which line where it is known.
    """
    file = _parsed(_text(data))
    written = file.metadata.get(LANGUAGE, "").strip().replace("_", "-").lower()
    if written != language:
        raise NotAllowed(
            _("The file says its language is %(found)s. Choose that language, or another file.")
            % {"found": written[:20] or "?"}
        )
    found = [entry for entry in file if not entry.obsolete]
    if not found:
        raise NotAllowed(_("The file has no texts. Choose the file that you translated."))
    if len(found) > MOST_ENTRIES:
        raise NotAllowed(
            _("The file has more than %(most)s texts. Send it in smaller parts.")
            % {"most": MOST_ENTRIES}
        )
    return list(_entries(found))


def _text(data: bytes) -> str:
    if len(data) > MOST_BYTES:
        raise NotAllowed(_("The file is larger than 2 MB. Send it in smaller parts."))
    if not data.strip():
        raise NotAllowed(_("The file is empty. Choose the file that you translated."))
    try:
        text = data.decode()
    except UnicodeDecodeError as error:
        if BINARY in data:
            raise NotAllowed(_not_po(1)) from None
        line = data.count(b"\n", 0, error.start) + 1
        raise NotAllowed(
            _("Line %(line)s cannot be read. Save the file as UTF-8, and choose it again.")
            % {"line": line}
        ) from None
    if "\x00" in text:
        raise NotAllowed(_not_po(text.count("\n", 0, text.index("\x00")) + 1))
    return text.removeprefix(BOM).replace("\r\n", "\n").replace("\r", "\n")


def _parsed(text: str) -> polib.POFile:
    for number, line in enumerate(text.split("\n"), start=1):
        if not WELL_FORMED.fullmatch(line):
            raise NotAllowed(_not_po(number))
    try:
        return cast(polib.POFile, polib.pofile(_Lines(text), encoding="utf-8", wrapwidth=0))
    except (OSError, ValueError, IndexError, KeyError, AttributeError, TypeError) as error:
        found = LINE.search(str(error))
        raise NotAllowed(_not_po(int(found[1]) if found else 1)) from None


def _not_po(line: int) -> str:
    return _("This is no PO file that can be read: see line %(line)s. Save it again as PO.") % {
        "line": line
    }


def _entries(found: Iterable[polib.POEntry]) -> Iterator[Entry]:
    first: dict[tuple[str, str], int] = {}
    for entry in found:
        context, line = entry.msgctxt or "", entry.linenum
        before = first.setdefault((context, entry.msgid), line)
        if before != line:
            raise NotAllowed(
                _("Line %(line)s repeats line %(before)s. Take one of the two out.")
                % {"line": line, "before": before}
            )
        if entry.msgstr.strip():
            yield Entry(context, entry.msgid, entry.msgstr, line)


class Change(NamedTuple):
    """What an entry would do: `step` is added, changed, unchanged or refused, with the reason."""

    step: str
    entry: Entry
    before: str = ""
    why: str = ""


def compare(entries: Iterable[Entry], units: Mapping[str, Unit]) -> list[Change]:
    """Each entry beside what there is now, by context. An empty entry asks for nothing."""
    return [_change(entry, units.get(entry.context)) for entry in entries]


def _change(entry: Entry, unit: Unit | None) -> Change:
    if unit is None or not unit.source:
        return Change("refused", entry, why=_("No text stands at this place any more."))
    why = _why_not(entry, unit)
    if why:
        return Change("refused", entry, unit.words, why)
    if entry.words == unit.words:
        return Change("unchanged", entry, unit.words)
    return Change("changed" if unit.words else "added", entry, unit.words)


def _why_not(entry: Entry, unit: Unit) -> str:
    if entry.source != unit.source:
        return _("The original has changed since. Export it again, and translate what is new.")
    if entry.words == unit.words:
        return ""
    if UNSEEN.search(entry.words):
        return _("It holds characters that nobody can see. Type the words again.")
    if lost := lost_marks(entry.source, entry.words):
        return _("These must stand as in the original: %(marks)s") % {"marks": ", ".join(lost)}
    return ""


def counts_of(changes: Iterable[Change]) -> dict[str, int]:
    """How many of each step."""
    counted = Counter(change.step for change in changes)
    return {step: counted[step] for step in ("added", "changed", "unchanged", "refused")}


def print_of(changes: Iterable[Change]) -> str:
    """By which a page that was looked at knows what it showed (SHA-256, hex)."""
    shown = [(c.step, c.entry.context, c.entry.words, c.before, c.why) for c in changes]
    return sha256(repr(shown).encode()).hexdigest()
