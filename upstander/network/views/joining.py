"""The page behind the link of an invitation."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from upstander.accounts.interface import account_of
from upstander.core.errors import NotAllowed
from upstander.network.actions.invitation import (
    accept_as,
    accept_invitation,
    acceptable_invitation,
)
from upstander.network.forms import JoinForm
from upstander.network.models import Invitation


@login_not_required
@sensitive_post_parameters("password")
def join(request: HttpRequest, secret: str) -> HttpResponse:
    """Make an account, or, for an address that has one, accept after signing in."""
    try:
        invitation = acceptable_invitation(secret)
        if request.user.is_authenticated or account_of(invitation.email):
            return render(request, "network/join_known.html", {"invitation": invitation})
        return _make_account(request, secret, invitation)
    except NotAllowed as why:
        return render(request, "network/join_over.html", {"why": str(why)}, status=410)


def _make_account(request: HttpRequest, secret: str, invitation: Invitation) -> HttpResponse:
    start = {"language": translation.get_language()}
    form = JoinForm(request.POST or None, initial=start, email=invitation.email)
    if not form.is_valid():
        return render(request, "network/join.html", {"form": form, "invitation": invitation})
    accept_invitation(secret, **form.cleaned_data)
    messages.success(request, _("Your account is ready. Sign in with your new password."))
    return redirect("account_login")


@require_POST
def accept(request: HttpRequest, secret: str) -> HttpResponse:
    """Accept with the account that one is signed in with."""
    try:
        accept_as(secret, by=request.user)  # type: ignore[arg-type]
    except NotAllowed as why:
        messages.error(request, str(why))
    else:
        messages.success(request, _("Welcome. Your new role is in the list below."))
    return redirect("desk:home")
