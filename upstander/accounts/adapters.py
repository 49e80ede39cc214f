"""What we ask of the sign-in library that is not its default."""

import time
from typing import Any

from allauth.account import app_settings
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.db import transaction
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from upstander.accounts.callers import NOWHERE
from upstander.accounts.models import User
from upstander.accounts.queries import second_factors_of
from upstander.accounts.rules import may_remove_factor
from upstander.accounts.sealing import open_secret, seal_secret
from upstander.accounts.unlocking import unlock
from upstander.audit.interface import record
from upstander.core.errors import allowed

PRODUCT = "Upstander"


class AccountAdapter(DefaultAccountAdapter):
    """Nobody signs up; nobody's address on the internet is kept; each sign-in is in the log."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": gettext_lazy(
            "The e-mail address and the password do not fit. Check both and try again."
        ),
        "incorrect_password": gettext_lazy("This is not your password. Try again."),
        "enter_current_password": gettext_lazy("This is not your password now. Try again."),
        "too_many_login_attempts": gettext_lazy("Too many tries. Wait five minutes, then try."),
        "rate_limited": gettext_lazy("Too many tries. Wait a few minutes, then try again."),
        "incorrect_code": gettext_lazy("This code does not fit. Wait for the next one and try it."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """People are invited."""
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        """For counting attempts, a digest; for a session's record, nothing. See middleware."""
        return NOWHERE if request.user.is_authenticated else request.caller  # type: ignore[attr-defined]

    def authenticate(self, request: HttpRequest, **credentials: Any) -> Any:
        """A password that fits opens her pair too: it is not seen again in this session."""
        user = super().authenticate(request, **credentials)
        if user is not None and user.is_active:
            unlock(request, user, credentials["password"])  # type: ignore[arg-type]
        return user

    def login(self, request: HttpRequest, user: User) -> None:  # type: ignore[override]
        """Sign in and write it in the log, both or neither."""
        with transaction.atomic():
            super().login(request, user)
            steps = [r.get("type", r["method"]) for r in get_authentication_records(request, user)]
            me = f"user:{user.pk}"
            record("account.signed_in", by=me, of=me, facts={"steps": steps})

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Who signed in a moment ago has just shown who she is."""
        records = get_authentication_records(self.request, self.request.user)
        if records and time.time() - records[-1]["at"] < app_settings.REAUTHENTICATION_TIMEOUT:
            return False
        return super().is_reauthentication_required(app=app, **kwargs)

    def get_reauthentication_methods(self, user: Any) -> list[dict[str, Any]]:
        """The same ways, in our words."""
        words = {
            "reauthenticate": _("Use your password"),
            "mfa_reauthenticate": _("Use a code from your app"),
            "mfa_reauthenticate:webauthn": _("Use a passkey"),
        }
        found = super().get_reauthentication_methods(user)
        return [{**method, "description": words[method["id"]]} for method in found]

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        """Back to where the link was."""
        return reverse("mfa_index")


class FactorAdapter(DefaultMFAAdapter):
    """Secrets are sealed before they are stored, and the last second step stays."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": AccountAdapter.error_messages["incorrect_code"],
        "cannot_delete_authenticator": gettext_lazy(
            "This is your only second step. Add another one, then remove this one."
        ),
    }

    def encrypt(self, text: str) -> str:
        """See sealing."""
        return seal_secret(text)

    def decrypt(self, encrypted_text: str) -> str:
        """See sealing."""
        return open_secret(encrypted_text)

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """Recovery codes may go; an app or a passkey only where another one stays."""
        if authenticator.type == Authenticator.Type.RECOVERY_CODES:
            return True
        others = second_factors_of(authenticator.user).exclude(pk=authenticator.pk)
        return allowed(may_remove_factor, others.count())

    def generate_authenticator_name(self, user: User, kind: Authenticator.Type) -> str:
        """A first name for a passkey; she may give it another."""
        number = Authenticator.objects.filter(user=user, type=kind).count() + 1
        return _("Passkey %(number)s") % {"number": number}

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """The name that the browser shows beside the passkey."""
        return {**super().get_public_key_credential_rp_entity(), "name": PRODUCT}
