"""Compiles the catalogues, without gettext, where the source is newer than what was made of it."""

from pathlib import Path

import polib

from checks import PACKAGE


def stale(package: Path = PACKAGE) -> list[Path]:
    """Catalogues whose compiled form is missing or older."""
    return [path for path in sorted(package.rglob("LC_MESSAGES/*.po")) if _is_stale(path)]


def _is_stale(path: Path) -> bool:
    made = path.with_suffix(".mo")
    return not made.exists() or made.stat().st_mtime < path.stat().st_mtime


def main() -> None:
    """Compile what is stale, and say so."""
    if found := stale():
        print(f"3/4 Compiling {len(found)} translations ...", flush=True)
    for path in found:
        polib.pofile(str(path)).save_as_mofile(str(path.with_suffix(".mo")))


if __name__ == "__main__":
    main()
