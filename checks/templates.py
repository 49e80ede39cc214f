"""Templates are indented by djhtml."""

import sys

from checks import PACKAGE
from checks.running import complaints


def _templates() -> list[str]:
    return [str(path) for path in sorted(PACKAGE.rglob("*.html"))]


def faults(paths: list[str] | None = None) -> list[str]:
    """Each template that djhtml would change."""
    found = complaints("djhtml", "--check", "--tabwidth", "2", *(paths or _templates()))
    return [line for line in found if "would be" in line and not line[0].isdigit()] or found


if __name__ == "__main__" and "--fix" in sys.argv and (found := _templates()):
    complaints("djhtml", "--tabwidth", "2", *found)
