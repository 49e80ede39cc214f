"""Pages of the sign-in library, with what is ours: the log, and the last factor that stays."""

from typing import Any

from allauth.account.internal.flows.login import record_authentication
from allauth.account.views import LoginView
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.views import IndexView
from allauth.mfa.recovery_codes.views import GenerateRecoveryCodesView
from allauth.mfa.totp.views import ActivateTOTPView, DeactivateTOTPView
from allauth.mfa.webauthn.views import AddWebAuthnView, RemoveWebAuthnView
from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.db import transaction
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from upstander.accounts.queries import has_second_factor
from upstander.accounts.rules import passkeys_work_at
from upstander.audit.interface import record


class SignIn(LoginView):
    """Who is signed in already goes home: `next` could lead back here, and round again."""

    def get_authenticated_redirect_url(self) -> str:
        """The desk."""
        return reverse("desk:home")


class Logged:
    """A change of factors and its entry in the log stand or fall as one."""

    request: HttpRequest
    verb = ""
    kind = ""

    def form_valid(self, form: Form) -> HttpResponse:
        """Change, then entry."""
        me = f"user:{self.request.user.pk}"
        with transaction.atomic():
            response = super().form_valid(form)  # type: ignore[misc]
            record(self.verb, by=me, of=me, facts={"kind": self.kind})
        return response


class Adds(Logged):
    """A factor is added by showing it, so this session has shown one."""

    verb = "account.second_factor_added"

    def form_valid(self, form: Form) -> HttpResponse:
        """The session counts as opened with a second factor from here on."""
        response = super().form_valid(form)
        record_authentication(self.request, self.request.user, "mfa", type=self.kind)
        return response


class AddApp(Adds, ActivateTOTPView):
    """A code app."""

    kind = "totp"


class AddPasskey(Adds, AddWebAuthnView):
    """A passkey or security key."""

    kind = "webauthn"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """With the form that was sent, so that its errors are shown."""
        return {**super().get_context_data(**kwargs), **kwargs}


class MakeRecoveryCodes(Logged, GenerateRecoveryCodesView):
    """New recovery codes; the old ones stop working."""

    verb, kind = "account.second_factor_added", "recovery_codes"


class RemoveApp(Logged, DeactivateTOTPView):
    """The code app goes; the form asks the adapter whether it may."""

    verb, kind = "account.second_factor_removed", "totp"


class RemovePasskey(Logged, RemoveWebAuthnView):
    """A passkey goes; the library does not ask whether it may, so it is asked here."""

    verb, kind = "account.second_factor_removed", "webauthn"

    def form_valid(self, form: Form) -> HttpResponse:
        """The last one stays, and the page says so."""
        adapter = get_adapter()
        if not adapter.can_delete_authenticator(self.get_object()):
            messages.error(self.request, adapter.error_messages["cannot_delete_authenticator"])
            return redirect("mfa_index")
        return super().form_valid(form)


class Security(IndexView):
    """Second factors, password, sessions: one page."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Passkeys only where a browser offers them."""
        return {**super().get_context_data(**kwargs), "are_passkeys_possible": _here(self.request)}


@require_safe
def set_up(request: HttpRequest) -> HttpResponse:
    """The one page that opens to a person who has no second factor yet."""
    if has_second_factor(request.user):  # type: ignore[arg-type]
        return redirect("mfa_index")
    return render(request, "account/set_up.html", {"are_passkeys_possible": _here(request)})


@require_POST
def end_session(request: HttpRequest, pk: int) -> HttpResponse:
    """End one of one's own sessions."""
    get_object_or_404(UserSession, pk=pk, user=request.user).end()
    return redirect("usersessions_list")


def _here(request: HttpRequest) -> bool:
    return passkeys_work_at(request.get_host(), request.is_secure())
