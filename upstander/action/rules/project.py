"""When a project may be planned, changed and moved, what its parts must say, and its sums."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from upstander.action.states import (
    PLAN_STATES,
    PROJECT_MOVES,
    RECORD_STATES,
    Consent,
    ProjectState,
)
from upstander.core.errors import NotAllowed
from upstander.network.interface import signs_for, writes_for

MOST_PHOTOS = 20
# What is written of a plan, and what is written of what happened.
PLAN_PARTS = frozenset({"milestone", "outcome"})
RECORD_PARTS = frozenset({"activity", "measure", "note"})


def may_plan(mine: Iterable[Any], organisation_id: int) -> None:
    """Whoever works in an organisation plans its projects."""
    if not writes_for(mine, organisation_id):
        raise NotAllowed(_("Only people of this organisation can do this."))


def may_change(mine: Sequence[Any], project: Any) -> None:
    """The plan, by people of the organisation, until the work is over."""
    may_plan(mine, project.organisation_id)
    if project.state not in PLAN_STATES:
        raise NotAllowed(_("This project is over. Its plan stays as it was."))


def may_record(mine: Sequence[Any], project: Any) -> None:
    """What happened, by people of the organisation; afterwards too."""
    may_plan(mine, project.organisation_id)
    if project.state not in RECORD_STATES:
        raise NotAllowed(_("This project is over. Its plan stays as it was."))


def may_write_part(mine: Sequence[Any], project: Any, name: str) -> None:
    """A part of the plan, or of what happened."""
    (may_change if name in PLAN_PARTS else may_record)(mine, project)


def may_remove_part(mine: Sequence[Any], project: Any) -> None:
    """Only of a plan: what belongs to a project that has begun is its memory."""
    may_plan(mine, project.organisation_id)
    if project.state != ProjectState.PLANNED:
        raise NotAllowed(_("Once a project has begun, nothing of it is taken out."))


def may_move(mine: Sequence[Any], project: Any, to: str) -> None:
    """A coordinator of the organisation, along the table."""
    if ProjectState(to) not in PROJECT_MOVES[ProjectState(project.state)]:
        raise NotAllowed(_("This has already been dealt with. Reload the page to see it now."))
    if not signs_for(mine, project.organisation_id):
        raise NotAllowed(_("Only a coordinator of the organisation can sign for it."))


def may_start(outcomes: int) -> None:
    """Work begins when it is known what should change."""
    if not outcomes:
        raise NotAllowed(_("Write first what should change, under Outcomes."))


def says_why(to: str, reason: str) -> None:
    """Whoever stops says why."""
    if to == ProjectState.STOPPED and not reason.strip():
        raise NotAllowed(_("Write why the project stops."))


def is_period(starts_on: date, ends_on: date) -> None:
    """The last day is not before the first."""
    if ends_on < starts_on:
        raise NotAllowed(_("The last day must not be before the first."))


def are_own(chosen: Iterable[Any], known: Collection[Any]) -> None:
    """Communities and partners are those of the organisation."""
    if any(row not in known for row in chosen):
        raise NotAllowed(_("Choose only from your own list."))


def fits(name: str, values: dict[str, Any], today: date) -> None:
    """What a part says agrees with itself and with the calendar."""
    if name == "activity":
        if values["is_cancelled"] and values["attendance"] is not None:
            raise NotAllowed(_("If it did not take place, leave empty how many came."))
        if values["attendance"] is not None and values["held_on"] > today:
            raise NotAllowed(_("Choose a day until today."))
    past = {"milestone": "done_on", "measure": "measured_on", "note": "noted_on"}.get(name)
    if past and values[past] and values[past] > today:
        raise NotAllowed(_("Choose a day until today."))


def may_ask(activity: Any, today: date) -> None:
    """People can say how it was once it took place."""
    if activity.is_cancelled or activity.held_on > today:
        raise NotAllowed(_("Ask people how it was after it took place."))


def may_add_photo(consent: str, how: str, photos: int) -> None:
    """Consent is known and, where people can be recognised, how they gave it."""
    if consent not in Consent.values:
        raise NotAllowed(_("Choose why this photo may be kept."))
    if consent == Consent.AGREED and not how.strip():
        raise NotAllowed(_("Write how people agreed, such as on a list that they signed."))
    if photos >= MOST_PHOTOS:
        raise NotAllowed(
            _("You can add %(most)s files in all. Choose fewer.") % {"most": MOST_PHOTOS}
        )


class Books(NamedTuple):
    """The money of a project: planned and spent on activities, None where none is written."""

    budget: Decimal | None
    spent: Decimal | None

    @property
    def left(self) -> Decimal | None:
        """Below zero where more was spent than planned."""
        return None if self.budget is None else self.budget - (self.spent or Decimal(0))


def books(budget: Decimal | None, costs: Iterable[Decimal | None]) -> Books:
    """Sums to the cent."""
    return Books(budget, total(costs))


def total(costs: Iterable[Decimal | None]) -> Decimal | None:
    """To the cent; None where no cost is written, which is not the same as a cost of 0."""
    written = [cost for cost in costs if cost is not None]
    return sum(written, Decimal(0)) if written else None
