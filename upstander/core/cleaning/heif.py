"""Photos as phones make them (HEIC): opened by a decoder of their own, then as any photo."""

from io import BytesIO

import pillow_heif
from PIL import Image

from upstander.core.cleaning.photos import clean_opened
from upstander.core.cleaning.results import Clean

pillow_heif.options.DECODE_THREADS = 1  # each thread would take of the memory that is allowed
pillow_heif.options.THUMBNAILS = False
pillow_heif.register_heif_opener()


def clean_heif(data: bytes) -> Clean:
    """The main picture of the file as a JPEG."""
    return clean_opened(Image.open(BytesIO(data), formats=["HEIF"]))
