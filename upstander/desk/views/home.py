"""The home of staff: what I belong to, what I may do, and who works beside me."""

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from upstander.accounts.interface import change_language
from upstander.action.interface import action_waiting
from upstander.announcements.interface import announcements_waiting
from upstander.core.errors import NotAllowed, allowed
from upstander.desk.forms import InvitationForm, LanguageForm
from upstander.editing.interface import editing_waiting
from upstander.events.interface import events_waiting
from upstander.funding.interface import funding_waiting
from upstander.learning.interface import learning_waiting
from upstander.network.interface import (
    administrators_today,
    colleagues_visible_to,
    end_membership,
    invitations_visible_to,
    invite_person,
    may_end_membership,
    may_withdraw,
    memberships_asked_once,
    memberships_of,
    organisations_to_fill,
    roles_to_fill_by,
    withdraw_invitation,
    workplaces_of,
)
from upstander.support.interface import member_left, waiting_counts


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Where a member of staff lands after signing in."""
    with memberships_asked_once():
        return render(request, "desk/home.html", _home_of(request))


def _home_of(request: HttpRequest) -> dict[str, Any]:
    return {
        "memberships": memberships_of(request.user),
        "has_colleagues": bool(workplaces_of(request.user)),
        "may_edit": request.user.has_perm("wagtailadmin.access_admin"),
        "may_invite": bool(roles_to_fill_by(request.user)),
        "waiting": waiting_counts(request.user),  # type: ignore[arg-type]
        "local": action_waiting(request.user),  # type: ignore[arg-type]
        "funding": funding_waiting(request.user),  # type: ignore[arg-type]
        "announcements": announcements_waiting(request.user),  # type: ignore[arg-type]
        "learning": learning_waiting(request.user),  # type: ignore[arg-type]
        "events": events_waiting(request.user),  # type: ignore[arg-type]
        "editing": editing_waiting(request.user),  # type: ignore[arg-type]
    }


def invitations(request: HttpRequest) -> HttpResponse:
    """Invite, and see what became of invitations."""
    roles = roles_to_fill_by(request.user)
    form = InvitationForm(
        request.POST or None,
        organisations=organisations_to_fill(request.user),
        roles=roles,
        initial={"language": translation.get_language()},
    )
    if form.is_valid() and _invite(request, form):
        return redirect("desk:invitations")
    mine = list(memberships_of(request.user))
    rows = [
        (
            invitation,
            invitation.expires_at <= timezone.now(),
            allowed(may_withdraw, mine, invitation),
        )
        for invitation in invitations_visible_to(request.user)
    ]
    context = {"form": form, "rows": rows, "may_invite": bool(roles)}
    return render(request, "desk/invitations.html", context)


def _invite(request: HttpRequest, form: InvitationForm) -> bool:
    try:
        invite_person(**form.cleaned_data, by=request.user)  # type: ignore[arg-type,misc]
    except NotAllowed as why:
        form.add_error(None, str(why))
        return False
    messages.success(request, _("The invitation is on its way. The link works for seven days."))
    return True


@require_POST
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Take an invitation back."""
    invitation = get_object_or_404(invitations_visible_to(request.user), pk=pk)
    done = _("The invitation is withdrawn. Its link no longer works.")
    _do(request, withdraw_invitation, invitation, done)
    return redirect("desk:invitations")


@require_safe
def people(request: HttpRequest) -> HttpResponse:
    """Who works in my organisations."""
    mine, administrators = list(memberships_of(request.user)), administrators_today()
    rows = [
        (membership, allowed(may_end_membership, mine, membership, administrators))
        for membership in colleagues_visible_to(request.user)
    ]
    return render(request, "desk/people.html", {"rows": rows})


def end(request: HttpRequest, pk: int) -> HttpResponse:
    """End a membership, after a page that says what this means."""
    membership = get_object_or_404(colleagues_visible_to(request.user), pk=pk)
    if request.method != "POST":
        return render(request, "desk/end_membership.html", {"membership": membership})
    team = _do(request, _end_for_good, membership, _("The membership has ended."))
    if team:
        messages.warning(request, _to_the_key(request, team))
    return redirect("desk:people")


def _end_for_good(membership: Any, *, by: Any) -> Any:
    with transaction.atomic():
        end_membership(membership, by=by)
        return member_left(membership.user, membership.organisation, by=by)


def _to_the_key(request: HttpRequest, team: Any) -> str:
    say = _("This person could open requests. The key of the team must change now:")
    if not waiting_counts(request.user).is_coordinator:  # type: ignore[arg-type]
        return f"{say} {team}"
    link = reverse("support:team", args=[team.pk])
    return format_html('{} <a href="{}">{}</a>', say, link, team)


def language(request: HttpRequest) -> HttpResponse:
    """The language of my desk."""
    form = LanguageForm(request.POST or None, initial={"language": request.user.language})  # type: ignore[union-attr]
    if not form.is_valid():
        return render(request, "desk/language.html", {"form": form})
    change_language(request.user, form.cleaned_data["language"])  # type: ignore[arg-type]
    return redirect("desk:home")


def _do(request: HttpRequest, action: Any, subject: Any, done: str) -> Any:
    try:
        found = action(subject, by=request.user)
    except NotAllowed as why:
        messages.error(request, str(why))
        return None
    messages.success(request, done)
    return found
