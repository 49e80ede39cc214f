"""What this repository asks of itself: each module has `faults()`, a list of sentences."""

from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "upstander"
CONTEXTS = tuple(
    sorted(folder.name for folder in PACKAGE.iterdir() if (folder / "apps.py").is_file())
)
