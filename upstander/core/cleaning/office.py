"""Which office document an archive is."""

from zipfile import BadZipFile

from upstander.core.cleaning.archives import Archive
from upstander.core.cleaning.docx import clean_docx
from upstander.core.cleaning.odt import clean_odt
from upstander.core.cleaning.results import Clean, Reason, Unclean

OTHERS = ("xl/workbook.xml", "ppt/presentation.xml", "xl/workbook.bin")
ODT = b"application/vnd.oasis.opendocument.text"


def clean_office(data: bytes) -> Clean:
    """A DOCX or ODT rebuilt; other documents are to be saved as PDF, other archives unknown."""
    try:
        archive = Archive(data)
    except BadZipFile:
        raise Unclean(Reason.BROKEN) from None
    media_type = archive.read("mimetype").strip() if "mimetype" in archive else b""
    if media_type == ODT:
        return clean_odt(archive)
    if media_type.startswith(b"application/vnd.oasis") or any(name in archive for name in OTHERS):
        raise Unclean(Reason.OFFICE)
    if "[Content_Types].xml" in archive:
        return clean_docx(archive)
    raise Unclean(Reason.UNKNOWN)
