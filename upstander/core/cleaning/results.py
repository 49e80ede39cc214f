"""What comes of cleaning a file: the clean file, or the reason why there is none."""

from enum import StrEnum
from typing import Final, Literal, NamedTuple

LARGEST = 20 * 2**20  # bytes
OPEN_XML: Final = "application/vnd.openxmlformats-officedocument"

Kind = Literal["photo", "audio", "pdf", "document"]


class Clean(NamedTuple):
    """A file written anew; its name and what stood around its content are gone."""

    kind: Kind
    media_type: str
    extension: str
    data: bytes


# Everything that can come out; whoever answers for a file looks it up here.
SORTS: Final = {
    ("photo", "image/jpeg", "jpg"), ("photo", "image/png", "png"), ("photo", "image/gif", "gif"),
    ("audio", "audio/mp4", "m4a"), ("audio", "audio/mpeg", "mp3"), ("audio", "audio/ogg", "ogg"),
    ("audio", "audio/flac", "flac"), ("audio", "audio/wav", "wav"),
    ("pdf", "application/pdf", "pdf"),
    ("document", "text/plain", "txt"),
    ("document", "application/vnd.oasis.opendocument.text", "odt"),
    ("document", f"{OPEN_XML}.wordprocessingml.document", "docx"),
}  # fmt: skip


class Reason(StrEnum):
    """Why a file cannot be taken; `sentences` says it to the person."""

    EMPTY = "empty"
    LARGE = "large"
    UNKNOWN = "unknown"
    BROKEN = "broken"
    VIDEO = "video"
    OFFICE = "office"
    LOCKED = "locked"
    PIXELS = "pixels"
    PAGES = "pages"
    LETTERS = "letters"
    LIMITS = "limits"
    BUSY = "busy"


class Unclean(Exception):
    """This file is not taken; the reason is a word, so that it can travel between processes."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason)
        self.reason = reason
