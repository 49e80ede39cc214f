"""Pictures inside a PDF: kept as they are coded, without the remarks around the pixels."""

from collections.abc import Iterator
from typing import Final

from upstander.core.cleaning.results import Reason, Unclean

START, END, SCAN, COMMENT, ADOBE = 0xD8, 0xD9, 0xDA, 0xFE, 0xEE
APPLICATIONS: Final = range(0xE0, 0xF0)
ALONE: Final = {0x01, *range(0xD0, 0xD8)}  # markers without a length
PIXELS: Final = {b"jP  ", b"ftyp", b"jp2h", b"jp2c"}


def bare_jpeg(data: bytes) -> bytes:
    """A JPEG with the segments that decoding needs, and nothing behind its end."""
    if data[:2] != b"\xff\xd8":
        raise Unclean(Reason.BROKEN)
    return b"\xff\xd8" + b"".join(_segments(data)) + b"\xff\xd9"


def _segments(data: bytes) -> Iterator[bytes]:
    at = 2
    while at + 4 <= len(data):
        at = data.find(b"\xff", at)
        marker = data[at + 1] if 0 <= at < len(data) - 1 else END
        if marker == END:
            return
        if marker in ALONE or marker in (0x00, 0xFF):
            at += 1 if marker == 0xFF else 2
            continue
        length = int.from_bytes(data[at + 2 : at + 4])
        end = _scan_end(data, at + 2 + length) if marker == SCAN else at + 2 + length
        if marker == ADOBE or (marker not in APPLICATIONS and marker != COMMENT):
            yield data[at:end]
        at = max(end, at + 2)


def _scan_end(data: bytes, at: int) -> int:
    """Where the coded pixels that begin at `at` end: at a marker that is none of theirs."""
    while (at := data.find(b"\xff", at)) >= 0 and at + 1 < len(data):
        if data[at + 1] not in (0x00, 0xFF) and data[at + 1] not in ALONE:
            return at
        at += 2 if data[at + 1] != 0xFF else 1
    return len(data)


def bare_jpeg2000(data: bytes) -> bytes:
    """A JPEG 2000 with the boxes of its pixels; a bare code stream stays as it is."""
    if data[4:8] != b"jP  ":
        return data
    return b"".join(box for kind, box in _boxes(data) if kind in PIXELS)


def _boxes(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = 0
    while at + 8 <= len(data):
        length, kind = int.from_bytes(data[at : at + 4]), data[at + 4 : at + 8]
        if length == 1:
            length = int.from_bytes(data[at + 8 : at + 16])
        end = at + length if length >= 8 else len(data)
        yield kind, data[at:end]
        at = end
