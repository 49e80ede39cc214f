"""PDF: its pages go into a new file, and of each only what it takes to see it.

Properties, attachments, scripts, actions, links, forms and earlier revisions stay behind. Fields
become part of the page; remarks keep their words and lose their authors.
"""

from io import BytesIO
from typing import Any, Final

import pikepdf
from pikepdf import Array, Dictionary, Name, ObjectStreamMode, Pdf, StreamDecodeLevel

from upstander.core.cleaning.pdf_objects import clean_object
from upstander.core.cleaning.results import Clean, Reason, Unclean

MOST_PAGES: Final = 500
PAGE: Final = {
    "/Type", "/MediaBox", "/CropBox", "/Rotate", "/UserUnit", "/Resources", "/Contents", "/Group",
    "/Parent", "/Annots",
}  # fmt: skip
# No remark: a place to press, a field, the frame of a remark, words that stand on the page.
NO_REMARK: Final = {"/Link", "/Widget", "/Popup", "/FreeText", "/FileAttachment", "/Sound"}

pikepdf.settings.set_flate_compression_level(3)  # a large file is written within the time


def clean_pdf(data: bytes) -> Clean:
    """The pages of a document."""
    try:
        given = Pdf.open(BytesIO(data))
    except pikepdf.PasswordError:
        raise Unclean(Reason.LOCKED) from None
    if not len(given.pages):
        raise Unclean(Reason.BROKEN)
    if len(given.pages) > MOST_PAGES:
        raise Unclean(Reason.PAGES)
    return Clean("pdf", "application/pdf", "pdf", _rebuilt(given))


def _rebuilt(given: Pdf) -> bytes:
    _flatten(given)
    fresh = Pdf.new()
    for page in given.pages:
        _strip_page(page.obj)
        fresh.pages.append(page)
    for found in list(fresh.objects):
        clean_object(found)
    for page in fresh.pages:
        page.contents_coalesce()
        clean_object(page.obj.get("/Contents"), is_drawn=True)
    return _saved(fresh)


def _saved(fresh: Pdf) -> bytes:
    out = BytesIO()
    fresh.save(
        out, deterministic_id=True, recompress_flate=True, fix_metadata_version=False,
        object_stream_mode=ObjectStreamMode.generate,
        stream_decode_level=StreamDecodeLevel.generalized,
    )  # fmt: skip
    return out.getvalue()


def _flatten(given: Pdf) -> None:
    """Draw what stands in fields and remarks onto the pages."""
    remarks = [_remarks(page.obj) for page in given.pages]
    given.generate_appearance_streams()
    given.flatten_annotations("all")
    for page, found in zip(given.pages, remarks, strict=True):
        page.obj.Annots = Array(found)


def _remarks(page: Any) -> list[Dictionary]:
    """The words of the remarks, each a note in its place."""
    found = []
    for annotation in page.get("/Annots", []):
        words, place = annotation.get("/Contents"), annotation.get("/Rect")
        is_remark = str(annotation.get("/Subtype")) not in NO_REMARK
        if is_remark and isinstance(words, pikepdf.String) and str(words) and place is not None:
            numbers = [float(number) for number in place]
            found.append(_note(str(words), numbers))
    return found


def _note(words: str, place: list[float]) -> Dictionary:
    return Dictionary(
        Type=Name.Annot, Subtype=Name.Text, Rect=Array(place), Contents=pikepdf.String(words)
    )


def _strip_page(page: Any) -> None:
    for key in set(page.keys()) - PAGE:
        del page[key]
    if not len(page.Annots):
        del page.Annots
