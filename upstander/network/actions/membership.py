"""Roles begin and end, and with them the right to edit the site."""

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from upstander.accounts.interface import SYSTEM, User, create_account
from upstander.audit.interface import record
from upstander.core.errors import NotAllowed
from upstander.network.actions.editing import settle_editing
from upstander.network.models import Membership, Organisation
from upstander.network.queries.membership import (
    administrators_today,
    memberships_of,
    memberships_today,
)
from upstander.network.queries.place import hub_today
from upstander.network.rules import may_end_membership
from upstander.network.states import Role


def reference(user: User | None) -> str:
    """How the log names who did something."""
    return f"user:{user.pk}" if user else SYSTEM


@transaction.atomic
def start_membership(
    user: User, organisation: Organisation, role: str, *, by: User | None
) -> Membership:
    """Give a person a role; who has it already keeps it. Whether `by` may is asked before."""
    found = Membership.objects.filter(
        user=user, organisation=organisation, role=role, ends_on=None
    ).first()
    if found:
        return found
    membership = Membership.objects.create(
        user=user, organisation=organisation, role=role, starts_on=timezone.localdate()
    )
    settle_editing(user)
    _record("membership.started", membership, by)
    return membership


@transaction.atomic
def end_membership(membership: Membership, *, by: User) -> None:
    """The role ends at once, and with it what it allowed."""
    # Locked together: two administrators who end each other at the same time would leave none.
    list(memberships_today().filter(role=Role.ADMINISTRATOR).select_for_update(of=("self",)))
    may_end_membership(memberships_of(by), membership, administrators_today())
    today = timezone.localdate()
    if Membership.objects.filter(pk=membership.pk, ends_on=None).update(ends_on=today) != 1:
        raise NotAllowed(_("This membership has already ended."))
    membership.ends_on = today
    settle_editing(membership.user)
    _record("membership.ended", membership, by)


@transaction.atomic
def found_administrator(email: str, name: str, password: str) -> User:
    """The first account of a new network, an administrator at its hub."""
    hub = hub_today()
    if hub is None:
        raise NotAllowed(_("Load the network first: an administrator belongs to its hub."))
    user = create_account(email, name, password, "en")
    start_membership(user, hub.organisation, Role.ADMINISTRATOR, by=None)
    return user


def _record(verb: str, membership: Membership, by: User | None) -> None:
    facts: dict[str, Any] = {
        "organisation": membership.organisation.key,
        "role": membership.role,
        "user": membership.user_id,
    }
    record(verb, by=reference(by), of=f"membership:{membership.pk}", facts=facts)
