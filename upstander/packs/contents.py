"""What a pack says, as the plain values that the rooms take: records, wordings, pages."""

from collections.abc import Mapping
from typing import Any

from upstander.core.translation import digest_of as digest_of_content
from upstander.learning.interface import CONTENT_KINDS
from upstander.network.interface import Kind, plain
from upstander.packs.forms import PROSE, Form
from upstander.packs.markdown import Block, Page, Part, inline
from upstander.packs.reading import Pack, context_of, digest_of, identity_of
from upstander.packs.shapes import SHAPES
from upstander.packs.tables import Row
from upstander.portal.interface import content_digest

Rows = dict[str, dict[str, Any]]
ALONE = ("programme", "publisher")
TAGS = {
    "paragraph": ("p", ""),
    "heading": ("h3", ""),
    "list": ("li", "ul"),
    "numbers": ("li", "ol"),
}


def record_rows(pack: Pack, kind: Kind) -> tuple[Rows, dict[str, int]]:
    """The records of a kind as plain values, by identity, and their order."""
    rows = {}
    for row in pack.rows.get(kind.name, []):
        values = {**_implied(pack, row), **row.values, **_about_the_programme(pack, kind.name)}
        key = "1" if kind.name in ALONE else identity_of(row)
        rows[key] = {name: _value(values.get(name), field) for name, field in kind.fields.items()}
    return rows, {key: number for number, key in enumerate(rows, start=1)}


def synonym_rows(pack: Pack) -> Rows:
    """The groups of words that mean the same, by `language/key`."""
    rows = pack.rows.get("synonyms", [])
    return {identity_of(row): {"words": row.values["words"]} for row in rows}


def _about_the_programme(pack: Pack, kind: str) -> dict[str, Any]:
    if kind != "programme":
        return {}
    path = pack.folder / "map.json"
    outline = path.read_text("utf-8") if path.exists() else ""
    about = {name: pack.about[name] for name in ("leave_to", "source_language")}
    return {**about, "outline": outline}


def _implied(pack: Pack, row: Row) -> dict[str, Any]:
    """What a round leaves unsaid, and what an award does not say otherwise than its call."""
    if row.kind == "call":
        return {
            "language": pack.about["source_language"],
            "time_zone": pack.about.get("time_zone", "UTC"),
            "currency": pack.rows["programme"][0].values["currency"],
        }
    if row.kind != "award":
        return {}
    call = next(c.values for c in pack.rows["call"] if identity_of(c) == row.values["call"])
    to = {identity_of(o): o.values["name"] for o in pack.rows["organisation"]}
    return {
        "title": f"{call['title']}: {to[row.values['organisation']]}"[:140],
        "description": call.get("summary") or call["title"],
        "basis": call.get("basis", ""),
        "awarded_on": call["announced_on"],
        "sources": call.get("sources", []),
    }


def _value(value: Any, field: Any) -> Any:
    found = plain(value, field)
    return sorted(found) if field.is_many else found


def wording_rows(pack: Pack) -> Rows:
    """Every translated text of a record, by `language/key`."""
    return {
        f"{language}/{context_of(row, name)}": {
            "text": pack.translation(language, context_of(row, name), row.values[name]),
            "source_digest": digest_of(row.values[name]),
            "state": "machine_draft",
        }
        for kind, shape in SHAPES.items()
        for row in pack.rows.get(kind, [])
        for name in shape.translated
        if row.values.get(name)
        for language in pack.translated_languages
    }


def page_rows(pack: Pack) -> Rows:
    """Every page in every language, by `language/key`; the source language first."""
    source = pack.about["source_language"]
    rows: Rows = {}
    for language in [source, *pack.translated_languages]:
        for page in sorted(pack.pages.values(), key=lambda p: (p.key != "home", p.key)):
            values = _page(pack, page, language)
            if language != source:
                reviewed = f"{language}/{page.key}" in pack.about.get("reviewed", [])
                values["translation_state"] = "reviewed" if reviewed else "machine_draft"
                values["source_digest"] = content_digest(rows[f"{source}/{page.key}"])
            rows[f"{language}/{page.key}"] = values
    return rows


def content_rows(pack: Pack, form: Form) -> Rows:
    """What is learned from, of one kind, by `language/key`; each in the languages that it has."""
    source = pack.about["source_language"]
    model = CONTENT_KINDS[form.kind]
    rows: Rows = {}
    for language in [source, *pack.translated_languages]:
        for page in pack.content[form.kind].values():
            if language != source and not pack.is_begun(language, page):
                continue
            values = _content(pack, page, language, model)
            if language != source:
                reviewed = f"{language}/{page.context}" in pack.about.get("reviewed", [])
                values["translation_state"] = "reviewed" if reviewed else "machine_draft"
                original = rows[f"{source}/{page.key}"]
                values["source_digest"] = digest_of_content(original, model.CONTENT)
            rows[f"{language}/{page.key}"] = values
    return rows


def _content(pack: Pack, page: Page, language: str, model: Any) -> dict[str, Any]:
    """A setting that the file leaves out is as the room has it by default."""

    def words(text: str) -> str:
        return pack.translation(language, page.context, text) if text else ""

    front = {**page.front, "position": page.front["order"]}
    shared = {n: front.get(n, model._meta.get_field(n).get_default()) for n in model.SHARED}
    return {
        **shared,
        **{name: words(front.get(name, "")) for name in page.form.words},
        "body": [[block.kind, _block(block, words)] for block in page.blocks],
        "translation_state": "source",
        "source_digest": "",
    }


def _page(pack: Pack, page: Page, language: str) -> dict[str, Any]:
    def words(text: str) -> str:
        return pack.translation(language, page.context, text)

    return {
        **{name: words(page.front[name]) for name in ("title", "menu", "summary")},
        "icon": page.front["icon"],
        "position": page.front["order"],
        "parent": page.front.get("parent", ""),
        "body": [[block.kind, _block(block, words)] for block in page.blocks],
        "translation_state": "source",
        "source_digest": "",
    }


def _block(block: Block, words: Any) -> Mapping[str, Any]:
    heading = words(block.heading) if block.heading else ""
    if block.kind in ("services", "facts", "resources"):
        keys = [item[block.kind.removesuffix("s")] for item in block.items]
        return {"heading": heading, "items": keys}
    if block.kind == "steps":
        return {"heading": heading, "items": [inline(words(i["text"])) for i in block.items]}
    if block.items:
        items = [
            {
                "page": i["page"],
                "title": words(i["title"]),
                "line": words(i["line"]) if i["line"] else "",
            }
            for i in block.items
        ]
        return {"heading": heading, "items": items}
    if block.kind not in PROSE:
        return {"heading": heading}
    return {"heading": heading, "text": "".join(part_as_html(part, words) for part in block.parts)}


def part_as_html(part: Part, words: Any) -> str:
    """A paragraph, a heading or a list in the words of a language."""
    tag, around = TAGS[part.kind]
    inner = "".join(f"<{tag}>{inline(words(text))}</{tag}>" for text in part.texts)
    return f"<{around}>{inner}</{around}>" if around else inner
