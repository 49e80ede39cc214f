"""What is done with a partner: add, change, end, begin again."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from upstander.network.interface import memberships_of
from upstander.partnership.actions.partner import (
    add_partner,
    begin_again,
    change_partner,
    end_partner,
    name_no_longer,
)
from upstander.partnership.forms.fields import EndForm
from upstander.partnership.forms.partner import PartnerForm
from upstander.partnership.queries.partner import own_partners
from upstander.partnership.queries.partner_read import words_of
from upstander.partnership.views.keeping import form_page, organisation_or_404, saved, seen_of

FORM, DEED = "partnership/desk/partner_form.html", "partnership/desk/partner_deed.html"


def new(request: HttpRequest, pk: int) -> HttpResponse:
    """Add a partner."""
    user: Any = request.user
    organisation = organisation_or_404(user, pk)
    mine = list(memberships_of(user))
    form = PartnerForm(request.POST or None, organisation=organisation, mine=mine, partner=None)
    partner = saved(form, lambda: add_partner(organisation, form.terms(), by=user))
    if partner:
        messages.success(request, _("Saved."))
        return redirect("partnership:partner", partner.pk)
    return form_page(request, FORM, form, None, words_of, organisation=organisation)


def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change what is known of a partner; nobody writes over what another tab saved."""
    user: Any = request.user
    partner = get_object_or_404(own_partners(user), pk=pk)
    organisation, mine = partner.organisation, list(memberships_of(user))
    form = PartnerForm(request.POST or None, organisation=organisation, mine=mine, partner=partner)
    if saved(form, lambda: change_partner(partner, form.terms(), seen_of(request), by=user)):
        messages.success(request, _("Saved."))
        return redirect("partnership:partner", pk)
    return form_page(request, FORM, form, partner, words_of, organisation=organisation)


def end(request: HttpRequest, pk: int) -> HttpResponse:
    """The partnership ends on a day."""
    user: Any = request.user
    partner = get_object_or_404(own_partners(user), pk=pk)
    form = EndForm(request.POST or None, initial={"day": timezone.localdate()})

    def act() -> None:
        end_partner(partner, form.cleaned_data["day"], seen_of(request), by=user)

    if saved(form, act):
        messages.success(request, _("Saved."))
        return redirect("partnership:partner", pk)
    return form_page(request, DEED, form, partner, words_of, is_end=True)


def unname(request: HttpRequest, pk: int) -> HttpResponse:
    """Pages for everyone name it no longer, after a page that asks; also when it is over."""
    user: Any = request.user
    partner = get_object_or_404(own_partners(user), pk=pk)
    if request.method != "POST" and partner.is_named_in_public:
        return render(request, "partnership/desk/partner_unname.html", {"partner": partner})
    if request.method == "POST":
        name_no_longer(partner, by=user)
        messages.success(request, _("Saved."))
    return redirect("partnership:partner", pk)


def again(request: HttpRequest, pk: int) -> HttpResponse:
    """What has ended begins again, as a new partnership."""
    user: Any = request.user
    partner = get_object_or_404(own_partners(user), pk=pk)
    form = EndForm(request.POST or None, initial={"day": timezone.localdate()})
    new_one = saved(form, lambda: begin_again(partner, form.cleaned_data["day"], by=user))
    if new_one:
        messages.success(request, _("Saved."))
        return redirect("partnership:partner", new_one.pk)
    return form_page(request, DEED, form, partner, words_of, is_end=False)
