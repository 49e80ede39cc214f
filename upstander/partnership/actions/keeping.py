"""How two people who write at once do not write over each other."""

from typing import Any

from django.db.models import F, Model
from django.utils.translation import gettext as _

from upstander.core.errors import NotAllowed


class Conflict(NotAllowed):
    """Someone saved the same record after this page was drawn."""


def locked(organisation: Any) -> Any:
    """The organisation, for as long as the transaction lasts: its lists change one by one."""
    rows = type(organisation)._default_manager.select_for_update(no_key=True)
    return rows.get(pk=organisation.pk)


def keep(row: Model, seen: int, **values: Any) -> None:
    """Write `values` where the record still is the version `seen`; Conflict where it is not."""
    rows: Any = type(row)._default_manager.filter(pk=row.pk, version=seen)
    if rows.update(version=F("version") + 1, **values) != 1:
        raise Conflict(
            _("Someone else saved this part a moment ago. Nothing is lost: see both below.")
        )
    row.refresh_from_db()
