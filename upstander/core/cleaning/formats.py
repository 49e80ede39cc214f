"""Which format a file has, by its first bytes; the cleaner of that format has the last word.

Neither the name nor what the browser claims is asked.
"""

import re
from typing import Final

from upstander.core.cleaning.results import Reason, Unclean

STILL: Final = (b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1")
# In this order; an offset stands where the mark is not the first thing.
MARKS: Final[tuple[tuple[str, re.Pattern[bytes]], ...]] = tuple(
    (name, re.compile(mark, re.DOTALL))
    for name, mark in (
        ("photo", rb"\xff\xd8\xff|\x89PNG\r\n\x1a\n|GIF8[79]a|BM.{4}\0\0\0\0|II\*\0|MM\0\*"),
        ("photo", rb"RIFF.{4}WEBP|.{4}ftypavi[fs]"),
        ("heif", rb".{4}ftyp(" + b"|".join(STILL) + rb")"),
        ("pdf", rb"%PDF-"),
        ("zip", rb"PK\x03\x04"),
        ("mov", rb".{4}(ftyp|moov|mdat|wide)"),
        ("mp3", rb"\xff[\xe2\xe3\xf2\xf3\xfa\xfb]"),
        ("aac", rb"\xff[\xf0\xf1\xf8\xf9]"),
        ("ogg", rb"OggS"),
        ("wav", rb"RIFF.{4}WAVE"),
        ("flac", rb"fLaC"),
        ("matroska", rb"\x1aE\xdf\xa3"),
        ("amr", rb"#!AMR(-WB)?\n"),
        ("caf", rb"caff"),
        ("aiff", rb"FORM.{4}AIF[FC]"),
        ("video", rb"RIFF.{4}AVI |FLV\x01|0&\xb2u\x8ef\xcf\x11|\0\0\x01[\xb3\xba]"),
        ("office", rb"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1|\{\\rtf"),
        ("pdf", rb".{1,1000}%PDF-1"),
    )
)
REFUSED: Final = {"video": Reason.VIDEO, "office": Reason.OFFICE}


def format_of(data: bytes) -> str:
    """The format of a file; what has no mark of its own may still be text."""
    start = _behind_id3(data)
    unmarked = "mp3" if start else "text"
    found = next((name for name, mark in MARKS if mark.match(data, start, start + 1024)), unmarked)
    if found in REFUSED:
        raise Unclean(REFUSED[found])
    return found


def _behind_id3(data: bytes) -> int:
    """Where the sound begins: a tag may stand before any kind of it."""
    if not re.match(rb"ID3[\x02-\x04]", data):
        return 0
    return 10 + sum((byte & 127) << 7 * place for place, byte in enumerate(data[9:5:-1]))
