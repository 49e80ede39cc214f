"""The words of the glossary: those that must stand, those that must not, and fixed names."""

import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import polib

from checks import PACKAGE
from upstander.editing.rules.glossary import Avoided, Term, avoided_in, missed_in

Texts = list[tuple[str, str]]
BUTTON = "Leave quickly"


def wrong_words(
    glossary: Mapping[str, Any], language: str, texts: Texts, button: str
) -> Iterator[str]:
    """Each text of a language that goes against the glossary, with the reason."""
    terms, avoided = _terms(glossary, language), _avoided(glossary, language)
    for source, target in texts:
        for bad in avoided_in(avoided, target):
            yield f"{language} says {bad.word!r} ({bad.reason}): {target[:60]}"
        for term in missed_in(terms, source, target):
            yield f"{language} has {term.source!r} without {term.word!r}: {target[:60]}"
        if BUTTON in source and button.casefold() not in target.casefold():
            yield f"{language} names the button otherwise than {button!r}: {target[:60]}"


def _avoided(glossary: Mapping[str, Any], language: str) -> list[Avoided]:
    rows = glossary.get("avoid", [])
    return [Avoided(row["word"], row["reason"]) for row in rows if row["language"] == language]


def _terms(glossary: Mapping[str, Any], language: str) -> list[Term]:
    """Those that are always said so, with the word of a language and its other forms."""
    return [
        Term(
            row["en"], row[language], tuple(_forms(glossary, language, row["key"])),
            tuple(row.get("but_not", [])),
        )
        for row in glossary.get("glossary", [])
        if row.get("always")
    ]  # fmt: skip


def _forms(glossary: Mapping[str, Any], language: str, key: str) -> Iterator[str]:
    for form in glossary.get("form", []):
        if (form["term"], form["language"]) == (key, language):
            yield from form["words"]


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
