"""A partnership begins, changes, ends, and begins again."""

from collections.abc import Iterable
from datetime import date
from typing import Any, NamedTuple

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from upstander.accounts.interface import User
from upstander.audit.interface import record
from upstander.network.interface import memberships_of
from upstander.partnership.actions.keeping import keep, locked
from upstander.partnership.models import Partner
from upstander.partnership.queries.partner import not_over
from upstander.partnership.rules import partner as rules


class Terms(NamedTuple):
    """What is known of a partner. `communities` are records of the network; none: all of them."""

    name: str
    kind: str
    communities: Iterable[Any]
    website: str
    is_named_in_public: bool
    starts_on: date
    agreement: str
    agreed_on: date | None

    def columns(self) -> dict[str, Any]:
        """Without the communities, which stand in rows of their own."""
        return {k: v for k, v in self._asdict().items() if k != "communities"}


@transaction.atomic
def add_partner(organisation: Any, terms: Terms, *, by: User) -> Partner:
    """A partnership begins. NotAllowed where it may not, or where it has begun already."""
    partner = Partner(organisation=locked(organisation), **terms.columns())
    mine = list(memberships_of(by))
    rules.may_write(mine, organisation.pk)
    _check(mine, None, partner)
    partner.save()
    partner.communities.set(terms.communities)
    _record("partner.added", partner, by)
    return partner


@transaction.atomic
def change_partner(partner: Partner, terms: Terms, seen: int, *, by: User) -> Partner:
    """Change what is known. `seen` is the version of the page; Conflict where there is a newer."""
    locked(partner.organisation)
    mine, before = list(memberships_of(by)), Partner.objects.get(pk=partner.pk)
    rules.may_write(mine, before.organisation_id)
    rules.may_change(before, timezone.localdate())
    after = Partner(pk=before.pk, organisation=partner.organisation, **terms.columns())
    after.ends_on = before.ends_on
    _check(mine, before, after)
    keep(before, seen, **terms.columns())
    before.communities.set(terms.communities)
    _record("partner.changed", before, by)
    return before


@transaction.atomic
def end_partner(partner: Partner, day: date, seen: int, *, by: User) -> None:
    """The partnership ends on a day, and is over from then on. It stays in the history."""
    locked(partner.organisation)
    rules.may_write(memberships_of(by), partner.organisation_id)
    rules.may_change(Partner.objects.get(pk=partner.pk), timezone.localdate())
    rules.may_run(partner.starts_on, day)
    keep(partner, seen, ends_on=day)
    _record("partner.ended", partner, by)


@transaction.atomic
def name_no_longer(partner: Partner, *, by: User) -> None:
    """It takes back that pages for everyone name it, also where the partnership is over."""
    locked(partner.organisation)
    rules.may_write(memberships_of(by), partner.organisation_id)
    named = Partner.objects.filter(pk=partner.pk, is_named_in_public=True)
    if named.update(is_named_in_public=False, version=F("version") + 1):
        partner.refresh_from_db()
        _record("partner.named_no_longer", partner, by)


@transaction.atomic
def begin_again(partner: Partner, day: date, *, by: User) -> Partner:
    """A new partnership with the same partner from a day on; the old one stays in the history.

    Whether it may be named in public, and what is agreed, is to be asked anew.
    """
    today = timezone.localdate()
    rules.may_write(memberships_of(by), partner.organisation_id)
    rules.may_begin_again(partner, today)
    places = list(partner.communities.all())
    terms = Terms(
        partner.name, partner.kind, places, partner.website, False, day, partner.agreement, None
    )
    return add_partner(partner.organisation, terms, by=by)


def _check(mine: list[Any], before: Partner | None, after: Partner) -> None:
    today = timezone.localdate()
    rows = Partner.objects.filter(not_over(today), organisation=after.organisation_id)
    names = rows.exclude(pk=after.pk).values_list("name", flat=True)
    rules.may_be_called(after.name, list(names))
    rules.may_agree(mine, before, after, today)
    rules.may_run(after.starts_on, after.ends_on)


def _record(verb: str, partner: Partner, by: User) -> None:
    facts = {
        "organisation": partner.organisation_id,
        "kind": partner.kind,
        "is_agreed": partner.agreed_on is not None,
        "is_named_in_public": partner.is_named_in_public,
    }
    record(verb, by=f"user:{by.pk}", of=f"partner:{partner.pk}", facts=facts)
