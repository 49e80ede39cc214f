"""XML of documents: parsed without entities or network, and pruned by lists of what is known."""

from collections.abc import Callable, Collection
from typing import Any, Final

from lxml import etree

from upstander.core.cleaning.results import Reason, Unclean

Element = Any  # lxml says of its elements that they are private
DECLARATION: Final = b"<?xml version='1.0' encoding='UTF-8' standalone='yes'?>\n"
XML: Final = "http://www.w3.org/XML/1998/namespace"


def parse(data: bytes) -> Element:
    """The root; a document type is refused, for entities are the only use of it here."""
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False,
        remove_comments=True, remove_pis=True,
    )  # fmt: skip
    root = etree.fromstring(data, parser)
    if root.getroottree().docinfo.doctype:
        raise Unclean(Reason.BROKEN)
    return root


def write(root: Element, namespaces: Collection[str]) -> bytes:
    """The document, with no declaration of a namespace but the known ones."""
    kept = [prefix for prefix, uri in root.nsmap.items() if prefix and uri in namespaces]
    etree.cleanup_namespaces(root, keep_ns_prefixes=kept)
    return DECLARATION + bytes(etree.tostring(root, encoding="UTF-8"))


def space_of(name: str) -> str:
    """The namespace of an element's or attribute's name."""
    return name[1:].partition("}")[0] if name.startswith("{") else ""


def local(name: str) -> str:
    """The name without its namespace."""
    return name.rpartition("}")[2]


def remove(element: Element) -> None:
    """Take an element out; the text behind it stays."""
    parent = element.getparent()
    if parent is None:
        raise Unclean(Reason.BROKEN)
    _append_text(element, element.tail or "")
    parent.remove(element)


def unwrap(element: Element) -> None:
    """Take an element out; what is in it stays in its place."""
    _append_text(element, element.text or "")
    for child in list(element):
        element.addprevious(child)
    remove(element)


def prune(root: Element, is_unwanted: Callable[[Element], bool]) -> None:
    """Remove every element that is unwanted, with all that is in it."""
    for element in [found for found in root.iter() if is_unwanted(found)]:
        if element.getroottree().getroot() is root:
            remove(element)


def _append_text(element: Element, text: str) -> None:
    """Put text in front of an element."""
    before, parent = element.getprevious(), element.getparent()
    if before is not None:
        before.tail = (before.tail or "") + text
    elif parent is not None:
        parent.text = (parent.text or "") + text
