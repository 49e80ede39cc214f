"""What a desk counted and a priority rests on: for the organisation's people and its committee."""

from datetime import date
from typing import Any, NamedTuple

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from upstander.accounts.interface import User
from upstander.action.models import Evidence, Priority
from upstander.action.queries.priority import committees_of, own_organisations
from upstander.action.states import LEAST_FIGURE, PriorityState
from upstander.core.languages import table

OWN_NUMBER = ~Q(counted="")


class Counted(NamedTuple):
    """A count as it may be read: of what, how many in words, and when."""

    pk: int
    day: date
    label: str
    figure: str
    first_day: date | None
    last_day: date | None


def sees_own_numbers(user: User, priority: Priority) -> bool:
    """Whoever writes for the organisation or sits in its committee today; nobody else."""
    return priority.organisation_id in own_organisations(user) | committees_of(user)


def own_numbers_of(priority: Priority) -> list[Counted]:
    """The latest first, small ones without the number."""
    return [_said(piece) for piece in priority.evidence.filter(OWN_NUMBER)]


def priorities_to_back(user: User, organisation: Any) -> QuerySet[Priority]:
    """Those of an organisation for which she writes that evidence can be added to."""
    over = (PriorityState.DONE, PriorityState.SET_ASIDE)
    rows = Priority.objects.filter(organisation__in=own_organisations(user)).exclude(state__in=over)
    return rows.filter(organisation=organisation).select_related("organisation")


def label_of(counted: str) -> str:
    """What was counted, in words: `wish:record` is “What the person wants: Only record it”."""
    question, _colon, answer = counted.partition(":")
    if question == "language":
        row = table().get(answer)
        return f"{_('Language')}: {row.name if row else answer}"
    found = _answers().get(question)
    return f"{found[0]}: {found[1].get(answer, answer)}" if found else _("Requests")


def _answers() -> dict[str, tuple[str, dict[str, str]]]:
    """The words that the desk uses for the questions whose answers stand plain."""
    return {
        "wish": (
            _("What the person wants"),
            {
                "support": _("I want support"),
                "record": _("Only record it"),
                "both": _("Both: support me, and record it"),
            },
        ),
        "origin": (
            _("How it came"),
            {
                "form": _("Web form"),
                "phone": _("Telephone"),
                "paper": _("On paper"),
                "in_person": _("In person"),
            },
        ),
    }


def _said(piece: Evidence) -> Counted:
    few = _("fewer than %(number)s") % {"number": LEAST_FIGURE}
    figure = few if piece.figure is None else str(piece.figure)
    return Counted(
        piece.pk, piece.day, label_of(piece.counted), figure, piece.first_day, piece.last_day
    )
