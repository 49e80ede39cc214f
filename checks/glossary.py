"""The words of the glossary: those that must stand, those that must not, and fixed names."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import polib

from checks import PACKAGE

Texts = list[tuple[str, str]]
BUTTON = "Leave quickly"


def wrong_words(
    glossary: Mapping[str, Any], language: str, texts: Texts, button: str
) -> Iterator[str]:
    """Each text of a language that goes against the glossary, with the reason."""
    for row in glossary.get("avoid", []):
        for _, target in texts:
            if row["language"] == language and row["word"].casefold() in target.casefold():
                yield f"{language} says {row['word']!r} ({row['reason']}): {target[:60]}"
    for row in glossary.get("glossary", []):
        if row.get("always"):
            yield from _missing(language, row["en"], row[language], texts)
    for source, target in texts:
        if BUTTON in source and button.casefold() not in target.casefold():
            yield f"{language} names the button otherwise than {button!r}: {target[:60]}"


def _missing(language: str, term: str, word: str, texts: Texts) -> Iterator[str]:
    wanted = re.compile(rf"\b{re.escape(term)}\b", re.IGNORECASE)
    for source, target in texts:
        if wanted.search(source) and word.casefold() not in target.casefold():
            yield f"{language} has {term!r} without {word!r}: {target[:60]}"


def _texts(path: Path) -> Texts:
    return [(entry.msgid, entry.msgstr) for entry in polib.pofile(str(path)) if entry.msgstr]


def faults() -> list[str]:
    """Every catalogue of every pack that comes along, beside the interface's."""
    from django.utils.translation import to_locale

    found: list[str] = []
    for path in sorted(PACKAGE.glob("packs/*/glossary.toml")):
        glossary = tomllib.loads(path.read_text("utf-8"))
        for catalogue in sorted((path.parent / "locale").glob("*.po")):
            code = catalogue.stem
            interface = _texts(PACKAGE / "locale" / to_locale(code) / "LC_MESSAGES" / "django.po")
            button = dict(interface)[BUTTON]
            found += wrong_words(glossary, code, _texts(catalogue), button)
            found += wrong_words({"avoid": glossary.get("avoid", [])}, code, interface, button)
    return found
