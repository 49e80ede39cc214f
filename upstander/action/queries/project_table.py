"""Activities as a table to take along. The head and the codes are plain English, for machines."""

from typing import Any

from upstander.action.models import Activity

HEAD = (
    "organisation", "project", "title", "project_state", "activity", "kind", "held_on",
    "took_place", "place", "audience", "languages", "attendance", "is_estimated", "cost",
    "currency",
)  # fmt: skip


def row_of(row: Activity) -> tuple[Any, ...]:
    """A line of the table."""
    project = row.project
    return (
        project.organisation.name, project.reference, project.title, project.state,
        row.title, row.kind, row.held_on, not row.is_cancelled, row.place, row.audience,
        row.languages, row.attendance, row.is_estimated, row.cost, project.currency,
    )  # fmt: skip
