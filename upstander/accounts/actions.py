"""Verbs that change an account."""

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import generate_totp_secret
from allauth.mfa.utils import encrypt
from allauth.usersessions.models import UserSession
from django.db import transaction

from upstander.accounts.models import User
from upstander.audit.interface import record

SYSTEM = "system"


@transaction.atomic
def create_account(email: str, name: str, password: str, language: str) -> User:
    """A new person; addresses are kept in small letters, by which she is found."""
    user = User(email=email.strip().lower(), name=name.strip(), language=language)
    user.set_password(password)
    user.save()
    me = f"user:{user.pk}"
    record("account.created", by=SYSTEM, of=me, personal={"email": user.email, "name": user.name})
    return user


def change_language(user: User, language: str) -> None:
    """The language of her desk from now on."""
    user.language = language
    user.save(update_fields=["language"])


@transaction.atomic
def give_authenticator_app(user: User) -> str:
    """A second factor made for her, for set-up and demonstration; its secret (base 32)."""
    secret: str = generate_totp_secret()
    Authenticator.objects.create(
        user=user, type=Authenticator.Type.TOTP, data={"secret": encrypt(secret)}
    )
    facts = {"kind": Authenticator.Type.TOTP.value}
    record("account.second_factor_added", by=SYSTEM, of=f"user:{user.pk}", facts=facts)
    return secret


@transaction.atomic
def reset_second_factors(user: User, *, by: str) -> None:
    """For who lost phone and recovery codes: she sets up anew; every session of hers ends."""
    Authenticator.objects.filter(user=user).delete()
    for session in UserSession.objects.filter(user=user):
        session.end()
    facts = {"kind": "all"}
    record("account.second_factor_removed", by=by, of=f"user:{user.pk}", facts=facts)
