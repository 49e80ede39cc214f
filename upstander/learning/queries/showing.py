"""What stands around a resource, gathered in a fixed number of queries."""

from typing import Any

from django.http import HttpRequest

from upstander.learning.queries.resource import Shown, keys_in
from upstander.network.interface import facts, frame


def context_of(request: HttpRequest, shown: Shown) -> dict[str, Any]:
    """Everything that the template of a resource needs. At most six queries."""
    around = frame(request, keys_in(shown.row, "services"), ("fact",))
    keys = keys_in(shown.row, "facts")
    return {
        **around,
        "shown": shown,
        "resource": shown.row,
        "related": shown.related,
        "facts": facts(keys, around["wordings"]) if keys else {},
    }
