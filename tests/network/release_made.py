"""Organisations under Indigenous governance, their people, and records that only they see."""

from datetime import date
from typing import NamedTuple

from tests.accounts.people import member, spoke
from upstander.accounts.interface import User
from upstander.network.models import Organisation
from upstander.network.states import Role
from upstander.partnership.models import Partner


class House(NamedTuple):
    """An organisation with one who signs and one who writes, and a record of it."""

    organisation: Organisation
    signer: User
    worker: User
    partner: Partner
    subject: str


def governed(number: int = 7) -> Organisation:
    """A spoke under Indigenous governance."""
    organisation = spoke(number)
    organisation.is_indigenous_governed = True
    organisation.save()
    return organisation


def house(number: int = 7) -> House:
    """One of these with people and a partner that was agreed in confidence."""
    organisation = governed(number)
    signer = member(Role.SPOKE_COORDINATOR, organisation, f"signer{number}@example.org")
    worker = member(Role.SPOKE_WORKER, organisation, f"worker{number}@example.org")
    partner = Partner.objects.create(
        organisation=organisation, name="Kept house", kind="nation", starts_on=date(2026, 1, 5)
    )
    return House(organisation, signer, worker, partner, f"partner:{partner.pk}")
