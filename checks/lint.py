"""Lint and format of Python."""

from checks.running import complaints

CONCISE = ("--output-format", "concise")


def faults(folder: str = ".") -> list[str]:
    """What ruff finds."""
    found = complaints("ruff", "check", "--quiet", *CONCISE, folder)
    unformatted = complaints("ruff", "format", "--check", "--quiet", *CONCISE, folder)
    return found + unformatted
