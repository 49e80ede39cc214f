"""Awards as they come about, by their real verbs."""

from decimal import Decimal
from typing import Any

from tests.accounts.people import member
from tests.funding.application_made import a_sent_application
from tests.funding.call_made import an_open_call
from upstander.accounts.interface import User
from upstander.funding.actions.award import offer_award
from upstander.funding.models import Application, Award, Call
from upstander.funding.states import CallState
from upstander.network.models import Organisation
from upstander.network.states import Role


def funder() -> Organisation:
    """The organisation of the officers."""
    return Organisation.objects.get_or_create(key="the-province", defaults={"name": "Province"})[0]


def officer(number: int = 1) -> User:
    """An officer of the funder; another one for each number."""
    email = f"officer-{number}@example.org"
    return User.objects.filter(email=email).first() or member(Role.FUNDER_OFFICER, funder(), email)


def organisation(number: int = 1) -> Organisation:
    """An organisation that no pack knows."""
    key, name = f"moon-house-{number}", f"Moon House {number}"
    return Organisation.objects.get_or_create(key=key, defaults={"name": name})[0]


def a_closed_call(**changes: Any) -> Call:
    """A call whose applications are being decided."""
    return an_open_call(**{"state": CallState.CLOSED, **changes})


def an_application(call: Call | None = None, number: int = 1, **changes: Any) -> Application:
    """An application that was sent in time."""
    return a_sent_application(call or a_closed_call(), organisation(number), **changes)


def an_offer(application: Application | None = None, amount: str = "7500.00") -> Award:
    """An award that waits for an answer."""
    return offer_award(application or an_application(), Decimal(amount), by=officer())
