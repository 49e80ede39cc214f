"""Verbs that change an account."""

from datetime import timedelta
from secrets import token_bytes

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import generate_totp_secret
from allauth.mfa.utils import encrypt
from allauth.usersessions.models import UserSession
from django.db import transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac

from upstander.accounts.models import Keyring, UsedCode, User
from upstander.accounts.queries import keyring_place
from upstander.audit.interface import record
from upstander.core.seal import make_pair, seal_row, stretch

SYSTEM = "system"
CODES_KEPT = timedelta(
    minutes=2
)  # a code is taken for 90 seconds: its own period and both beside it


@transaction.atomic
def create_account(email: str, name: str, password: str, language: str) -> User:
    """A new person; addresses are kept in small letters, by which she is found."""
    user = User(email=email.strip().lower(), name=name.strip(), language=language)
    user.set_password(password)
    user.save()
    me = f"user:{user.pk}"
    record("account.created", by=SYSTEM, of=me, personal={"email": user.email, "name": user.name})
    make_keyring(user, password)
    return user


@transaction.atomic
def make_keyring(user: User, password: str) -> bytes:
    """A new pair for her, which her password opens; its private part.

    What was sealed to an older pair stays closed to her until a colleague seals it anew.
    """
    older = Keyring.objects.select_for_update().filter(user=user).first()
    number = older.number + 1 if older else 1
    pair = make_pair()
    wrapping = _wrap(user, number, pair.private, password)
    Keyring.objects.update_or_create(
        user=user, defaults={"number": number, "public": pair.public, **wrapping}
    )
    me = f"user:{user.pk}"
    record("account.keyring_made", by=me, of=me, facts={"number": number})
    return pair.private


def wrap_keyring_anew(user: User, private: bytes, password: str) -> None:
    """The same pair under another password: nothing that was sealed to her is lost."""
    keyring = Keyring.objects.get(user=user)
    wrapping = _wrap(user, keyring.number, private, password)
    Keyring.objects.filter(pk=keyring.pk, number=keyring.number).update(**wrapping)


def _wrap(user: User, number: int, private: bytes, password: str) -> dict[str, bytes]:
    salt = token_bytes(16)
    place = keyring_place(user.pk, number)
    return {"salt": salt, "wrapped": seal_row(stretch(password, salt), private, place, number)}


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


def use_code(user: User, code: str) -> bool:
    """A code of her app counts once, whichever process is asked; False the second time.

    The sign-in library remembers it in the memory of one process, and for one period only.
    """
    now = timezone.now()
    UsedCode.objects.filter(used_at__lt=now - CODES_KEPT).delete()
    digest = salted_hmac("upstander.code", f"{user.pk}:{code}").hexdigest()
    _row, is_new = UsedCode.objects.get_or_create(
        user=user, digest=digest, defaults={"used_at": now}
    )
    return is_new
