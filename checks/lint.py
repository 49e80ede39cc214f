"""Lint and format of Python."""

from checks import ROOT
from checks.running import complaints


def faults(folder: str = ".") -> list[str]:
    """What ruff finds."""
    found = complaints("ruff", "check", "--quiet", "--output-format", "concise", folder)
    unformatted = complaints("ruff", "format", "--check", folder)
    return found + [line for line in unformatted if line.startswith(("Would", "error"))]


if __name__ == "__main__":
    print(*faults(str(ROOT)), sep="\n")
