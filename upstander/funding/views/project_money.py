"""The projects that an award pays for: budget against cost, and how it is shared out."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from upstander.core.errors import NotAllowed, allowed
from upstander.funding.actions.project_money import share_award
from upstander.funding.forms.project_money import ShareForm
from upstander.funding.queries.project_money import shares_of, stamp_of
from upstander.funding.rules.award import may_write
from upstander.funding.rules.project_money import may_share
from upstander.funding.states import AwardState
from upstander.funding.views.award import award_or_404
from upstander.network.interface import memberships_of


def projects(request: HttpRequest, reference: str) -> HttpResponse:
    """For its own people a form as long as the award runs; for the funder what it may see."""
    award, mine = award_or_404(request, reference), list(memberships_of(request.user))
    if award.state in (AwardState.RECORDED, AwardState.DECLINED):
        raise Http404
    is_own, may_edit = allowed(may_write, mine, award), allowed(may_share, mine, award)
    shares, stamp = shares_of(award, timezone.localdate(), is_own=is_own), stamp_of(award)
    form, status = ShareForm(request.POST or None, shares=shares, stamp=stamp), 200
    if may_edit and form.is_valid():
        try:
            seen = form.cleaned_data["seen"]
            share_award(award, form.amounts(), seen=seen, by=request.user)  # type: ignore[arg-type]
        except NotAllowed as why:
            form.add_error(None, str(why))
            data, status = request.POST.copy(), 409
            data["seen"] = stamp_of(award)
            form.data = data
        else:
            messages.success(request, _("Saved."))
            return redirect("funding:award-projects", reference)
    context = {"award": award, "shares": shares, "form": form if may_edit else None}
    return render(request, "funding/desk/award_projects.html", context, status=status)
