"""How a test changes a pack: one piece of text for another, which must be there once."""

from pathlib import Path


def change(pack: Path, file: str, old: str, new: str) -> None:
    """Put `new` for `old` in a file of the pack."""
    path = pack / file
    text = path.read_text("utf-8")
    assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {file}"
    path.write_text(text.replace(old, new), "utf-8")


def append(pack: Path, file: str, text: str) -> None:
    """Put `text` at the end of a file of the pack."""
    path = pack / file
    path.write_text(path.read_text("utf-8") + text, "utf-8")
