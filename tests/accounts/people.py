"""People who sign in, made and signed in by their real verbs."""

from datetime import date

from django.core.cache import cache
from django.test import Client

from upstander.accounts.interface import User, code_now, create_account, give_authenticator_app
from upstander.accounts.models import UsedCode
from upstander.accounts.queries import second_factors_of
from upstander.accounts.sealing import open_secret
from upstander.network.interface import hub_today, start_membership
from upstander.network.models import Hub, Organisation
from upstander.network.states import Role

PASSWORD = "four plain random words"


def person(email: str = "ada@example.org", name: str = "Ada", language: str = "en") -> User:
    """Someone with a password alone."""
    return create_account(email, name, PASSWORD, language)


def member(role: Role, organisation: Organisation, email: str = "") -> User:
    """Someone with a role and a code app."""
    user = person(email or f"{role}@example.org", name=role.label)
    start_membership(user, organisation, role, by=None)
    give_authenticator_app(user)
    return user


def hub() -> Organisation:
    """The hub of today; one of our own where no pack is loaded."""
    if found := hub_today():
        return found.organisation
    organisation = Organisation.objects.create(key="our-hub", name="Our hub")
    Hub.objects.create(organisation=organisation, starts_on=date(2020, 7, 1))
    return organisation


def spoke(number: int = 0) -> Organisation:
    """A spoke that no pack knows."""
    return Organisation.objects.get_or_create(
        key=f"spoke-{number}", defaults={"name": f"Spoke {number}"}
    )[0]


def code_of(user: User) -> str:
    """What her app shows now."""
    return code_now(open_secret(second_factors_of(user).get(type="totp").data["secret"]))


def sign_in(client: Client, user: User) -> Client:
    """Password, then code; a code counts once, so the record of used ones is forgotten first."""
    cache.clear()
    UsedCode.objects.all().delete()
    client.post("/account/login/", {"login": user.email, "password": PASSWORD})
    client.post("/account/security/authenticate/", {"code": code_of(user)})
    return client
