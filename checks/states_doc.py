"""docs/states.md, made from the states of each context."""

import importlib
import sys
from collections.abc import Iterator
from types import ModuleType
from typing import Any

from checks import CONTEXTS, PACKAGE, ROOT

PAGE = ROOT / "docs" / "states.md"
HEAD = """# States

Made from `states.py` of each context by `make fix`; `make check` refuses it when it is stale.
"""


def _modules() -> Iterator[tuple[str, ModuleType]]:
    for context in CONTEXTS:
        folder = PACKAGE / context
        if (folder / "states.py").exists() or (folder / "states").is_dir():
            yield context, importlib.import_module(f"upstander.{context}.states")


def _enums(module: ModuleType) -> list[Any]:
    from django.db.models.enums import ChoicesType

    found = [value for value in vars(module).values() if isinstance(value, ChoicesType)]
    return [enum for enum in found if enum.__module__.startswith(module.__name__)]


def _moves(module: ModuleType, enum: Any) -> dict[Any, Any] | None:
    for name, table in vars(module).items():
        if name.endswith("_MOVES") and table and all(isinstance(key, enum) for key in table):
            return dict(table)
    return None


def _diagram(enum: Any, moves: dict[Any, Any]) -> Iterator[str]:
    yield from ("", "```mermaid", "stateDiagram-v2", f"    [*] --> {next(iter(enum)).value}")
    for state in enum:
        targets = moves.get(state, ())
        yield from (f"    {state.value} --> {to.value}" for to in targets)
        if not targets:
            yield f"    {state.value} --> [*]"
    yield "```"


def _section(module: ModuleType, enum: Any) -> Iterator[str]:
    yield from ("", f"### {enum.__name__}", "")
    if (enum.__doc__ or "").strip() and enum.__doc__ != type(enum).__doc__:
        yield from (" ".join(enum.__doc__.split()), "")
    moves = _moves(module, enum)
    yield from (
        ("| value | name | may become |", "|---|---|---|")
        if moves
        else (
            "| value | name |",
            "|---|---|",
        )
    )
    for state in enum:
        row = f"| `{state.value}` | {state.label} |"
        if moves:
            after = ", ".join(f"`{to.value}`" for to in moves.get(state, ()))
            row += f" {after or 'nothing: this is the end'} |"
        yield row
    if moves:
        yield from _diagram(enum, moves)


def document() -> str:
    """The page as it should stand."""
    from django.utils import translation

    lines = [HEAD]
    with translation.override("en"):
        for context, module in _modules():
            enums = _enums(module)
            lines += ["", f"## {context}"] if enums else []
            for enum in enums:
                lines += _section(module, enum)
    return "\n".join(lines).replace("\n\n\n", "\n\n") + "\n"


def faults() -> list[str]:
    """Whether the page has fallen behind the code."""
    if PAGE.exists() and PAGE.read_text("utf-8") == document():
        return []
    return [f"{PAGE.relative_to(ROOT)} is stale: `make fix` renews it"]


if __name__ == "__main__" and "--fix" in sys.argv:
    from checks.__main__ import prepare

    prepare()
    PAGE.write_text(document(), "utf-8")
