"""Looks for planted marks by other means than the product: raw bytes, zip parts, zlib streams."""

import re
import zlib
from collections.abc import Iterator
from io import BytesIO
from zipfile import BadZipFile, ZipFile

from tests.core.cleaning.made import GPS, MARK, SPG

NEEDLES = [
    *(MARK.encode(code) for code in ("utf-8", "utf-16-le", "utf-16-be")),
    MARK.encode().hex().encode(), MARK.encode().hex().upper().encode(), GPS, SPG,
]  # fmt: skip
ZLIB = re.compile(rb"x[\x01\x5e\x9c\xda]")


def marks_in(data: bytes) -> set[bytes]:
    """Every planted mark that can be found in a file, however it is wrapped."""
    return {needle for layer in layers(data) for needle in NEEDLES if needle in layer}


def layers(data: bytes, depth: int = 0) -> Iterator[bytes]:
    """The bytes, and what they hold: parts of archives, and whatever zlib opens."""
    yield data
    if depth > 3:
        return
    for inner in [*_parts(data), *_inflated(data)]:
        yield from layers(inner, depth + 1)


def _parts(data: bytes) -> Iterator[bytes]:
    try:
        with ZipFile(BytesIO(data)) as archive:
            for info in archive.infolist():
                yield info.filename.encode() + info.comment + info.extra + archive.read(info)
    except (BadZipFile, RuntimeError):
        return


def _inflated(data: bytes) -> Iterator[bytes]:
    for found in ZLIB.finditer(data):
        try:
            inner = zlib.decompressobj().decompress(data[found.start() :], 2**20)
        except zlib.error:
            continue
        if len(inner) > 8:
            yield inner
