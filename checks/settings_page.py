"""Every variable that the settings read is described in docs/settings.md, and no other."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from checks import PACKAGE, ROOT

PAGE = ROOT / "docs" / "settings.md"


def variables(package: Path = PACKAGE) -> dict[str, str]:
    """The name of each variable that is read, and where."""
    found = {}
    for path in sorted(package.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            for name in _read_by(node):
                found[name] = f"{path.relative_to(package.parent)}:{getattr(node, 'lineno', 0)}"
    return found


def _read_by(node: ast.AST) -> Iterator[str]:
    """`env("NAME")`, `os.environ["NAME"]` and `os.environ.get("NAME")`."""
    match node:
        case ast.Call(func=called, args=[ast.Constant(value=str(name)), *_]):
            if ast.unparse(called) in ("env", "os.getenv", "os.environ.get"):
                yield name
        case ast.Subscript(value=held, slice=ast.Constant(value=str(name)), ctx=ast.Load()):
            if ast.unparse(held) == "os.environ":
                yield name


def faults(package: Path = PACKAGE, page: Path = PAGE) -> list[str]:
    """Variables without a row, rows without a variable."""
    described = set(re.findall(r"^\| `([A-Z_]+)` \|", page.read_text("utf-8"), re.MULTILINE))
    read = variables(package)
    missing = [f"{where} reads {name}, which {page.name} does not describe"
               for name, where in read.items() if name not in described]  # fmt: skip
    dead = [f"{page.name} describes {name}, which nothing reads" for name in described - set(read)]
    return sorted(missing + dead)
