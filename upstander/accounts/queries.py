"""Who has an account, and what protects it."""

import time

from allauth.mfa import app_settings
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.db.models import QuerySet

from upstander.accounts.models import Keyring, User
from upstander.core.seal import Place, Unopened, open_row, stretch

SECOND_STEPS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


def account_of(email: str) -> User | None:
    """The account of an address, whatever its capitals."""
    return User.objects.filter(email__iexact=email.strip()).first()


def second_factors_of(user: User) -> QuerySet[Authenticator]:
    """Her app and passkeys; recovery codes stand in for them and count as none."""
    return Authenticator.objects.filter(user=user, type__in=SECOND_STEPS)


def has_second_factor(user: User) -> bool:
    """Whether signing in asks for more than the password."""
    return second_factors_of(user).exists()


def code_now(secret: str) -> str:
    """The code that an app with this secret (base 32) shows at this moment (RFC 6238)."""
    counter = int(time.time()) // app_settings.TOTP_PERIOD
    return format_hotp_value(hotp_value(secret, counter))


def keyring_place(user_id: int, number: int) -> Place:
    """Where the wrapped private part of a pair stands."""
    return Place("accounts_keyring", "wrapped", f"{user_id}:{number}")


def private_part(user: User, password: str) -> tuple[int, bytes] | None:
    """Number and private part of her pair; None where she has none that this password opens."""
    keyring = Keyring.objects.filter(user=user).first()
    if keyring is None:
        return None
    key = stretch(password, bytes(keyring.salt))
    try:
        place = keyring_place(user.pk, keyring.number)
        return keyring.number, open_row(key, bytes(keyring.wrapped), place)
    except Unopened:
        return None


def public_part(user: User) -> tuple[int, bytes] | None:
    """Number and public part of her pair: what one seals to."""
    keyring = Keyring.objects.filter(user=user).first()
    return (keyring.number, bytes(keyring.public)) if keyring else None
