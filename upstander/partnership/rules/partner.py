"""What may happen to a partnership, and who may do it. Days and names are passed in."""

import re
import unicodedata
from collections.abc import Collection, Iterable
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from upstander.core.errors import NotAllowed
from upstander.network.interface import signs_for, writes_for
from upstander.partnership.models import Partner


def may_write(mine: Iterable[Any], organisation_id: int) -> None:
    """Workers and coordinators of the organisation that leads the partnership."""
    if not writes_for(mine, organisation_id):
        raise NotAllowed(_("Only people who work for this organisation can change this."))


def is_over(row: Any, today: date) -> bool:
    """Whether a partnership or a term has ended. One that ends today is over at once."""
    return row.ends_on is not None and row.ends_on <= today


def may_change(row: Any, today: date) -> None:
    """What is over stays as it was."""
    if is_over(row, today):
        raise NotAllowed(_("This has ended, so it stays as it was."))


def same_name(name: str) -> str:
    """A name as it is compared: without case, and with single spaces."""
    folded = unicodedata.normalize("NFKC", name).casefold()
    return re.sub(r"\s+", " ", folded).strip()


def may_be_called(name: str, others: Collection[str]) -> None:
    """An organisation has a partner once at a time."""
    if same_name(name) in {same_name(other) for other in others}:
        raise NotAllowed(_("A partner with this name is in your list already. Change that one."))


def may_agree(mine: Iterable[Any], before: Partner | None, after: Partner, today: date) -> None:
    """Whoever signs says on which day something was agreed; what is agreed only she changes."""
    dated = before.agreed_on if before else None
    words = before.agreement if before else ""
    is_touched = after.agreed_on != dated or (dated is not None and after.agreement != words)
    if is_touched and not signs_for(mine, after.organisation_id):
        raise NotAllowed(_("Only a coordinator can record what was agreed, and when."))
    if is_touched and after.agreed_on is not None and after.agreed_on > today:
        raise NotAllowed(_("The day of the agreement is still to come. Write it in afterwards."))


def may_run(starts_on: date, ends_on: date | None) -> None:
    """What ends, ends after it has begun."""
    if ends_on is not None and ends_on < starts_on:
        raise NotAllowed(_("The last day is before the first. Change one of them."))


def may_begin_again(partner: Partner, today: date) -> None:
    """What is over can begin again; what runs need not."""
    if not is_over(partner, today):
        raise NotAllowed(_("This partnership has not ended, so it need not begin again."))
