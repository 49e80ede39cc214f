"""Who belongs where, who was asked to join, and who may see it."""

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date
from hashlib import sha256
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from upstander.network.models import Invitation, Membership, Organisation
from upstander.network.rules import OWN_KIND, is_administrator, roles_to_fill, workplaces
from upstander.network.states import Role


def memberships_today() -> QuerySet[Membership]:
    """Memberships that run today. One that ends today is over at once, not at midnight."""
    today = timezone.localdate()
    running = Q(ends_on=None) | Q(ends_on__gt=today)
    return Membership.objects.filter(running, starts_on__lte=today).select_related("organisation")


_KEPT: ContextVar[dict[int, QuerySet[Membership]] | None] = ContextVar("memberships", default=None)


@contextmanager
def memberships_asked_once() -> Iterator[None]:
    """Within, the memberships of a person are read once: for pages of many panels, which write
    nothing and each of which asks who she is.
    """
    token = _KEPT.set({})
    try:
        yield
    finally:
        _KEPT.reset(token)


def memberships_of(user: Any) -> QuerySet[Membership]:
    """The memberships of a person that run today, with their organisations."""
    kept = _KEPT.get()
    if kept is None:
        return memberships_today().filter(user=user)
    return kept.setdefault(user.pk, memberships_today().filter(user=user))


def workplaces_of(user: Any) -> set[int]:
    """The organisations whose people she is one of today, by number."""
    return workplaces(memberships_of(user))


def people_in(organisation_id: int, roles: Collection[str]) -> QuerySet[Membership]:
    """The memberships of an organisation in any of these roles that run today, with the people."""
    rows = memberships_today().filter(organisation=organisation_id, role__in=roles)
    return rows.filter(user__is_active=True).select_related("user").order_by("user__name", "pk")


def people_everywhere(roles: Collection[str]) -> set[tuple[int, int]]:
    """Who has any of these roles today: pairs of organisation and person, by number."""
    rows = memberships_today().filter(role__in=roles, user__is_active=True)
    return set(rows.values_list("organisation", "user"))


def organisations_near(people: Collection[int], since: date) -> set[tuple[int, int]]:
    """To which organisations people belong, in any role, or belonged at some time since a day.

    Pairs of person and organisation, by number.
    """
    today = timezone.localdate()
    running = Q(ends_on=None) | Q(ends_on__gte=since)
    rows = Membership.objects.filter(running, user__in=people, starts_on__lte=today)
    return set(rows.values_list("user", "organisation"))


def administrators_today() -> int:
    """How many people could let others in."""
    rows = memberships_today().filter(role=Role.ADMINISTRATOR, user__is_active=True)
    return rows.values("user").distinct().count()


def colleagues_visible_to(user: Any) -> QuerySet[Membership]:
    """Everyone for an administrator; for others, the people of their own organisations.

    A partner sees herself alone.
    """
    mine = list(memberships_of(user))
    rows = (
        memberships_today()
        .select_related("user")
        .order_by("organisation__name", "user__name", "pk")
    )
    if is_administrator(mine):
        return rows
    return rows.filter(Q(organisation__in=workplaces(mine)) | Q(user=user))


def invitations_visible_to(user: Any) -> QuerySet[Invitation]:
    """Those that this person could have sent, newest first."""
    mine = list(memberships_of(user))
    rows = Invitation.objects.select_related("organisation", "invited_by")
    if is_administrator(mine):
        return rows
    wanted = Q(pk__in=[])
    for membership in mine:
        roles = OWN_KIND.get(Role(membership.role), frozenset())
        wanted |= Q(organisation=membership.organisation_id, role__in=roles)
    return rows.filter(wanted)


def organisations_to_fill(user: Any) -> list[Organisation]:
    """The organisations to which this person may invite someone."""
    mine = list(memberships_of(user))
    if is_administrator(mine):
        return list(Organisation.objects.order_by("name", "pk"))
    own = {m.organisation_id: m.organisation for m in mine if m.role in OWN_KIND}
    return sorted(own.values(), key=lambda organisation: organisation.name)


def roles_to_fill_by(user: Any) -> list[Role]:
    """The roles that this person may give somewhere, in the order of the table."""
    mine = list(memberships_of(user))
    some = frozenset[Role]().union(*(roles_to_fill(mine, m.organisation) for m in mine))
    return [role for role in Role if role in some]


def digest_of_secret(secret: str) -> str:
    """By which an invitation is found. The secret has 256 random bits, so a plain hash will do."""
    return sha256(secret.encode()).hexdigest()


def invitation_of(secret: str) -> Invitation | None:
    """The invitation that a link speaks of, whatever its state."""
    rows = Invitation.objects.select_related("organisation", "invited_by")
    return rows.filter(secret_digest=digest_of_secret(secret)).first()
