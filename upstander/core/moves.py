"""One way to change a state: only along the table, and only from the state that was seen."""

from collections.abc import Collection, Mapping
from typing import Any

from django.db.models import Model
from django.utils.translation import gettext as _

from upstander.core.errors import NotAllowed

Moves = Mapping[Any, Collection[Any]]


def move(obj: Model, *, to: Any, moves: Moves, field: str = "state", **changes: Any) -> None:
    """Compare-and-set: `obj` goes to state `to`, with `changes`, or NotAllowed is raised.

    A second, stale submission finds another state in the database and changes nothing.
    """
    seen = getattr(obj, field)
    if to not in moves[seen]:
        raise NotAllowed(_("This has already been dealt with. Reload the page to see it now."))
    values = {field: to, **changes}
    rows = type(obj)._default_manager.filter(pk=obj.pk, **{field: seen}).update(**values)
    if rows != 1:
        raise NotAllowed(_("Someone changed this a moment ago. Reload the page to see it now."))
    for name, value in values.items():
        setattr(obj, name, value)
