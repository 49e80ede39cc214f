"""Photos: only the pixels are kept, turned upright, in sRGB, and written anew."""

import copy
from io import BytesIO
from typing import Final

from PIL import (
    AvifImagePlugin,
    BmpImagePlugin,
    GifImagePlugin,
    Image,
    ImageChops,
    ImageCms,
    ImageOps,
    ImageSequence,
    JpegImagePlugin,
    MpoImagePlugin,
    PngImagePlugin,
    TiffImagePlugin,
    WebPImagePlugin,
)

from upstander.core.cleaning.results import Clean, Reason, Unclean

# Imported by name so that they are there when no further file can be opened.
PLUGINS: Final = (
    JpegImagePlugin, MpoImagePlugin, PngImagePlugin, GifImagePlugin, WebPImagePlugin,
    AvifImagePlugin, TiffImagePlugin, BmpImagePlugin, ImageChops, copy,
)  # fmt: skip
Image.preinit()  # otherwise it would look for further formats at the first picture
FORMATS: Final = ["JPEG", "PNG", "GIF", "WEBP", "AVIF", "TIFF", "BMP"]
MOVING: Final = {"GIF", "PNG", "WEBP", "AVIF"}
DRAWN: Final = {"GIF", "PNG", "BMP"}  # screenshots: letters would fray in a JPEG
MOST_PIXELS: Final = 60_000_000
MOST_DRAWN: Final = 8_000_000  # a PNG larger than that takes seconds to write
MOST_FRAMES: Final = 200
LONGEST_SIDE: Final = 4096


def clean_photo(data: bytes) -> Clean:
    """The picture and nothing else; a picture that moves goes on moving."""
    return clean_opened(Image.open(BytesIO(data), formats=FORMATS))


def clean_opened(image: Image.Image) -> Clean:
    """As `clean_photo`, for a picture that is open already."""
    with image:
        frames = getattr(image, "n_frames", 1)
        if image.format == "TIFF" and frames > 1:
            raise Unclean(Reason.PAGES)
        if image.format in MOVING and frames > 1:
            return _moving(image, frames)
        is_drawn = image.format in DRAWN
        return _written(_pixels(image), is_drawn=is_drawn)


def _pixels(image: Image.Image) -> Image.Image:
    # A JPEG can be read at half its size, which spares memory.
    image.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
    if image.width * image.height > MOST_PIXELS:
        raise Unclean(Reason.PIXELS)
    upright = _in_srgb(ImageOps.exif_transpose(image))
    upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    return _bare(upright)


def _bare(image: Image.Image) -> Image.Image:
    """The same pixels in a picture that has never held anything else."""
    bare = Image.new("RGB", image.size)
    bare.paste(image)
    return bare


def _in_srgb(image: Image.Image) -> Image.Image:
    profile = image.info.get("icc_profile")
    if image.mode.startswith("I"):
        image = image.point(lambda value: value / 256).convert("L")
    if image.mode in ("RGBA", "LA", "PA", "La", "RGBa") or "transparency" in image.info:
        image = _on_white(image)
    if profile and image.mode in ("RGB", "CMYK", "L"):
        image = _by_profile(image, profile)
    return image.convert("RGB")


def _on_white(image: Image.Image) -> Image.Image:
    """Without what lies hidden in transparent pixels."""
    clear = image.convert("RGBA")
    return Image.alpha_composite(Image.new("RGBA", clear.size, "white"), clear).convert("RGB")


def _by_profile(image: Image.Image, profile: bytes) -> Image.Image:
    try:
        given = ImageCms.ImageCmsProfile(BytesIO(profile))
        turned = ImageCms.profileToProfile(
            image, given, ImageCms.createProfile("sRGB"), outputMode="RGB"
        )
    except (ImageCms.PyCMSError, OSError):
        return image  # a profile that does not fit says nothing about the colours
    return turned or image


def _written(image: Image.Image, *, is_drawn: bool) -> Clean:
    out = BytesIO()
    if is_drawn and image.width * image.height <= MOST_DRAWN:
        image.save(out, "PNG", compress_level=4)
        return Clean("photo", "image/png", "png", out.getvalue())
    image.save(out, "JPEG", quality=90)
    return Clean("photo", "image/jpeg", "jpg", out.getvalue())


def _moving(image: Image.Image, frames: int) -> Clean:
    if frames > MOST_FRAMES or frames * image.width * image.height > MOST_PIXELS:
        raise Unclean(Reason.PIXELS)
    pictures, times = [], []
    for frame in ImageSequence.Iterator(image):
        pictures.append(_bare(_in_srgb(frame)))
        times.append(int(frame.info.get("duration") or 100))
    out = BytesIO()
    pictures[0].save(out, "GIF", save_all=True, append_images=pictures[1:], duration=times, loop=0)
    return Clean("photo", "image/gif", "gif", out.getvalue())
