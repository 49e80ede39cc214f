"""The catalogues of a pack: one PO file for each language, made from its words."""

from pathlib import Path

import polib

from upstander.packs.reading import Pack, read_pack


def update(folder: Path) -> dict[str, int]:
    """Bring every catalogue in line with the pack's words; returns what is untranslated in each.

    Translations of words that are still there stay; those of words that are gone go.
    """
    pack = read_pack(folder)
    return {language: _update(pack, language) for language in pack.translated_languages}


def stale(folder: Path) -> list[str]:
    """The catalogues that are not in line with the pack's words, each in a sentence."""
    pack = read_pack(folder)
    found = []
    for language in pack.translated_languages:
        wanted = [(unit.context, unit.text) for unit in pack.units()]
        path = _path(pack, language)
        entries = polib.pofile(str(path), encoding="utf-8") if path.exists() else []
        if [(e.msgctxt, e.msgid) for e in entries] != wanted:
            found.append(f"locale/{language}.po is not fresh: run upstander catalogues")
        found += [f"locale/{language}.po: {e.msgid[:50]!r}" for e in entries if not e.translated()]
    return found


def _path(pack: Pack, language: str) -> Path:
    return pack.folder / "locale" / f"{language}.po"


def _update(pack: Pack, language: str) -> int:
    catalogue = polib.POFile(wrapwidth=100, encoding="utf-8")
    catalogue.metadata = {
        "Language": language,
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=utf-8",
        "Content-Transfer-Encoding": "8bit",
    }
    known = pack.catalogues.get(language, {})
    for unit in pack.units():
        words = known.get((unit.context, unit.text), "")
        catalogue.append(polib.POEntry(msgctxt=unit.context, msgid=unit.text, msgstr=words))
    _path(pack, language).parent.mkdir(exist_ok=True)
    catalogue.save(str(_path(pack, language)))
    return len(catalogue.untranslated_entries())
