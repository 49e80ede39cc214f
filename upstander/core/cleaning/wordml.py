"""The words of a DOCX: who wrote, changed or remarked on them when is taken out; they stay."""

from collections.abc import Mapping
from typing import Final

from upstander.core.cleaning.trees import XML, Element, local, prune, remove, space_of, unwrap

OFFICE: Final = "http://schemas.openxmlformats.org"
RELATED: Final = f"{OFFICE}/officeDocument/2006/relationships"
W: Final = f"{OFFICE}/wordprocessingml/2006/main"
MC: Final = f"{OFFICE}/markup-compatibility/2006"
DRAWING: Final = f"{OFFICE}/drawingml/2006"
MORE: Final = "http://schemas.microsoft.com/office/word/2010"
SPACES: Final = frozenset({
    RELATED, W, MC, XML, f"{DRAWING}/main", f"{DRAWING}/picture",
    f"{DRAWING}/wordprocessingDrawing",
    f"{OFFICE}/officeDocument/2006/math", f"{MORE}/wordprocessingShape",
    f"{MORE}/wordprocessingGroup", f"{MORE}/wordprocessingCanvas", f"{MORE}/wordprocessingDrawing",
    "urn:schemas-microsoft-com:vml", "urn:schemas-microsoft-com:office:office",
    "urn:schemas-microsoft-com:office:word",
})  # fmt: skip
# Fields, objects, bindings, ranges of editors, extensions. The result of a field is plain words.
REMOVED: Final = {
    "object", "control", "altChunk", "subDoc", "instrText", "delInstrText", "fldChar", "fldData",
    "proofErr", "dataBinding", "smartTagPr", "customXmlPr", "permStart", "permEnd", "sdtPr",
    "sdtEndPr", "extLst", "OLEObject", "signatureline", "movie", "hlinkClick", "hlinkHover",
    "rsid", "rsids", "bookmarkStart", "bookmarkEnd", "audioFile", "videoFile", "wavAudioFile",
    "custDataLst", "snd", "attachedTemplate", "docVars", "printerSettings", "lock", "callout",
}  # fmt: skip
UNWRAPPED: Final = {"fldSimple", "smartTag", "customXml"}
EMPTIED: Final = {
    "descr", "title", "tooltip", "alt", "href", "src", "date", "dateUtc", "initials", "paraId",
    "textId", "userId", "providerId", "spid", "gfxdata", "anchorId", "editId", "edGrp", "ed",
    "anchor", "docLocation", "tgtFrame", "uniqueId", "bwpure", "link",
}  # fmt: skip
NAMED: Final = {"docPr", "cNvPr"}  # their names are often those of files
FRAMES: Final = {f"{{{W}}}drawing", f"{{{W}}}pict"}


def clean_part(root: Element, kept: Mapping[str, str]) -> None:
    """Clean a part in place; `kept` has the relations that stay, with their new ids."""
    prune(root, lambda e: local(e.tag) in REMOVED)
    _drop_frames(root, kept)
    prune(root, lambda e: space_of(e.tag) not in SPACES)
    for element in [found for found in root.iter() if local(found.tag) in UNWRAPPED]:
        unwrap(element)
    for element in root.iter():
        _clean_attributes(element, kept)


def _drop_frames(root: Element, kept: Mapping[str, str]) -> None:
    """A picture or drawing goes as a whole where a piece of it has to go."""
    for frame in [found for found in root.iter() if found.tag in FRAMES]:
        if any(_is_lost(element, kept) for element in frame.iter()):
            remove(frame)


def _is_lost(element: Element, kept: Mapping[str, str]) -> bool:
    links = [value for name, value in element.attrib.items() if space_of(name) == RELATED]
    return space_of(element.tag) not in SPACES or any(link not in kept for link in links if link)


def _clean_attributes(element: Element, kept: Mapping[str, str]) -> None:
    for name, value in list(element.attrib.items()):
        if new := _attribute(element, name, value, kept):
            element.set(name, new)
        elif value or local(name) in EMPTIED:
            del element.attrib[name]


def _attribute(element: Element, name: str, value: str, kept: Mapping[str, str]) -> str:
    """What an attribute says from now on; nothing where it goes."""
    space, own = space_of(name), local(name)
    if space == RELATED:
        return kept.get(value, "")
    if (space and space not in SPACES) or own in EMPTIED or own.startswith("rsid"):
        return ""
    if own == "author":
        return "Author"
    if own == "Ignorable":
        known = (p for p in value.split() if element.nsmap.get(p) in SPACES)
        return " ".join(known)
    return "Picture" if own == "name" and local(element.tag) in NAMED else value
