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
            yield from _missing(language, row, _forms(glossary, language, row), texts)
    for source, target in texts:
        if BUTTON in source and button.casefold() not in target.casefold():
            yield f"{language} names the button otherwise than {button!r}: {target[:60]}"


def _forms(glossary: Mapping[str, Any], language: str, row: Mapping[str, Any]) -> list[str]:
    """The word of a language for a term, and the other forms in which it may stand."""
    others = [
        word
        for form in glossary.get("form", [])
        if (form["term"], form["language"]) == (row["key"], language)
        for word in form["words"]
    ]
    return [row[language], *others]


def _missing(
    language: str, row: Mapping[str, Any], forms: list[str], texts: Texts
) -> Iterator[str]:
    wanted = re.compile(rf"\b{re.escape(row['en'])}s?\b", re.IGNORECASE)
    others = re.compile("|".join(map(re.escape, row.get("but_not", []))) or "(?!)", re.IGNORECASE)
    for source, target in texts:
        if wanted.search(others.sub("", source)) and not _has_one_of(forms, target):
            yield f"{language} has {row['en']!r} without {forms[0]!r}: {target[:60]}"


def _has_one_of(forms: list[str], target: str) -> bool:
    return any(form.casefold() in target.casefold() for form in forms)


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
