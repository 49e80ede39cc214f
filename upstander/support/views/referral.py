"""A referral on its way: agreed, taken back, accepted, declined, ended."""

from collections.abc import Callable
from typing import Any, NamedTuple
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext_lazy as _

from upstander.accounts.interface import User
from upstander.core.errors import NotAllowed, allowed
from upstander.network.interface import memberships_of
from upstander.support import rules
from upstander.support.actions import referral as actions
from upstander.support.forms import staff
from upstander.support.models import Referral
from upstander.support.queries.keys import Hand
from upstander.support.states import ReferralState
from upstander.support.views.opening import ask_for_password, case_or_404, hand_of, keep


class Step(NamedTuple):
    """As a deed, about a referral."""

    title: Any
    text: Any
    button: Any
    done: Any
    form: type[staff.CaseForm]
    rule: Callable[[list[Any], Referral, User], None]
    act: Callable[[Referral, Any, Hand], Any]


def _ours(*states: str) -> Callable[[list[Any], Referral, User], None]:
    def check(mine: list[Any], referral: Referral, user: User) -> None:
        rules.may_open(mine, referral.case, user)
        if referral.state not in states:
            raise NotAllowed(str(_("This referral has already been dealt with.")))

    return check


def _theirs(mine: list[Any], referral: Referral, user: User) -> None:
    rules.may_answer_referral(mine, referral)


STEPS = {
    "accept": Step(
        _("Accept this request?"),
        _("Your team answers it from now on, and you have it."),
        _("Accept"),
        _("The request is yours now."),
        staff.CaseForm,
        _theirs,
        lambda referral, form, hand: actions.accept_referral(referral, by=hand.user),
    ),
    "decline": Step(
        _("Decline this request?"),
        _("It stays with the team that has it. You can no longer open it."),
        _("Decline"),
        _("Declined. The other team has been told."),
        staff.CaseForm,
        _theirs,
        lambda referral, form, hand: actions.decline_referral(referral, by=hand.user),
    ),
    "agree": Step(
        _("Has the person agreed?"),
        _("Only if the person told you so, by phone or in person. Your name is noted with it."),
        _("The person has agreed"),
        _("The referral is on its way."),
        staff.CaseForm,
        _ours(ReferralState.ASKED),
        lambda referral, form, hand: actions.agree_for_person(referral, by=hand),
    ),
    "withdraw": Step(
        _("Withdraw this referral?"),
        _("The other side can no longer open the request."),
        _("Withdraw"),
        _("The referral is withdrawn."),
        staff.CaseForm,
        _ours(ReferralState.ASKED, ReferralState.OFFERED),
        lambda referral, form, hand: actions.withdraw_referral(referral, by=hand.user),
    ),
    "finish": Step(
        _("What came of the referral?"),
        _("For the team. To tell the person, write to them."),
        _("Save"),
        _("The outcome is saved."),
        staff.WordsForm,
        _ours(ReferralState.HANDED_OVER),
        lambda referral, form, hand: actions.finish_referral(
            referral, form.cleaned_data["text"], by=hand
        ),
    ),
}


def steps_for(referral: Referral, user: User) -> list[tuple[str, Step]]:
    """What she may do with a referral now."""
    mine = list(memberships_of(user))
    return [
        (name, step) for name, step in STEPS.items() if allowed(step.rule, mine, referral, user)
    ]


def settle(request: HttpRequest, pk: UUID, number: UUID, name: str) -> HttpResponse:
    """One step: a page that says what it means, then the act."""
    case, step = case_or_404(request, pk), STEPS[name]
    referral = get_object_or_404(case.referrals.all(), pk=number)
    hand, data = hand_of(request), request.POST if request.method == "POST" else None
    try:
        step.rule(list(memberships_of(request.user)), referral, request.user)  # type: ignore[arg-type]
        if hand is None:
            return ask_for_password(request)
        form = step.form(data, case=case, hand=hand)
        if form.is_valid():
            step.act(referral, form, hand)
            messages.success(request, step.done)
            return redirect("support:inbox") if name == "decline" else redirect("support:case", pk)
    except NotAllowed as why:
        if request.POST.get("text"):
            return keep(request, str(why))
        messages.error(request, str(why))
        return redirect("support:case", pk)
    context = {"case": case, "deed": step, "name": name, "form": form}
    return render(request, "support/desk/deed.html", context)
