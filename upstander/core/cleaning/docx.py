"""DOCX: rebuilt from the parts that hold the words, their looks and the pictures.

Whatever is not on these lists is left out: properties, settings, macros, objects, links out.
"""

from typing import Final

from upstander.core.cleaning.archives import Archive, packed
from upstander.core.cleaning.photos import clean_photo
from upstander.core.cleaning.results import OPEN_XML, Clean, Reason, Unclean
from upstander.core.cleaning.trees import parse, write
from upstander.core.cleaning.wordml import RELATED, SPACES, clean_part

TYPE: Final = f"{OPEN_XML}.wordprocessingml.document"
PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006"
# Kinds of relations that are followed, and what their target is called in the list of types.
FOLLOWED: Final = {
    "styles": "wordprocessingml.styles",
    "numbering": "wordprocessingml.numbering",
    "footnotes": "wordprocessingml.footnotes",
    "endnotes": "wordprocessingml.endnotes",
    "header": "wordprocessingml.header",
    "footer": "wordprocessingml.footer",
    "comments": "wordprocessingml.comments",
    "theme": "theme",
    "officeDocument": "wordprocessingml.document.main",
}


def clean_docx(archive: Archive) -> Clean:
    """The document of an archive."""
    fresh = Rebuilt(archive)
    main = [target for kind, target in fresh.relations("").values() if kind == "officeDocument"]
    if len(main) != 1:
        raise Unclean(Reason.UNKNOWN)
    fresh.add(main[0], "officeDocument")
    return Clean("document", TYPE, "docx", packed(fresh.finished()))


class Rebuilt:
    """The new package, as it grows from the main document along its relations."""

    def __init__(self, archive: Archive) -> None:
        self.archive = archive
        self.parts: dict[str, bytes] = {}
        self.kinds: dict[str, str] = {}
        self.names: dict[str, str] = {}

    def relations(self, source: str) -> dict[str, tuple[str, str]]:
        """The relations of a part that stay inside: id, kind and name of the target."""
        folder, _, name = source.rpartition("/")
        path = f"{folder}/_rels/{name}.rels".removeprefix("/")
        if path not in self.archive:
            return {}
        found = {}
        for relation in parse(self.archive.read(path)):
            target = _joined(folder, relation.get("Target", ""))
            is_inside = relation.get("TargetMode") != "External" and target in self.archive
            if is_inside and relation.get("Id"):
                found[relation.get("Id")] = (relation.get("Type", "").rpartition("/")[2], target)
        return found

    def add(self, source: str, kind: str) -> str:
        """Clean a part and what it refers to; its new name, or nothing where it cannot stay."""
        if source not in self.names:
            self.names[source] = ""
            self.names[source] = (
                self._picture(source) if kind == "image" else self._words(source, kind)
            )
        return self.names[source]

    def _picture(self, source: str) -> str:
        try:
            clean = clean_photo(self.archive.read(source))
        except (Unclean, OSError, ValueError, SyntaxError):
            return ""
        return self._store(f"word/media/image{len(self.parts)}.{clean.extension}", clean.data)

    def _words(self, source: str, kind: str) -> str:
        number = "" if kind == "officeDocument" else len(self.parts) + 1
        name = f"word/{'document' if kind == 'officeDocument' else kind}{number}.xml"
        self._store(name, b"")
        self.kinds[name] = kind
        kept: dict[str, str] = {}
        lines = []
        for old, (related, target) in self.relations(source).items():
            new = self.add(target, related) if related in FOLLOWED or related == "image" else ""
            if new:
                kept[old] = f"rId{len(kept) + 1}"
                lines.append(_relation(kept[old], related, new.removeprefix("word/")))
        root = parse(self.archive.read(source))
        clean_part(root, kept)
        if lines:
            self.parts[f"word/_rels/{name.removeprefix('word/')}.rels"] = _relations(lines)
        return self._store(name, write(root, SPACES))

    def _store(self, name: str, data: bytes) -> str:
        self.parts[name] = data
        return name

    def finished(self) -> dict[str, bytes]:
        """All parts, with the list of their types and the relation to the main one."""
        main = _relations([_relation("rId1", "officeDocument", "word/document.xml")])
        types = "".join(
            f'<Override PartName="/{name}" ContentType="{OPEN_XML}.{FOLLOWED[kind]}+xml"/>'
            for name, kind in self.kinds.items()
        )
        head = (
            f'<Types xmlns="{PACKAGE}/content-types">'
            '<Default Extension="rels" ContentType='
            '"application/vnd.openxmlformats-package.relationships+xml"/>'
            '<Default Extension="png" ContentType="image/png"/>'
            '<Default Extension="gif" ContentType="image/gif"/>'
            '<Default Extension="jpg" ContentType="image/jpeg"/>'
        )
        listing = f"{head}{types}</Types>".encode()
        return {"[Content_Types].xml": listing, "_rels/.rels": main, **self.parts}


def _joined(folder: str, target: str) -> str:
    """The name of a part that is named from a folder."""
    steps: list[str] = [] if target.startswith("/") else folder.split("/")
    for step in target.split("/"):
        if step == "..":
            del steps[-1:]
        elif step not in ("", "."):
            steps.append(step)
    return "/".join(step for step in steps if step)


def _relation(identity: str, kind: str, target: str) -> str:
    return f'<Relationship Id="{identity}" Type="{RELATED}/{kind}" Target="{target}"/>'


def _relations(lines: list[str]) -> bytes:
    return (
        f'<Relationships xmlns="{PACKAGE}/relationships">{"".join(lines)}</Relationships>'.encode()
    )
