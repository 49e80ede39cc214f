"""The process that reads a stranger's file: `python -I -m upstander.core.cleaning.child`.

From its input to its output, without Django, and closed off: a decoder that hangs, crashes or is
taken over has nothing to reach. The answer is one line, then the clean bytes.
"""

import sys
from collections.abc import Callable

from upstander.core.cleaning.formats import format_of
from upstander.core.cleaning.limits import close_doors, limit_means
from upstander.core.cleaning.results import LARGEST, Clean, Reason, Unclean

Cleaner = Callable[[bytes], Clean]


def main() -> None:
    """Read a file, answer, end."""
    limit_means()
    data = sys.stdin.buffer.read(LARGEST + 1)
    sys.stdout.buffer.write(_answer(data))


def cleaned(data: bytes, before: Callable[[], None] = lambda: None) -> Clean:
    """The clean file; `before` runs when all code is loaded and nothing has been parsed."""
    cleaner = cleaner_of(format_of(data))
    before()
    try:
        return cleaner(data)
    except Unclean:
        raise
    except MemoryError:
        raise Unclean(Reason.LIMITS) from None
    except Exception:  # noqa: BLE001 - decoders fail in a hundred ways, which all mean the same
        raise Unclean(Reason.BROKEN) from None


def cleaner_of(form: str) -> Cleaner:
    """The cleaner of a format; only what it needs is imported, so that the start is quick."""
    if form == "photo":
        from upstander.core.cleaning.photos import clean_photo as cleaner
    elif form == "heif":
        from upstander.core.cleaning.heif import clean_heif as cleaner
    elif form == "pdf":
        from upstander.core.cleaning.pdf import clean_pdf as cleaner
    elif form == "zip":
        from upstander.core.cleaning.office import clean_office as cleaner
    elif form == "text":
        from upstander.core.cleaning.text import clean_text as cleaner
    else:
        return _cleaner_of_sound(form)
    return cleaner


def _cleaner_of_sound(form: str) -> Cleaner:
    from upstander.core.cleaning.sound import clean_sound

    return lambda data: clean_sound(data, form)


def _answer(data: bytes) -> bytes:
    try:
        clean = cleaned(data, close_doors)
    except Unclean as unclean:
        return unclean.reason.encode()
    return " ".join(clean[:3]).encode() + b"\n" + clean.data


if __name__ == "__main__":
    main()
