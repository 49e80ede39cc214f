"""What another room knows of something that took place, as an activity of a project."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from upstander.accounts.interface import User
from upstander.action.actions.project import add_part, change_part
from upstander.action.models import Activity, Project
from upstander.core.errors import NotAllowed


def note_activity(
    project: Project, known: int | None, values: Mapping[str, Any], *, by: User
) -> Activity | None:
    """Write an activity, or what is known of the one with the number `known`.

    `values`: `title`, `kind`, `held_on`, `place`, `languages`, `attendance`, `is_estimated`. What
    people wrote beside stays. None where the project takes nothing more, or she may not write it.
    """
    row = project.activities.filter(pk=known).first() if known else None
    kept = {**values, "is_cancelled": False}
    try:
        with transaction.atomic():
            if row is None:
                # Morning and evening of one day may be alike in every word and number.
                return add_part(project, "activity", kept, by=by, once=False)
            change_part(row, "activity", kept, seen=row.version, by=by)
            return row
    except NotAllowed:
        return None
