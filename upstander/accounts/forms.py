"""Forms of the sign-in library: labels instead of placeholders, and passkeys by default."""

from typing import Any

from allauth.account import forms as account
from allauth.account.adapter import get_adapter
from allauth.mfa.adapter import get_adapter as get_factor_adapter
from allauth.mfa.base import forms as factor
from allauth.mfa.models import Authenticator
from allauth.mfa.totp import forms as app
from allauth.mfa.webauthn import forms as passkey
from django import forms
from django.db import transaction
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from upstander.accounts.actions import make_keyring, use_code, wrap_keyring_anew
from upstander.accounts.queries import private_part

LABELS = {
    "login": _("E-mail address"),
    "email": _("E-mail address"),
    "password": _("Password"),
    "oldpassword": _("Your password now"),
    "password1": _("New password"),
    "password2": _("New password once more"),
    "code": _("Code"),
    "name": _("Name of this passkey"),
}


class Plain(forms.Form):
    """A label stays when one types; a placeholder goes."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.widget.attrs.pop("placeholder", None)
            field.label = LABELS.get(name, field.label)
            if name in ("password", "oldpassword"):
                field.help_text = ""
        if "code" in self.fields:
            self.fields["code"].widget.attrs |= {"inputmode": "numeric", "maxlength": 12}


class SignIn(Plain, account.LoginForm):
    """E-mail address and password."""


class Reauthenticate(Plain, account.ReauthenticateForm):
    """The password once more, before a change to the account."""


class ChangePassword(Plain, account.ChangePasswordForm):
    """The old password and a new one."""

    @transaction.atomic
    def save(self) -> None:
        """What the old password opened, the new one opens."""
        found = private_part(self.user, self.cleaned_data["oldpassword"])
        super().save()
        if found:
            wrap_keyring_anew(self.user, found[1], self.cleaned_data["password1"])


class NewPassword(Plain, account.ResetPasswordKeyForm):
    """A new password, from the link in the mail."""

    @transaction.atomic
    def save(self) -> None:
        """Nobody could open the old pair without the old password: she gets a new one."""
        super().save()
        make_keyring(self.user, self.cleaned_data["password1"])


class ForgottenPassword(Plain, account.ResetPasswordForm):
    """Asks for the link to a new password."""

    def save(self, request: HttpRequest, **kwargs: Any) -> str:
        """One mail goes out either way: neither answer nor time tells who has an account."""
        email = self.cleaned_data["email"]
        if self.users:
            return super().save(request, **kwargs)
        get_adapter().send_mail("account/email/unknown_account", email, {"request": request})
        return email


class Once:
    """A code of the app that was used is a wrong one."""

    def clean_code(self) -> str:
        """As the library checks it, and then once for all processes."""
        code: str = super().clean_code()  # type: ignore[misc]
        is_app = self.authenticator.type == Authenticator.Type.TOTP  # type: ignore[attr-defined]
        if is_app and not use_code(self.user, code):  # type: ignore[attr-defined]
            raise get_factor_adapter().validation_error("incorrect_code")
        return code


class Code(Once, Plain, factor.AuthenticateForm):
    """A code from the app, or a recovery code."""


class CodeAgain(Once, Plain, factor.ReauthenticateForm):
    """A code once more, before a change to the account."""


class ActivateApp(Plain, app.ActivateTOTPForm):
    """The first code of a new app."""


class AddPasskey(Plain, passkey.AddWebAuthnForm):
    """A passkey that signs in by itself, unless she chooses that it only be the second step."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        alone = self.fields["passwordless"]
        alone.initial = True
        alone.label = _("This passkey may sign me in without a password")
        alone.help_text = _("Choose this for a phone or computer. Leave it out for a simple key.")


class RenamePasskey(Plain, passkey.EditWebAuthnForm):
    """Another name for a passkey."""
