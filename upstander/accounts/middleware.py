"""Stands before every page of staff; the public site passes without being asked anything."""

from datetime import datetime, timedelta
from typing import Any

from allauth.account.authentication import get_authentication_records
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from upstander.accounts.callers import caller_of
from upstander.accounts.queries import has_second_factor
from upstander.accounts.rules import may_go_on
from upstander.accounts.unlocking import carry_key
from upstander.accounts.written import words_of
from upstander.core.errors import NotAllowed
from upstander.core.languages import table

SETTING_UP = ("account_set_up", "account_reauthenticate", "mfa_activate_totp", "mfa_add_webauthn")
# The time of the last page is written once a minute at most, not with every request.
FRESH = timedelta(minutes=1)
TELLING = ("ADDR", "FORWARDED", "USER_AGENT", "REAL_IP", "CLIENT", "SEC_CH_UA", "REMOTE_HOST")


class StaffDoor(LoginRequiredMiddleware):
    """Who calls is forgotten; a session ends in time; without a second factor nothing opens."""

    def __call__(self, request: HttpRequest) -> Any:
        if not request.path_info.startswith(settings.STAFF_PATHS):
            return self.get_response(request)
        forget_who_calls(request)
        with translation.override(_language_for(request)):
            request.LANGUAGE_CODE = translation.get_language()  # type: ignore[attr-defined]
            response: Any = self.get_response(request)
            carry_key(request, response)
            response.headers.setdefault("Content-Language", translation.get_language() or "en")
            # Not `no-referrer`: browsers would send forms with `Origin: null`, which CSRF refuses.
            response.headers.setdefault("Referrer-Policy", "same-origin")
            return response

    def process_view(
        self, request: HttpRequest, view_func: Any, view_args: Any, view_kwargs: Any
    ) -> HttpResponseBase | None:
        """Public pages first: Django would look into the session before it asks whether to."""
        if not getattr(view_func, "login_required", True):
            return None
        refused = super().process_view(request, view_func, view_args, view_kwargs)
        refused = refused or _end_if_over(request) or _ask_for_second_factor(request)
        return _keep_words(request, refused) if refused else None


def forget_who_calls(request: HttpRequest) -> None:
    """Keep a keyed digest for counting attempts; address and browser go no further than here.

    The library would write them into its session list, and into the session when it asks for a
    password again. No header of a proxy counts unless ALLAUTH_TRUSTED_PROXY_COUNT says so.
    """
    request.caller = caller_of(request)  # type: ignore[attr-defined]
    for name in [n for n in request.META if n.startswith(("HTTP_", "REMOTE_"))]:
        if any(part in name for part in TELLING):
            del request.META[name]


def _language_for(request: HttpRequest) -> str:
    wished = request.user.language if request.user.is_authenticated else None
    return wished if wished in table() else translation.get_language() or settings.LANGUAGE_CODE


def _end_if_over(request: HttpRequest) -> HttpResponse | None:
    now, session = timezone.now(), request.session
    signed_in_at = datetime.fromisoformat(session.setdefault("signed_in_at", now.isoformat()))
    last_seen_at = datetime.fromisoformat(session.setdefault("last_seen_at", now.isoformat()))
    try:
        may_go_on(now, signed_in_at, last_seen_at)
    except NotAllowed as why:
        return _sign_out(request, str(why))
    if now - last_seen_at > FRESH:
        session["last_seen_at"] = now.isoformat()
    return None


def _ask_for_second_factor(request: HttpRequest) -> HttpResponse | None:
    """Having a second factor is not enough: this very session must have shown it."""
    if any(r["method"] == "mfa" for r in get_authentication_records(request, request.user)):
        return None
    if has_second_factor(request.user):  # type: ignore[arg-type]
        return _sign_out(request, _("Sign in with your password and your second step."))
    if request.resolver_match and request.resolver_match.view_name in SETTING_UP:
        return None
    return redirect("account_set_up")


def _keep_words(request: HttpRequest, refused: HttpResponseBase) -> HttpResponseBase:
    words = words_of(request)
    return render(request, "account/kept.html", {"words": words}, status=401) if words else refused


def _sign_out(request: HttpRequest, why: str) -> HttpResponse:
    back_to = request.get_full_path() if request.method == "GET" else "/desk/"
    logout(request)
    messages.info(request, why)
    return redirect_to_login(back_to)
