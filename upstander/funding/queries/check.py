"""What is known of an application before an officer checks it, and what is asked of applicants."""

from decimal import Decimal
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from upstander.accounts.interface import User
from upstander.funding.models import Application, Clarification, StaffCheck
from upstander.funding.queries.review import SENT_STATES, standing_of
from upstander.funding.rules.review import WRITING_ROLES, Standing
from upstander.funding.states import Condition, Finding, PartnerState
from upstander.network.interface import memberships_of


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


def first_findings(application: Application) -> dict[str, tuple[str, str]]:
    """What the records say of each condition, for an officer to start from."""
    faults: dict[str, str] = {
        Condition.COMMUNITIES: _communities(application),
        Condition.PARTNERS: _partners(application),
        Condition.AMOUNT: _amount(application),
        Condition.COSTS: _costs(application),
        Condition.COMPLETE: _answers(application),
    }
    return {
        key: (Finding.NOT_MET, faults[key]) if faults.get(key) else (Finding.MET, "")
        for key in Condition.values
    }


def _communities(application: Application) -> str:
    kind, number = application.kind, application.communities.count()
    if kind is None or number < kind.least_communities:
        return _("There are fewer communities than this kind of award needs.")
    if kind.most_communities is not None and number > kind.most_communities:
        return _("There are more communities than this kind of award allows.")
    return ""


def _partners(application: Application) -> str:
    waiting = application.partners.filter(state__in=[PartnerState.NAMED, PartnerState.ASKED])
    return _("A partner has not confirmed.") if waiting.exists() else ""


def _amount(application: Application) -> str:
    kind, asked = application.kind, application.asked or Decimal(0)
    if not asked:
        return _("It does not say how much is asked for.")
    number = application.communities.count()
    ceilings: list[Decimal | None] = []
    if kind is not None:
        each = kind.most_per_community
        ceilings = [kind.most_per_award, each * number if each is not None else None]
    if any(most is not None and asked > most for most in ceilings):
        return _("More is asked for than this kind of award gives.")
    return ""


def _costs(application: Application) -> str:
    lines = list(application.lines.select_related("cost"))
    if sum((line.amount for line in lines), Decimal(0)) != (application.asked or Decimal(0)):
        return _("The lines of the budget do not add up to the amount.")
    spent: dict[Any, Decimal] = {}
    for line in lines:
        spent[line.cost] = spent.get(line.cost, Decimal(0)) + line.amount
    if any(cost.most is not None and total > cost.most for cost, total in spent.items()):
        return _("More is planned for a kind of cost than the call pays.")
    return ""


def _answers(application: Application) -> str:
    values = dict(application.answers.values_list("question", "value"))
    filed = set(application.files.values_list("question", flat=True))
    for question in application.call.questions.filter(is_required=True):
        is_asked = question.asked_if_id is None or (
            values.get(question.asked_if_id) == question.asked_if_answer
        )
        if is_asked and values.get(question.pk) in (None, "", []) and question.pk not in filed:
            return _("An answer is missing.")
    return ""


def asked_of(user: User) -> QuerySet[Clarification]:
    """The questions to the applicants that she works for, what is open first."""
    mine = [m.organisation_id for m in memberships_of(user) if m.role in WRITING_ROLES]
    found = Clarification.objects.filter(application__organisation__in=mine)
    return found.select_related("application__call", "application__organisation").order_by(
        "answered_at", "due_on", "pk"
    )


def applications_told(user: User, pk: UUID) -> Application | None:
    """One of the applicants that she works for, with what was asked and decided; else None."""
    mine = [m.organisation_id for m in memberships_of(user) if m.role in WRITING_ROLES]
    return rows().filter(Q(organisation__in=mine), pk=pk).first()
