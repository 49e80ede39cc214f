"""A response protocol on a request, for whoever may open the request."""

from typing import Any, NamedTuple

from upstander.accounts.interface import User
from upstander.core.errors import allowed
from upstander.network.interface import memberships_of, service_names
from upstander.protocols.interface import startable_by
from upstander.support.models import Case, CaseProtocol
from upstander.support.rules import may_open


class Knows(NamedTuple):
    """Someone who may know by the person's word, and whether with name and contact."""

    name: str
    with_identity: bool


def protocol_of(case: Case) -> CaseProtocol | None:
    """The one that the team of the request started; those of other teams stay theirs."""
    return case.protocols.filter(team=case.team_id).first()


def has_protocol(case: Case, user: User) -> bool:
    """Whether a door to it stands on the page: one runs or ran, or one is in force."""
    if not allowed(may_open, list(memberships_of(user)), case, user):
        return False
    return protocol_of(case) is not None or bool(in_force_for(case))


def in_force_for(case: Case) -> Any:
    """What the organisation of its team can start."""
    return startable_by({case.team.organisation_id}, held_only=True)


def who_may_know(case: Case) -> list[Knows]:
    """By the person's standing word: teams, and services of the directory."""
    services = dict(service_names())
    return [
        Knows(str(row.team) if row.team else services.get(row.service, row.service),
              row.with_identity)
        for row in case.consents.filter(revoked_on=None).select_related("team__organisation")
    ]  # fmt: skip
