"""What is not all in before a call is decided. It stops nobody, but nobody overlooks it."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from upstander.accounts.interface import User
from upstander.funding.models import Application, Call, Clarification, LateException
from upstander.funding.queries.assigning import board
from upstander.funding.states import ApplicationState, AssignmentState


def still_open(call: Call, user: User, now: datetime) -> list[str]:
    """Each a sentence: reviews, checks, questions to applicants, exceptions that still run."""
    return [
        *_reviews(call, user, now),
        *_named(_("Not checked for eligibility: %(names)s"), _unchecked(call)),
        *_named(_("Asked something and not answered yet: %(names)s"), _asked(call, now)),
        *_named(_("May still apply late: %(names)s"), _late(call, now)),
    ]


def _reviews(call: Call, user: User, now: datetime) -> list[str]:
    rows = board(call, user, localdate(now)).rows
    held = [one for row in rows for one in row.held if not one.is_near]
    done = sum(one.assignment.state == AssignmentState.SUBMITTED for one in held)
    found, left = [], sum(row.wanted for row in rows)
    if done < len(held):
        words = {"number": done, "all": len(held)}
        found.append(_("%(number)s of %(all)s reviews handed in") % words)
    if left:
        sentence = ngettext(
            "%(number)s review is still to be given out",
            "%(number)s reviews are still to be given out",
            left,
        )
        found.append(sentence % {"number": left})
    return found


def _named(sentence: str, organisations: Iterable[Any]) -> list[str]:
    names = ", ".join(f"\u2068{name}\u2069" for name in dict.fromkeys(organisations))
    return [sentence % {"names": names}] if names else []


def _unchecked(call: Call) -> Iterable[Any]:
    return _names(_sent(call).filter(checks=None), "organisation__name")


def _asked(call: Call, now: datetime) -> Iterable[Any]:
    rows = Clarification.objects.filter(
        application__in=_sent(call), answered_at=None, due_on__gte=localdate(now)
    )
    return _names(rows, "application__organisation__name")


def _late(call: Call, now: datetime) -> Iterable[Any]:
    rows = LateException.objects.filter(call=call, until__gt=now)
    rows = rows.exclude(organisation__in=_sent(call).values("organisation"))
    return _names(rows, "organisation__name")


def _sent(call: Call) -> Any:
    return Application.objects.filter(call=call, state=ApplicationState.SUBMITTED)


def _names(rows: Any, field: str) -> Iterable[Any]:
    found: Iterable[Any] = rows.order_by(field, "pk").values_list(field, flat=True)
    return found
