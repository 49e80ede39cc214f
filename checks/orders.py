"""Every order is whole: two rows that share all its values still stand in one order, everywhere.

SQLite keeps such rows as they were written, PostgreSQL as they were last changed: a list that
leaves it open changes from one reading to the next, and a page of it repeats a row or loses one.
"""

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from checks import PACKAGE

LAST = frozenset(["pk", "-pk", "id", "-id", "sequence"])


def faults(package: Path = PACKAGE) -> list[str]:
    """Orders of models and of queries that leave ties open."""
    return [*_of_models(), *_of_queries(package)]


def _of_models() -> Iterator[str]:
    from django.apps import apps

    for model in apps.get_models():
        is_ours = str(model._meta.app_config.name).startswith("upstander.")
        if is_ours and model._meta.ordering and not is_whole(model):
            yield f"{model._meta.label} leaves the order of equals open: end it with pk"


def is_whole(model: Any) -> bool:
    """Whether its order ends with its key, or holds fields that are unique in it."""
    names = {name.removeprefix("-") for name in model._meta.ordering}
    if model._meta.ordering[-1] in LAST:
        return True
    alone = {f.name for f in model._meta.fields if f.unique}
    together = [set(rule.fields) for rule in model._meta.total_unique_constraints]
    return bool(names & alone) or any(fields and fields <= names for fields in together)


def _of_queries(package: Path) -> Iterator[str]:
    for path in sorted(package.rglob("*.py")):
        if "migrations" in path.parts:
            continue
        for call in _orders(ast.parse(path.read_text("utf-8"))):
            if not _is_closed(call.args[-1]):
                place = f"{path.relative_to(package.parent)}:{call.lineno}"
                yield f"{place} leaves the order of equals open: end it with pk"


def _orders(tree: ast.AST) -> Iterator[ast.Call]:
    """The calls of `order_by` with something in them, but for rows that `values` makes of many."""
    calls = [(node, node.func) for node in ast.walk(tree)
             if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)]  # fmt: skip
    made = {id(name.value) for _call, name in calls if name.attr == "values"}
    yield from (call for call, name in calls
                if name.attr == "order_by" and call.args and id(call) not in made)  # fmt: skip


def _is_closed(last: ast.expr) -> bool:
    if isinstance(last, ast.Starred):  # a tuple of its own: for whoever reads it
        return True
    text = last.value if isinstance(last, ast.Constant) else ""
    return text in LAST or str(text).endswith("__pk")
