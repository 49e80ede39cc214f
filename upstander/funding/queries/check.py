"""What is known of an application before an officer checks it, and what is asked of applicants."""

from typing import NamedTuple
from uuid import UUID

from django.db.models import F, Q, QuerySet

from upstander.accounts.interface import User
from upstander.funding.models import Application, Clarification, StaffCheck
from upstander.funding.queries.application import faults_of_application
from upstander.funding.queries.review import SENT_STATES, standing_of
from upstander.funding.rules.review import Standing
from upstander.funding.states import Condition, Finding
from upstander.network.interface import WRITING_ROLES, memberships_of


class Seen(NamedTuple):
    """An application that someone may read, and how she stands to it."""

    application: Application
    standing: Standing


def rows() -> QuerySet[Application]:
    """With what their pages need."""
    return Application.objects.select_related("call", "organisation", "kind")


def application_seen(user: User, pk: UUID) -> Seen | None:
    """One that was sent, whoever looks; rules say whether she may."""
    row = rows().filter(pk=pk, state__in=SENT_STATES).first()
    return Seen(row, standing_of(user, row)) if row else None


def last_check(application: Application) -> StaffCheck | None:
    """The check that counts."""
    return application.checks.select_related("checked_by").first()


# Which conditions of an application an officer finds together under one heading.
UNDER = {
    "organisation-free": Condition.ORGANISATION,
    "communities": Condition.COMMUNITIES,
    "partners": Condition.PARTNERS,
    "asked": Condition.AMOUNT,
    "budget": Condition.COSTS,
}


def first_findings(application: Application) -> dict[str, tuple[str, str]]:
    """What the records say of each condition, for an officer to start from.

    By the key of the condition: a Finding, and the sentences of what is not met.
    """
    found: dict[str, list[str]] = {key: [] for key in Condition.values}
    for fault in faults_of_application(application):
        begins = [key for key in UNDER if fault.key.startswith(key)]
        found[UNDER[begins[0]] if begins else Condition.COMPLETE].append(fault.sentence)
    return {
        key: (Finding.NOT_MET, " ".join(said)[:400]) if said else (Finding.MET, "")
        for key, said in found.items()
    }


def asked_of(user: User) -> QuerySet[Clarification]:
    """The questions to the applicants that she works for, what is open first."""
    mine = [m.organisation_id for m in memberships_of(user) if m.role in WRITING_ROLES]
    found = Clarification.objects.filter(application__organisation__in=mine)
    return found.select_related("application__call", "application__organisation").order_by(
        F("answered_at").asc(nulls_first=True), "due_on", "pk"
    )


def applications_told(user: User, pk: UUID) -> Application | None:
    """One of the applicants that she works for, with what was asked and decided; else None."""
    mine = [m.organisation_id for m in memberships_of(user) if m.role in WRITING_ROLES]
    return rows().filter(Q(organisation__in=mine), pk=pk).first()


def is_checked(application: Application) -> bool:
    """Whether the funder has asked something about it, or decided whether it is eligible."""
    return application.clarifications.exists() or application.checks.exists()
