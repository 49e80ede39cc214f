"""What became of applications once their call is decided."""

from collections.abc import Iterable
from typing import NamedTuple
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from upstander.accounts.interface import User
from upstander.funding.models import Application, Award
from upstander.funding.queries.award import awards_visible_to
from upstander.funding.states import ApplicationState, CallState

DECIDED = (CallState.DECIDED, CallState.PUBLISHED)
SENT = (ApplicationState.SUBMITTED, ApplicationState.INELIGIBLE)


class Outcome(NamedTuple):
    """In words; `url` leads to the award, "" where there is none or she may not see it."""

    text: str
    url: str


def outcomes_of(applications: Iterable[Application], user: User) -> dict[UUID, Outcome]:
    """By application, of those that were sent to a call that is decided."""
    rows = [row for row in applications if row.state in SENT and row.call.state in DECIDED]
    awards = {award.application_id: award for award in Award.objects.filter(application__in=rows)}
    seen = set(awards_visible_to(user).filter(application__in=rows).values_list("pk", flat=True))
    return {row.pk: _outcome(awards.get(row.pk), seen) for row in rows}


def _outcome(award: Award | None, seen: set[int]) -> Outcome:
    if award is None:
        return Outcome(_("No award was made for this application."), "")
    name = _("Award %(reference)s") % {"reference": f"\u2068{award.reference}\u2069"}
    url = reverse("funding:award", args=[award.reference]) if award.pk in seen else ""
    return Outcome(f"{name} · {award.get_state_display()}", url)
