"""The projects that an award pays for, and the choice of the lines that pay for one of them."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from upstander.action.interface import projects_of
from upstander.core.errors import NotAllowed, allowed, refusal
from upstander.funding.actions.project_money import pay_for_project
from upstander.funding.forms.project_money import PaymentForm
from upstander.funding.queries.project_money import choice_of, shares_of
from upstander.funding.rules.award import may_write
from upstander.funding.rules.project_money import may_share
from upstander.funding.states import FREED_AWARD_STATES, AwardState
from upstander.funding.views.award import award_or_404
from upstander.network.interface import memberships_of


@require_safe
def projects(request: HttpRequest, reference: str) -> HttpResponse:
    """The lines of the award, and what each project gets and cost; for the funder what it may see.

    For its own people a way to choose, as long as the award runs.
    """
    award, mine = award_or_404(request, reference), list(memberships_of(request.user))
    if award.state in (AwardState.RECORDED, *FREED_AWARD_STATES):
        raise Http404
    is_own, may_edit = allowed(may_write, mine, award), allowed(may_share, mine, award)
    shares = shares_of(award, timezone.localdate(), is_own=is_own)
    context = {"award": award, "shares": shares, "may_edit": may_edit}
    return render(request, "funding/desk/award_projects.html", context)


def choose(request: HttpRequest, reference: str, pk: int) -> HttpResponse:
    """Which lines of the award pay for a project, and which for what its activities cost."""
    award, mine = award_or_404(request, reference), list(memberships_of(request.user))
    why_not = refusal(may_share, mine, award)
    if not allowed(may_write, mine, award) or (why_not and not request.POST):
        raise Http404
    own = projects_of(award.organisation).filter(currency=award.call.currency)
    project, choice = get_object_or_404(own, pk=pk), choice_of(award, pk)
    form = PaymentForm(request.POST or None, choice=choice, currency=award.call.currency)
    status = 200
    if why_not:  # it was closed while she typed
        form.add_error(None, why_not)
        status = 409
    elif form.is_valid():
        try:
            seen = form.cleaned_data["seen"]
            pay_for_project(award, pk, form.payment(), seen=seen, by=request.user)  # type: ignore[arg-type]
        except NotAllowed as why:
            form.add_error(None, str(why))
            data, status = request.POST.copy(), 409
            data["seen"] = choice_of(award, pk).stamp
            form.data = data
        else:
            messages.success(request, _("Saved."))
            return redirect("action:project", pk)
    context = {"award": award, "project": project, "form": form, "choice": choice}
    return render(request, "funding/desk/project_money_form.html", context, status=status)
