"""Zip archives in memory: read with limits, written with nothing that says when or by what."""

import codecs
from collections.abc import Mapping
from io import BytesIO
from typing import Final
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from upstander.core.cleaning.results import Reason, Unclean

codecs.lookup("cp437")  # of names; so that it is there when no further file can be opened
MOST_PARTS: Final = 2000
MOST_BYTES: Final = 100 * 2**20
HIGHEST_RATIO: Final = 200
SMALL: Final = 2**20  # below this a high ratio does no harm
IS_ENCRYPTED: Final = 0x1


class Archive:
    """The parts of a document by name; each is read when asked, and all together are limited."""

    def __init__(self, data: bytes) -> None:
        self.zip = ZipFile(BytesIO(data))
        infos = self.zip.infolist()
        self.infos = {info.filename: info for info in infos}
        self.left = MOST_BYTES
        if len(infos) > MOST_PARTS or len(self.infos) < len(infos):
            raise Unclean(Reason.BROKEN)
        if any(info.flag_bits & IS_ENCRYPTED for info in infos):
            raise Unclean(Reason.LOCKED)

    def __contains__(self, name: str) -> bool:
        return name in self.infos

    def read(self, name: str) -> bytes:
        """One part, whatever its header claims about its size."""
        info = self.infos[name]
        with self.zip.open(info) as part:
            data = part.read(self.left + 1)
        self.left -= len(data)
        if self.left < 0 or len(data) > max(SMALL, HIGHEST_RATIO * info.compress_size):
            raise Unclean(Reason.LIMITS)
        return data


def packed(parts: Mapping[str, bytes]) -> bytes:
    """An archive of these parts, in this order; a part called `mimetype` stands uncompressed."""
    out = BytesIO()
    with ZipFile(out, "w") as fresh:
        for name, data in parts.items():
            info = ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            info.compress_type = ZIP_STORED if name == "mimetype" else ZIP_DEFLATED
            fresh.writestr(info, data)
    return out.getvalue()
