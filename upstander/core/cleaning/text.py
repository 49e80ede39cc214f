"""Plain text: read, freed of what no letter is, written as UTF-8."""

import codecs
import re
from typing import Final

from upstander.core.cleaning.results import Clean, Reason, Unclean

# What a browser or a shell might run, whatever it is called.
CODE: Final = re.compile(
    r"\s*(<(!doctype|html|head|body|svg|script|iframe|\?|!--)|#!|%!PS|MIME-Version:)",
    re.IGNORECASE,
)
for name in ("cp1252", "utf-16", "utf-8-sig"):
    codecs.lookup(name)  # so that it is there when no further file can be opened
INVISIBLE: Final = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ufeff\ufff9-\ufffb]")
MARKED: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def clean_text(data: bytes) -> Clean:
    """The words of a text file."""
    text = _decoded(data)
    if CODE.match(text):
        raise Unclean(Reason.UNKNOWN)
    words = INVISIBLE.sub("", re.sub(r"\r\n?|\x0c", "\n", text))
    return Clean("document", "text/plain", "txt", words.encode())


def _decoded(data: bytes) -> str:
    encoding = next((name for mark, name in MARKED if data.startswith(mark)), "utf-8")
    if encoding != "utf-16" and b"\0" in data:
        raise Unclean(Reason.UNKNOWN)
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return _western(data)


def _western(data: bytes) -> str:
    # Every byte is a letter in cp1252. Where most are high ones the text is in another script,
    # and would turn into nonsense without anyone noticing.
    high = sum(byte > 127 for byte in data)
    if high > len(data) / 4:
        raise Unclean(Reason.LETTERS)
    try:
        return data.decode("cp1252")
    except UnicodeDecodeError:
        raise Unclean(Reason.LETTERS) from None
