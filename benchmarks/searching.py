"""Searching every byte of a store for what must not be in it, however it is written down."""

import re
import subprocess
from base64 import b64encode, urlsafe_b64encode
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote


class Hit(NamedTuple):
    """Where something was found: the store, the file below it, the place in bytes, and what."""

    store: str
    file: str
    place: int
    found: bytes


def written(mark: str) -> dict[str, bytes]:
    """A mark as it may stand somewhere, by the name of the encoding."""
    ways: dict[str, bytes] = {}
    for name, text in (("raw", mark), ("lower", mark.lower()), ("upper", mark.upper())):
        data = text.encode()
        ways |= {
            name: data,
            f"{name} utf-16-le": text.encode("utf-16-le"),
            f"{name} utf-16-be": text.encode("utf-16-be"),
            f"{name} hex": data.hex().encode(),
            f"{name} url": quote(text, safe="").encode(),
            f"{name} url, each byte": b"".join(b"%%%02x" % byte for byte in data),
        }
        for shift in range(3):
            ways |= _base64(name, data, shift)
    return ways


def _base64(name: str, data: bytes, shift: int) -> dict[str, bytes]:
    """What stays the same in a longer text: without the letters at the rim."""
    start, end = (0, 2, 3)[shift], (len(data) + shift) // 3 * 4
    padded = b"\0" * shift + data
    return {
        f"{name} base64 {shift}": b64encode(padded)[start:end],
        f"{name} base64url {shift}": urlsafe_b64encode(padded)[start:end],
    }


def all_written(marks: Iterable[str]) -> set[bytes]:
    """Each mark in each writing, in small letters, as `_places` wants them."""
    return {way.lower() for mark in marks for way in written(mark).values()}


DIGITS = (
    (re.compile(rb"\d{4}(?:[ -]?\d{4}){5}"), lambda found: re.sub(rb"\D", b"", found)),
    (re.compile(rb"(?:\d\0){24}"), lambda found: found.replace(b"\0", b"")),
    (re.compile(rb"(?:3\d){24}"), lambda found: bytes.fromhex(found.decode())),
)


def search(
    stores: Mapping[str, Sequence[Path]], marks: Iterable[str], codes: Iterable[str] = ()
) -> tuple[list[Hit], dict[str, int]]:
    """All hits, and the bytes of each store; `codes` are numbers of 24 digits."""
    wanted, numbers = all_written(marks), {code.encode() for code in codes}
    hits: list[Hit] = []
    sizes = dict.fromkeys(stores, 0)
    for store, places in stores.items():
        for path in _files(places):
            data = _bytes(path)
            sizes[store] += len(data)
            inside = f"{path.name}\n".encode() + data  # names of files tell as well
            found = _places(inside, wanted) + _numbers(inside, numbers)
            hits += [Hit(store, path.name, place, what) for place, what in found]
    return hits, sizes


def _bytes(path: Path) -> bytes:
    """Read in another process: to close a file of SQLite takes away the locks of this one.

    A server at work ends files between the listing and the reading, as PostgreSQL its old log.
    """
    read = subprocess.run(["cat", path], capture_output=True, check=False)
    if read.returncode and path.exists():
        raise OSError(read.stderr.decode(errors="replace"))
    return read.stdout


def _places(data: bytes, ways: Iterable[bytes]) -> list[tuple[int, bytes]]:
    """Where each way stands, capitals or not. One search a way: an expression of all is slower."""
    lowered, found = data.lower(), []
    for way in ways:
        place = lowered.find(way)
        while place >= 0:
            found.append((place, data[place : place + len(way)]))
            place = lowered.find(way, place + 1)
    return sorted(found)


def _numbers(data: bytes, numbers: set[bytes]) -> list[tuple[int, bytes]]:
    return [
        (match.start(), match.group())
        for rule, plain in DIGITS
        for match in rule.finditer(data)
        if plain(match.group()) in numbers
    ]


def _files(places: Sequence[Path]) -> list[Path]:
    found = [
        path for place in places for path in ([place] if place.is_file() else place.rglob("*"))
    ]
    return sorted({path for path in found if path.is_file()})
