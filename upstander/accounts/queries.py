"""Who has an account, and what protects it."""

import time

from allauth.mfa import app_settings
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.db.models import QuerySet

from upstander.accounts.models import User

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
