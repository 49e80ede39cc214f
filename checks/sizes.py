"""Small rooms: functions, files and templates within the limits of the house."""

import ast
from collections.abc import Iterator
from pathlib import Path

from checks import ROOT

LONGEST_FUNCTION = 60
USUAL_FUNCTION = 25
USUAL_SHARE = 0.9
LONGEST_FILE = 400
LONGEST_TEMPLATE = 120
FOLDERS = ("upstander", "checks", "tests", "benchmarks")


def _files(root: Path, ending: str) -> Iterator[Path]:
    for folder in FOLDERS:
        paths = sorted((root / folder).rglob(f"*{ending}"))
        yield from (path for path in paths if "migrations" not in path.parts)


def _functions(path: Path) -> Iterator[tuple[str, int]]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield f"{path}:{node.lineno} {node.name}", (node.end_lineno or 0) - node.lineno + 1


def _too_long(root: Path, ending: str, limit: int) -> Iterator[str]:
    for path in _files(root, ending):
        lines = len(path.read_text("utf-8").splitlines())
        if lines > limit:
            yield f"{path.relative_to(root)} has {lines} lines, more than {limit}"


def faults(root: Path = ROOT) -> list[str]:
    """Everything past its limit."""
    lengths = [found for path in _files(root, ".py") for found in _functions(path)]
    long = [f"{name} has {n} lines, more than {LONGEST_FUNCTION}" for name, n in lengths
            if n > LONGEST_FUNCTION]  # fmt: skip
    usual = sum(n <= USUAL_FUNCTION for _, n in lengths)
    if usual < USUAL_SHARE * len(lengths):
        long.append(f"only {usual} of {len(lengths)} functions have at most {USUAL_FUNCTION} lines")
    return [
        *long,
        *_too_long(root, ".py", LONGEST_FILE),
        *_too_long(root, ".html", LONGEST_TEMPLATE),
    ]
