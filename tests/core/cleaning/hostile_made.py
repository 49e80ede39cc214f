"""Files that mean harm, or are broken; each with what is to come of it."""

import random
import struct
import zlib
from io import BytesIO
from typing import Final, NamedTuple
from zipfile import ZIP_DEFLATED, ZipFile

import pikepdf

from tests.core.cleaning.documents_made import SPACES, docx, odt
from tests.core.cleaning.pdfs_made import document, information, scripted
from tests.core.cleaning.photos_made import chunk, picture, saved
from tests.core.cleaning.sounds_made import recorded, with_film
from upstander.core.cleaning.archives import packed
from upstander.core.cleaning.results import LARGEST

SCRIPT: Final = b"<script>alert(1)</script><?php system('id'); ?>"


class Hostile(NamedTuple):
    """A file, its claimed name, and the reason of its refusal or the kind it is cleaned to."""

    name: str
    data: bytes
    outcome: str


def zipped(**parts: bytes) -> bytes:
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as made:
        for name, data in parts.items():
            made.writestr(name, data)
    return out.getvalue()


def huge_png(width: int, height: int) -> bytes:
    """A small file that claims to be a huge picture."""
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    made = b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + b"IHDR" + head
    made += struct.pack(">I", zlib.crc32(b"IHDR" + head))
    return chunk(made + b"\0\0\0\0IDAT" + struct.pack(">I", zlib.crc32(b"IDAT")), b"IDAT",
                 zlib.compress(b"\0" * 10**6))  # fmt: skip


