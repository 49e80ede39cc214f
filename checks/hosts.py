"""Nothing that is committed names a place of one machine, or a place to download from."""

import re
import subprocess
from pathlib import Path

from checks import ROOT

LOCKS = ("requirements.txt", "requirements-dev.txt")
FORBIDDEN = {
    # Written so that they do not find themselves; and not the address of the options at work.
    r"(?<![\w}/-])/(?:wor[k]|far[m])/": "a path of one machine",
    r"/(?:hom[e]|User[s])/[a-z]+/": "a path of one machine",
    r"--(?:extra-)?index-url": "a package index",
    r'"resolved": "?http|source = \{ ?registry': "a download address",
    r"https?://[^\s')]+/simple/": "a package index",
}
PINNED = re.compile(r"^[a-z0-9._-]+(?:\[[a-z0-9,_-]+\])?==[^\s]+", re.IGNORECASE)


def _committed(root: Path) -> list[Path]:
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=root, capture_output=True, text=True, check=True,
    )  # fmt: skip
    return [path for name in listed.stdout.split("\0") if name and (path := root / name).is_file()]


def faults(root: Path = ROOT) -> list[str]:
    """Lines that name such a place, and rows of the lock files without a hash."""
    found = []
    for path in _committed(root):
        try:
            lines = path.read_text("utf-8").splitlines()
        except UnicodeDecodeError:
            continue  # a picture or a font
        found += _places(str(path.relative_to(root)), lines)
    return found + [fault for name in LOCKS for fault in lock_faults(root / name)]


def _places(name: str, lines: list[str]) -> list[str]:
    return [
        f"{name}:{number} names {what}"
        for number, line in enumerate(lines, 1)
        for pattern, what in FORBIDDEN.items()
        if re.search(pattern, line)
    ]


def lock_faults(path: Path) -> list[str]:
    """Each requirement is one version with a hash; no line names an address."""
    if not path.exists():
        return []
    text = path.read_text("utf-8")
    found = [f"{path.name} names an address: {line.strip()}" for line in text.splitlines()
             if "http" in line or "index-url" in line]  # fmt: skip
    for block in re.split(r"\n(?=[A-Za-z])", text.strip()):
        if not PINNED.match(block) or "--hash=sha256:" not in block:
            found.append(f"{path.name} has no hash for {block.splitlines()[0]}")
    return found
