"""What may become of the parts of a protocol while it is written: plain data in and out.

The data has the shape of `queries.content`; a row may carry more, which stays with it.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from upstander.core.errors import NotAllowed

PARTS = ("levels", "duties", "steps")
MOST_ROWS = 200  # of one part: the positions of rows are small numbers

Content = dict[str, Any]
Row = dict[str, Any]


def may_be_second(version: int | str, seen: int | str) -> None:
    """Nobody writes over what a colleague saved meanwhile."""
    if version != seen:
        raise NotAllowed(
            _(
                "Someone changed this a moment ago. What you wrote is still here. "
                "Look at it as it is now, then save again."
            )
        )


def put(content: Content, part: str, place: int | None, values: Mapping[str, Any]) -> Content:
    """One row changed, or with None for its place a new one at the end."""
    rows = list(content[part])
    if place is None:
        if len(rows) >= MOST_ROWS:
            raise NotAllowed(_("There is no room for more. Take something out first."))
        rows.append(dict(values))
    else:
        row_at(rows, place)
        rows[place] = {**rows[place], **values}
        if part == "steps" and rows[place]["section"] != content[part][place]["section"]:
            rows.append(rows.pop(place))
    return arranged({**content, part: rows})


def remove(content: Content, part: str, place: int) -> Content:
    """One row less. A level or a role that a step names stays, or the step would say another."""
    rows = list(content[part])
    row_at(rows, place)
    if any(_names(step, part, place) for step in content["steps"]):
        raise NotAllowed(_("A step still names this. Change that step first."))
    order = [other for other in range(len(rows)) if other != place]
    return _reordered(content, part, order)


def shift(content: Content, part: str, place: int, steps: int) -> Content:
    """One row up (-1) or down (1); a step within its section. At the end nothing happens."""
    rows = content[part]
    row, other = row_at(rows, place), place + steps
    is_inside = 0 <= other < len(rows)
    if not is_inside or rows[other].get("section") != row.get("section"):
        return content
    order = list(range(len(rows)))
    order[place], order[other] = other, place
    return _reordered(content, part, order)


def arranged(content: Content) -> Content:
    """Its steps section by section, in the order in which the database gives them."""
    return {**content, "steps": sorted(content["steps"], key=lambda step: str(step["section"]))}


def row_at(rows: Sequence[Row], place: int) -> Row:
    """The row at a place; NotAllowed where there is none any more."""
    if not 0 <= place < len(rows):
        raise NotAllowed(_("Someone changed this a moment ago. Reload the page to see it now."))
    return rows[place]


def _names(step: Row, part: str, place: int) -> bool:
    if part == "levels":
        return place in step["levels"]
    return part == "duties" and step["duty"] == place


def _reordered(content: Content, part: str, order: Sequence[int]) -> Content:
    """The rows of a part in a new order, and the steps naming the same rows as before."""
    rows = [content[part][place] for place in order]
    now = {before: after for after, before in enumerate(order)}
    steps = content["steps"]
    if part == "levels":
        steps = [{**s, "levels": sorted(now[place] for place in s["levels"])} for s in steps]
    if part == "duties":
        steps = [{**s, "duty": None if s["duty"] is None else now[s["duty"]]} for s in steps]
    return {**content, "steps": steps, part: rows}
