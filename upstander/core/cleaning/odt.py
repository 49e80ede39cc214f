"""ODT: rebuilt from content, styles and pictures; everything else is left out."""

from typing import Final
from xml.sax.saxutils import quoteattr

from upstander.core.cleaning.archives import Archive, packed
from upstander.core.cleaning.photos import clean_photo
from upstander.core.cleaning.results import Clean, Reason, Unclean
from upstander.core.cleaning.trees import Element, local, parse, prune, space_of, unwrap, write

TYPE: Final = "application/vnd.oasis.opendocument.text"
OASIS: Final = "urn:oasis:names:tc:opendocument:xmlns"
MANIFEST: Final = f"{OASIS}:manifest:1.0"
XLINK: Final = "http://www.w3.org/1999/xlink"
SPACES: Final = frozenset(
    {f"{OASIS}:{name}:1.0" for name in (
        "office", "style", "text", "table", "drawing", "datastyle", "xsl-fo-compatible",
        "svg-compatible",
    )} | {XLINK}
)  # fmt: skip
REMOVED: Final = {
    "scripts", "event-listeners", "forms", "object", "object-ole", "plugin", "applet",
    "floating-frame", "script", "dde-connection", "dde-connection-decls", "dde-connection-decl",
    "section-source", "creator", "date", "initials", "creator-initials", "title", "desc",
    "font-face-src", "user-field-decls", "variable-decls", "sequence-decls", "settings", "meta",
    "bookmark", "bookmark-start", "bookmark-end", "soft-page-break", "database-display",
    "image-map", "table-source", "cell-range-source", "alphabetical-index-auto-mark-file",
}  # fmt: skip
# Fields that a program would work out anew; what they show now is plain words. Links lose target.
FIELDS: Final = {
    "a", "author-name", "author-initials", "initial-creator", "printed-by", "file-name",
    "template-name", "user-field-get", "variable-get", "variable-set", "user-defined", "subject",
    "keywords", "description", "creation-date", "creation-time", "modification-date",
    "modification-time", "print-date", "print-time", "editing-duration", "editing-cycles",
    "sender-firstname", "sender-lastname", "sender-initials", "sender-title", "sender-position",
    "sender-email", "sender-phone-private", "sender-fax", "sender-company", "sender-phone-work",
    "sender-street", "sender-city", "sender-postal-code", "sender-country",
    "sender-state-or-province", "chapter", "placeholder", "conditional-text", "hidden-text",
    "execute-macro", "dde-connection-field", "bibliography-mark", "meta-field", "meta",
    "bookmark-ref", "reference-ref", "date", "time", "creator", "title",
}  # fmt: skip
TEXT: Final = f"{OASIS}:text:1.0"
NEWER: Final = "urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0"
DRAW: Final = f"{OASIS}:drawing:1.0"


def clean_odt(archive: Archive) -> Clean:
    """The document of an archive."""
    if "content.xml" not in archive:
        raise Unclean(Reason.BROKEN)
    pictures: dict[str, tuple[str, bytes]] = {}
    parts = {"mimetype": TYPE.encode()}
    for name in ("content.xml", "styles.xml"):
        if name in archive:
            root = parse(archive.read(name))
            _clean(root, archive, pictures)
            parts[name] = write(root, SPACES)
    parts |= {name: data for name, data in pictures.values() if name}
    parts["META-INF/manifest.xml"] = _manifest(list(parts)[1:])
    return Clean("document", TYPE, "odt", packed(parts))


def _clean(root: Element, archive: Archive, pictures: dict[str, tuple[str, bytes]]) -> None:
    prune(root, _is_unwanted)
    for element in [found for found in root.iter() if _is_wrapping(found)]:
        unwrap(element)
    for image in [found for found in root.iter() if f"{{{XLINK}}}href" in found.attrib]:
        _relink(image, archive, pictures)
    prune(root, lambda e: e.tag == f"{{{DRAW}}}image" and not len(e.attrib))
    for element in root.iter():
        for name in list(element.attrib):
            if _is_telling(element, name):
                del element.attrib[name]


def _is_unwanted(element: Element) -> bool:
    is_known = space_of(element.tag) in SPACES
    return not _is_wrapping(element) and (not is_known or local(element.tag) in REMOVED)


def _is_wrapping(element: Element) -> bool:
    is_field = space_of(element.tag) == TEXT and local(element.tag) in FIELDS
    return is_field or element.tag in (f"{{{DRAW}}}a", f"{{{NEWER}}}content-control")


def _relink(image: Element, archive: Archive, pictures: dict[str, tuple[str, bytes]]) -> None:
    """Let a picture point to its clean copy; any other link goes."""
    href = image.attrib.pop(f"{{{XLINK}}}href").removeprefix("./")
    if href not in pictures:
        pictures[href] = _picture(href, archive, len(pictures) + 1)
    if image.tag == f"{{{DRAW}}}image":
        image.attrib.clear()
        if pictures[href][0]:
            image.set(f"{{{XLINK}}}href", pictures[href][0])
            image.set(f"{{{XLINK}}}type", "simple")


def _picture(href: str, archive: Archive, number: int) -> tuple[str, bytes]:
    if href not in archive:
        return "", b""
    try:
        clean = clean_photo(archive.read(href))
    except (Unclean, OSError, ValueError, SyntaxError):
        return "", b""
    return f"Pictures/{number}.{clean.extension}", clean.data


def _is_telling(element: Element, name: str) -> bool:
    if space_of(name) not in SPACES:
        return True
    if space_of(name) == XLINK:
        return element.tag != f"{{{DRAW}}}image" and local(name) != "type"
    is_frame = space_of(element.tag) == DRAW and local(name) == "name"
    return is_frame or local(name) in ("author", "rsid", "paragraph-rsid", "user-name")


def _manifest(names: list[str]) -> bytes:
    kinds = {"xml": "text/xml", "png": "image/png", "jpg": "image/jpeg", "gif": "image/gif"}
    lines = "".join(
        f"<manifest:file-entry manifest:full-path={quoteattr(name)} "
        f"manifest:media-type={quoteattr(kinds[name.rpartition('.')[2]])}/>"
        for name in names
    )
    whole = f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{TYPE}"/>'
    root = f'<manifest:manifest xmlns:manifest="{MANIFEST}">'
    return f"{root}{whole}{lines}</manifest:manifest>".encode()