def flipped(data: bytes, seed: int) -> bytes:
    """A file with one of every hundred bytes changed, but for its first ones."""
    chance, made = random.Random(seed), bytearray(data)  # noqa: S311 - no secret
    for _ in range(len(made) // 100 + 1):
        made[chance.randrange(40, len(made))] = chance.randrange(256)
    return bytes(made)


def with_body(declared: str, body: str) -> bytes:
    """A document with a type declaration of its own."""
    text = f"{declared}<w:document {SPACES}><w:body><w:p>{body}</w:p></w:body></w:document>"
    return docx(word__document_xml=text)


def laughs() -> bytes:
    lines = "".join(f'<!ENTITY a{i + 1} "{f"&a{i};" * 10}">' for i in range(9))
    return with_body(f'<!DOCTYPE w [<!ENTITY a0 "ha">{lines}]>', "<w:r><w:t>&a9;</w:t></w:r>")


def outsider() -> bytes:
    return with_body('<!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/passwd">]>', "&x;")


def pdf(**options: object) -> bytes:
    return document(information, **options)


def flate_bomb() -> bytes:
    """A page whose drawing grows to a gigabyte, in two layers."""
    inner = zlib.compress(b"0 0 m % " * 2**24)
    with pikepdf.Pdf.new() as made:
        page = made.add_blank_page()
        twice = pikepdf.Array([pikepdf.Name.FlateDecode, pikepdf.Name.FlateDecode])
        page.obj.Contents = pikepdf.Stream(made, zlib.compress(inner))
        page.obj.Contents.Filter = twice
        out = BytesIO()
        made.save(out, compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.none)
    return out.getvalue()


def pages(number: int) -> bytes:
    with pikepdf.Pdf.new() as made:
        for _ in range(number):
            made.add_blank_page()
        out = BytesIO()
        made.save(out)
    return out.getvalue()


def frames(number: int) -> bytes:
    more = [picture().rotate(i) for i in range(1, number)]
    return saved("GIF", save_all=True, append_images=more)


def pictures() -> dict[str, tuple[bytes, str]]:
    jpeg, png, gif = saved("JPEG"), saved("PNG"), saved("GIF")
    return {
        "gif and jar": (gif + zipped(a=SCRIPT), "photo"),
        "jpeg and html": (saved("JPEG", comment=SCRIPT) + SCRIPT, "photo"),
        "png and php": (chunk(png, b"tEXt", b"a\0" + SCRIPT) + SCRIPT, "photo"),
        "jpeg and zip": (jpeg + zipped(a=SCRIPT), "photo"),
        "half a jpeg": (jpeg[: len(jpeg) // 2], "broken"),
        "half a png": (png[: len(png) // 2], "broken"),
        "head of a heic": (saved("HEIF")[:200], "broken"),
        "huge png": (huge_png(12_000, 12_000), "pixels"),
        "monstrous png": (huge_png(2**31 - 1, 2**31 - 1), "broken"),
        "gif of many pictures": (frames(201), "pixels"),
        "mark of a jpeg alone": (b"\xff\xd8\xff" + b"\0" * 100, "broken"),
    }


def documents() -> dict[str, tuple[bytes, str]]:
    deep = "<w:r>" * 5000 + "</w:r>" * 5000
    return {
        "zip bomb": (docx(word__document_xml=b" " * 2**27), "limits"),
        "many parts": (packed({f"p{i}": b"" for i in range(2001)}), "broken"),
        "zip of zip": (zipped(a=zipped(a=zipped(a=SCRIPT))), "unknown"),
        "path out": (zipped(**{"../../etc/passwd": SCRIPT}), "unknown"),
        "entities": (laughs(), "broken"),
        "outside entity": (outsider(), "broken"),
        "deep nesting": (with_body("", deep), "broken"),
        "deep nesting in odt": (odt(deep.replace("w:r", "text:span")), "broken"),
        "spreadsheet": (zipped(**{"xl/workbook.xml": b"<a/>"}), "office"),
        "old word": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "office"),
        "rtf": (rb"{\rtf1 {\object\objocx}}", "office"),
        "half a docx": (docx()[:300], "broken"),
        "circle of relations": (docx(outside="".join(
            f'<Relationship Id="x{i}" Type="x/header" Target="document.xml"/>' for i in range(9)
        )), "document"),
    }  # fmt: skip


def pdfs() -> dict[str, tuple[bytes, str]]:
    locked = pikepdf.Encryption(owner="o", user="u")
    return {
        "pdf and zip": (pdf() + zipped(a=SCRIPT), "pdf"),
        "html and pdf": (SCRIPT + b"\n" + pdf(), "pdf"),
        "pdf with scripts": (document(scripted), "pdf"),
        "locked pdf": (pdf(encryption=locked), "locked"),
        "pdf of many pages": (pages(501), "pages"),
        "pdf bomb": (flate_bomb(), "limits"),
        "head of a pdf": (pdf()[:60], "broken"),
        "pdf in name only": (b"%PDF-1.7\n" + SCRIPT, "broken"),
    }


def rest() -> dict[str, tuple[bytes, str]]:
    mp3 = recorded("mp3", "libmp3lame")
    return {
        "empty": (b"", "empty"),
        "too large": (b"a" * (LARGEST + 1), "large"),
        "svg": (b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", "unknown"),
        "html": (b"\xef\xbb\xbf  <!DOCTYPE html>" + SCRIPT, "unknown"),
        "shell": (b"#!/bin/sh\nrm -rf /", "unknown"),
        "windows program": (b"MZ\x90\0\x03\0\0\0" + b"\0" * 100, "unknown"),
        "linux program": (b"\x7fELF\x02\x01\x01\0" + b"\0" * 100, "unknown"),
        "japanese letters": ("これは本当に起きたことです。".encode("shift-jis"), "letters"),
        "film": (with_film(moves=True), "video"),
        "silent film": (with_film(moves=False), "video"),
        "playlist": (b"#EXTM3U\n#EXTINF:1,\nfile:///etc/passwd\n", "document"),
        "mp3 and html": (mp3 + SCRIPT, "audio"),
        "matroska of nothing": (b"\x1aE\xdf\xa3" + b"\0" * 100, "broken"),
    }


def all_hostile() -> list[Hostile]:
    made = pictures() | documents() | pdfs() | rest()
    return [Hostile(name, data, outcome) for name, (data, outcome) in made.items()]
