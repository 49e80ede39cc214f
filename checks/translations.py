"""A translation keeps what its source has: placeholders, tags, targets of links, plural forms."""

import gettext
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import polib

from checks import PACKAGE

PLACEHOLDER = re.compile(r"%\(\w+\)[#0 +-]*\d*(?:\.\d+)?[a-z]|%[sdifr]|\{\w*\}")
TAG = re.compile(r"</?[a-z][a-z0-9]*\b", re.IGNORECASE)
TARGET = re.compile(r"""(?:href|src|action)=["']([^"']*)["']|\]\(([^)\s]+)\)""")
KEPT = {"placeholders": PLACEHOLDER, "tags": TAG, "link targets": TARGET}


def _is_filipino_one(n: int) -> bool:
    return n in (1, 2, 3) or n % 10 not in (4, 6, 9)


def _arabic(n: int) -> str:
    if n < 3:
        return ("zero", "one", "two")[n]
    if 3 <= n % 100 <= 10:
        return "few"
    return "many" if n % 100 >= 11 else "other"


# Categories of whole numbers below 1000, from Unicode CLDR 47, plurals.xml.
CLDR: dict[str, Callable[[int], object]] = {
    "ar": _arabic,
    "en": lambda n: n == 1,
    "es": lambda n: n == 1,
    "fa": lambda n: n in (0, 1),
    "fr": lambda n: n in (0, 1),
    "hi": lambda n: n in (0, 1),
    "ja": lambda n: 0,
    "ko": lambda n: 0,
    "pa": lambda n: n in (0, 1),
    "tl": _is_filipino_one,
    "vi": lambda n: 0,
    "zh_Hans": lambda n: 0,
    "zh_Hant": lambda n: 0,
}


def lost(source: str, target: str) -> list[str]:
    """What `target` lost or gained against `source`."""
    return [
        f"{what} differ: {sorted(had.elements())} became {sorted(has.elements())}"
        for what, pattern in KEPT.items()
        if (had := _all(pattern, source)) != (has := _all(pattern, target))
    ]


def _all(pattern: re.Pattern[str], text: str) -> Counter[str]:
    return Counter(next(filter(None, (*m.groups(), m.group(0)))) for m in pattern.finditer(text))


def forms_of_one(header: str) -> frozenset[int]:
    """The plural forms that stand for a single number each, such as the Arabic dual."""
    found = re.search(r"plural=([^;]+)", header)
    if not found:
        return frozenset()
    chosen = Counter(map(gettext.c2py(found[1]), range(1000)))
    return frozenset(form for form, count in chosen.items() if count == 1)


def entry_faults(
    entry: polib.POEntry, forms: int, single: frozenset[int] = frozenset()
) -> list[str]:
    """What is wrong with one message."""
    if entry.fuzzy:
        return ["is fuzzy"]
    if not entry.msgid_plural:
        return lost(entry.msgid, entry.msgstr)
    said = [text for _, text in sorted(entry.msgstr_plural.items())]
    if len(said) != forms or not all(said):
        return [f"has {len(list(filter(None, said)))} of {forms} plural forms"]
    return [
        fault
        for form, text in enumerate(said)
        for fault in _plural_lost(entry, text, is_single=form in single)
    ]


def _plural_lost(entry: polib.POEntry, text: str, *, is_single: bool) -> list[str]:
    """A form that stands for one number may leave out the number itself, and nothing else."""
    if is_single and not PLACEHOLDER.search(text) and _numbers(entry) == 1:
        text = f"{text} {PLACEHOLDER.findall(entry.msgid_plural)[0]}"
    fits_one = not lost(entry.msgid, text)
    return [] if fits_one else lost(entry.msgid_plural, text)


def _numbers(entry: polib.POEntry) -> int:
    return len(PLACEHOLDER.findall(entry.msgid_plural))


def plural_faults(code: str, header: str) -> list[str]:
    """Whether a Plural-Forms header tells numbers apart as CLDR does."""
    found = re.match(r"nplurals=(\d+);\s*plural=([^;]+);?", header)
    if not found:
        return ["has no Plural-Forms"]
    if code not in CLDR:
        return [f"is in {code}, of which checks/translations.py has no plural rule"]
    rule = gettext.c2py(found[2])
    pairs = {(rule(n), CLDR[code](n)) for n in range(1000)}
    left, right = {form for form, _ in pairs}, {category for _, category in pairs}
    if not len(left) == len(right) == len(pairs):
        return [f"tells plurals apart otherwise than CLDR: {header}"]
    return []


def po_faults(path: Path) -> Iterator[str]:
    """What is wrong with one catalogue."""
    book = polib.pofile(str(path))
    is_interface = path.parent.name == "LC_MESSAGES"
    code = path.parent.parent.name if is_interface else path.stem.replace("-h", "_H")
    name = f"{code}/{path.name}" if is_interface else path.name
    header = book.metadata.get("Plural-Forms", "")
    if header or any(entry.msgid_plural for entry in book):
        yield from (f"{name} {fault}" for fault in plural_faults(code, header))
    if open_ends := book.untranslated_entries():
        yield f"{name} lacks {len(open_ends)} of {len(book)} texts, first: “{open_ends[0].msgid}”"
    forms = int(found[1]) if (found := re.match(r"nplurals=(\d+)", header)) else 1
    single = forms_of_one(header)

    def found_in(entry: polib.POEntry) -> list[str]:
        return entry_faults(entry, forms, single)

    for entry in book:
        if not entry.obsolete and entry not in open_ends:
            yield from (f"{name}:{entry.linenum} {fault}" for fault in found_in(entry))


def faults(paths: Iterable[Path] | None = None) -> list[str]:
    """What is wrong with any catalogue of the product."""
    found = sorted(PACKAGE.rglob("*.po")) if paths is None else paths
    return [fault for path in found for fault in po_faults(path)]
