"""Honest photos, each with one thing in it that tells of a person or a place."""

import struct
import zlib
from collections.abc import Callable
from io import BytesIO
from typing import Any

import pillow_heif
from PIL import Image, ImageCms, PngImagePlugin, TiffImagePlugin

from tests.core.cleaning.made import LATITUDE, MARK, XMP, Sample

pillow_heif.register_heif_opener()


def picture(mode: str = "RGB", size: tuple[int, int] = (96, 64)) -> Image.Image:
    """Four fields of colour: enough to see that it is the same picture, and upright."""
    drawn = Image.new("RGB", size, "red")
    half = (size[0] // 2, size[1] // 2)
    drawn.paste("blue", (half[0], 0, size[0], half[1]))
    drawn.paste("lime", (0, half[1], half[0], size[1]))
    return drawn.convert(mode)


def saved(form: str, image: Image.Image | None = None, **options: Any) -> bytes:
    out = BytesIO()
    (image or picture()).save(out, form, **options)
    return out.getvalue()


def exif(*, orientation: int = 1) -> bytes:
    """Maker, author, comment, maker note, and where it was taken."""
    tags = Image.Exif()
    tags[0x010F] = tags[0x013B] = tags[0x010E] = MARK
    tags[0x0112] = orientation
    tags.get_ifd(0x8769).update({0x927C: MARK.encode(), 0x9286: b"ASCII\0\0\0" + MARK.encode()})
    place = TiffImagePlugin.IFDRational(49204425, 10007)
    assert float(place) == LATITUDE
    tags.get_ifd(0x8825).update({1: "N", 2: (place, place, place)})
    return tags.tobytes()


def segment(jpeg: bytes, marker: int, content: bytes) -> bytes:
    """A JPEG with one more segment."""
    return jpeg[:2] + struct.pack(">BBH", 255, marker, len(content) + 2) + content + jpeg[2:]


def chunk(png: bytes, kind: bytes, content: bytes) -> bytes:
    """A PNG with one more chunk, in front of the pixels."""
    at = png.index(b"IDAT") - 4
    made = struct.pack(">I", len(content)) + kind + content
    return png[:at] + made + struct.pack(">I", zlib.crc32(kind + content)) + png[at:]


def profile() -> bytes:
    """An ICC profile that names its screen."""
    made = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    return made + MARK.encode()


def iptc() -> bytes:
    record = b"\x1c\x02\x50" + struct.pack(">H", len(MARK)) + MARK.encode()
    return b"Photoshop 3.0\x008BIM\x04\x04\0\0" + struct.pack(">I", len(record)) + record


def thumbnail() -> bytes:
    """EXIF with a small picture in it, which has a remark of its own."""
    small = saved("JPEG", picture(size=(16, 16)), comment=MARK.encode())
    return b"Exif\0\0MM\0*\0\0\0\x08\0\0\0\0\0\0" + small


def pngs() -> dict[str, bytes]:
    info = PngImagePlugin.PngInfo()
    info.add_text("Author", MARK)
    packed = PngImagePlugin.PngInfo()
    packed.add_text("Author", MARK * 3, zip=True)
    hidden = picture("RGBA")
    hidden.putalpha(Image.linear_gradient("L").resize(hidden.size))
    return {
        "text": saved("PNG", pnginfo=info),
        "packed text": saved("PNG", pnginfo=packed),
        "xmp": chunk(saved("PNG"), b"iTXt", b"XML:com.adobe.xmp\0\0\0\0\0" + XMP),
        "exif": saved("PNG", exif=exif()),
        "profile": saved("PNG", icc_profile=profile()),
        "own chunk": chunk(saved("PNG"), b"prVt", MARK.encode()),
        "behind the end": saved("PNG") + MARK.encode(),
        "alpha": saved("PNG", hidden, pnginfo=info),
        "palette": saved("PNG", picture("P"), pnginfo=info),
        "grey of 16 bits": saved("PNG", picture("L").convert("I;16"), pnginfo=info),
    }


def jpegs() -> dict[str, bytes]:
    plain = saved("JPEG")
    return {
        "gps and maker note": saved("JPEG", exif=exif()),
        "turned": saved("JPEG", picture().transpose(Image.Transpose.ROTATE_90),
                        exif=exif(orientation=6)),
        "xmp": segment(plain, 0xE1, b"http://ns.adobe.com/xap/1.0/\0" + XMP),
        "iptc": segment(plain, 0xED, iptc()),
        "comment": saved("JPEG", comment=MARK.encode()),
        "thumbnail": segment(plain, 0xE1, thumbnail()),
        "profile": saved("JPEG", icc_profile=profile()),
        "own segment": segment(plain, 0xEB, MARK.encode()),
        "behind the end": plain + MARK.encode(),
        "progressive": saved("JPEG", progressive=True, exif=exif()),
        "cmyk": saved("JPEG", picture("CMYK"), exif=exif()),
        "grey": saved("JPEG", picture("L"), exif=exif()),
        "several in one": saved("MPO", save_all=True, append_images=[picture()], exif=exif()),
    }  # fmt: skip


def others() -> dict[str, bytes]:
    moving = {"save_all": True, "append_images": [Image.new("RGB", (96, 64), "white")]}
    tags = {270: MARK, 315: MARK}
    return {
        "gif": saved("GIF", comment=MARK.encode()),
        "moving gif": saved("GIF", comment=MARK.encode(), duration=70, **moving),
        "webp exif": saved("WEBP", exif=exif()),
        "webp xmp": saved("WEBP", xmp=XMP),
        "heic exif": saved("HEIF", exif=exif()),
        "heic xmp": saved("HEIF", xmp=XMP),
        "avif exif": saved("AVIF", exif=exif()),
        "tiff": saved("TIFF", tiffinfo=tags),
        "bmp": saved("BMP") + MARK.encode(),
    }


def all_photos() -> list[Sample]:
    families: dict[str, Callable[[], dict[str, bytes]]] = {"jpeg": jpegs, "png": pngs, "": others}
    return [
        Sample(f"photo {family} {name}", "photo", data)
        for family, make in families.items()
        for name, data in make().items()
    ]
