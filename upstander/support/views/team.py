"""A coordinator looks after her team: who can open, who has how much, and the team's key."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from upstander.core.errors import NotAllowed
from upstander.support.actions.team import (
    admit,
    keep_recovery,
    recover_team,
    rotate_key,
    set_up_team,
)
from upstander.support.forms.team import RecoveryForm
from upstander.support.models import Team
from upstander.support.queries.keys import Hand
from upstander.support.queries.team import (
    current_key,
    load_of,
    members_of,
    must_change_key,
    organisations_of,
)
from upstander.support.rules import COORDINATING_ROLES
from upstander.support.views.opening import ask_for_password, hand_of, worker


def _mine(request: HttpRequest) -> dict[int, Any]:
    found = organisations_of(worker(request), COORDINATING_ROLES)
    if not found:
        raise Http404
    return found


def _team_or_404(request: HttpRequest, pk: int) -> Team:
    rows = Team.objects.filter(organisation__in=list(_mine(request)))
    return get_object_or_404(rows.select_related("organisation"), pk=pk)


@require_safe
def choose(request: HttpRequest) -> HttpResponse:
    """Straight to her team where she has one; else the list, with those to set up."""
    organisations = _mine(request)
    teams = list(Team.objects.filter(organisation__in=list(organisations)))
    have = {team.organisation_id for team in teams}
    missing = [row for pk, row in organisations.items() if pk not in have]
    if len(teams) == 1 and not missing:
        return redirect("support:team", teams[0].pk)
    return render(request, "support/desk/teams.html", {"teams": teams, "missing": missing})


@require_safe
def show(request: HttpRequest, pk: int) -> HttpResponse:
    """Members, keys, clocks."""
    team = _team_or_404(request, pk)
    return _page(request, team, RecoveryForm())


def _page(request: HttpRequest, team: Team, form: RecoveryForm) -> HttpResponse:
    members = members_of(team)
    context = {
        "team": team,
        "members": members,
        "load": load_of(team, timezone.localdate()),
        "key": current_key(team),
        "must_change": must_change_key(team),
        "can_open": any(m.can_open and m.user == request.user for m in members),
        "form": form,
    }
    return render(request, "support/desk/team.html", context)


def set_up(request: HttpRequest, pk: int) -> HttpResponse:
    """A first pair for an organisation, and the recovery key, once."""
    organisation = _mine(request).get(pk)
    if organisation is None:
        raise Http404
    if request.method != "POST":
        return render(request, "support/desk/set_up.html", {"organisation": organisation})
    return _with_key(request, lambda hand: set_up_team(organisation, by=hand.user), organisation)


@require_POST
def give_access(request: HttpRequest, pk: int, user: int) -> HttpResponse:
    """The team's key for a member who has none."""
    team, hand = _team_or_404(request, pk), hand_of(request)
    if hand is None:
        return ask_for_password(request)
    member = next((m for m in members_of(team) if m.user.pk == user), None)
    if member is None:
        raise Http404
    try:
        admit(team, member.user, by=hand)
    except NotAllowed as why:
        messages.error(request, str(why))
    else:
        done = _("%(name)s can open requests now.") % {"name": member.user.name}
        messages.success(request, done)
    return redirect("support:team", pk)


def change_key(request: HttpRequest, pk: int) -> HttpResponse:
    """A new pair, after a page that says what this means; the new recovery key, once."""
    team = _team_or_404(request, pk)
    if request.method != "POST":
        context = {"team": team, "key": current_key(team)}
        return render(request, "support/desk/change_key.html", context)
    if request.POST.get("number") != str(current_key(team).number):  # a page of before
        messages.error(
            request, _("Someone changed this a moment ago. Reload the page to see it now.")
        )
        return redirect("support:team", pk)
    return _with_key(request, lambda hand: rotate_key(team, by=hand), team.organisation)


@require_POST
def recover(request: HttpRequest, pk: int) -> HttpResponse:
    """The printed key opens the team when nobody's key does."""
    team, form = _team_or_404(request, pk), RecoveryForm(request.POST)
    hand = hand_of(request)
    if hand is None:
        return ask_for_password(request)
    if form.is_valid():
        try:
            recovery = recover_team(team, form.cleaned_data["recovery_key"], by=hand.user)
            return _once(request, team, recovery)
        except NotAllowed as why:
            form.add_error("recovery_key", str(why))
    return _page(request, team, form)


@require_POST
def keep_key(request: HttpRequest, pk: int) -> HttpResponse:
    """The recovery key is printed or copied, and kept safe."""
    team = _team_or_404(request, pk)
    keep_recovery(team, by=request.user)  # type: ignore[arg-type]
    return redirect("support:team", pk)


def _with_key(request: HttpRequest, act: Callable[[Hand], str], place: Any) -> HttpResponse:
    hand = hand_of(request)
    if hand is None:
        return ask_for_password(request)
    try:
        recovery = act(hand)
    except NotAllowed as why:
        messages.error(request, str(why))
        return redirect("support:teams")
    return _once(request, Team.objects.get(organisation=place), recovery)


def _once(request: HttpRequest, team: Team, recovery: str) -> HttpResponse:
    context = {"team": team, "groups": recovery.split("-"), "today": timezone.localdate()}
    return render(request, "support/desk/recovery_key.html", context)
