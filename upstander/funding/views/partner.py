"""Partners: the applicant names and asks them, they say yes or no at their own desk."""

from typing import Any, NamedTuple
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from upstander.core.errors import NotAllowed, allowed
from upstander.funding.actions.partner import (
    ask_partner,
    change_partner,
    name_partner,
    remove_partner,
    settle_partner,
)
from upstander.funding.forms.partner import NewPartnerForm, PartnerForm
from upstander.funding.models import Application, Partner
from upstander.funding.queries.application import (
    faults_of_application,
    partners_to_name,
    partnerships_of,
    places_of,
    version_of_partner,
    without_signer,
)
from upstander.funding.queries.application_read import by_region, said
from upstander.funding.rules import application as rules
from upstander.funding.states import PARTNER_MOVES, PartnerState
from upstander.funding.views.application import application_or_404
from upstander.funding.views.application_do import sure
from upstander.funding.views.application_steps import place_of
from upstander.network.interface import memberships_of


class Question(NamedTuple):
    """A page that asks whether one is sure."""

    title: Any
    text: Any
    button: Any


REMOVE = Question(
    gettext_lazy("Take this partner off the list?"),
    gettext_lazy("What you agreed is deleted, and their people can no longer write here."),
    gettext_lazy("Take it off"),
)
CONFIRM = Question(
    gettext_lazy("Confirm that you take part?"),
    gettext_lazy("The funder reads that your organisation takes part in this work as described."),
    gettext_lazy("Yes, we take part"),
)
DECLINE = Question(
    gettext_lazy("Say no to this?"),
    gettext_lazy("The organisation that applies sees that you do not take part."),
    gettext_lazy("No, we do not take part"),
)
SETTLING = {
    "confirm": (CONFIRM, PartnerState.CONFIRMED),
    "decline": (DECLINE, PartnerState.DECLINED),
}


def index(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The partners, and a form for one more."""
    application = application_or_404(request, pk)
    rows = list(partners_to_name(application))
    form = NewPartnerForm(request.POST or None, organisations=rows)
    if form.is_valid():
        organisation = form.cleaned_data["organisation"]
        try:
            name_partner(application, organisation, form.terms(), by=request.user)  # type: ignore[arg-type]
        except NotAllowed as why:
            form.add_error(None, str(why))
        else:
            messages.success(request, _("The partner is on the list. Ask them to confirm."))
            return redirect("funding:application-partners", pk)
    mine = list(memberships_of(request.user))
    partners = list(application.partners.select_related("organisation"))
    context = {
        "application": application,
        "form": form,
        "partners": partners,
        "unanswerable": without_signer(partners),
        "may_manage": allowed(rules.may_manage, mine, application),
        "faults": [f for f in faults_of_application(application) if f.section == "partners"],
        **place_of("partners"),
    }
    return render(request, "funding/desk/application_partners.html", context)


def edit(request: HttpRequest, pk: UUID, number: int) -> HttpResponse:
    """Change what was agreed. Words are kept where someone else changed it meanwhile."""
    application, partner = _of(request, pk, number)
    seen = version_of_partner(partner)
    initial = {name: getattr(partner, name) for name in ("role", "agreement", "share")}
    form = PartnerForm(request.POST or None, initial=initial)
    if form.is_valid():
        drawn = request.POST.get("_seen", "")
        try:
            changed = change_partner(partner, form.terms(), drawn, by=request.user)  # type: ignore[arg-type]
        except NotAllowed as why:
            form.add_error(None, str(why))
        else:
            messages.success(request, _said_of(partner, changed))
            return redirect("funding:application-partners", pk)
    context = {
        "application": application,
        "partner": partner,
        "form": form,
        "seen": seen,
        "is_settled": PartnerState.NAMED in PARTNER_MOVES[PartnerState(partner.state)],
        "theirs": initial if form.non_field_errors() else None,
        **place_of("partners"),
    }
    status = 409 if form.non_field_errors() else 200
    return render(request, "funding/desk/application_partner.html", context, status=status)


def _said_of(before: Partner, after: Partner) -> str:
    if before.state != after.state:
        return _("Saved. Ask this partner again: what they said yes to has changed.")
    return _("Saved.")


def _of(request: HttpRequest, pk: UUID, number: int) -> tuple[Application, Partner]:
    application = application_or_404(request, pk)
    rows = application.partners.select_related("organisation", "application")
    return application, get_object_or_404(rows, pk=number)


@require_POST
def ask(request: HttpRequest, pk: UUID, number: int) -> HttpResponse:
    """Ask the partner to confirm."""
    _application, partner = _of(request, pk, number)
    try:
        ask_partner(partner, by=request.user)  # type: ignore[arg-type]
        messages.success(
            request, _("Asked. A coordinator of this organisation answers at their desk.")
        )
    except NotAllowed as why:
        messages.error(request, str(why))
    return redirect("funding:application-partners", pk)


def remove(request: HttpRequest, pk: UUID, number: int) -> HttpResponse:
    """Take a partner off the list."""
    _application, partner = _of(request, pk, number)
    back = reverse("funding:application-partners", args=[pk])
    if request.method != "POST":
        return sure(request, REMOVE, back, partner.organisation)
    try:
        remove_partner(partner, by=request.user)  # type: ignore[arg-type]
    except NotAllowed as why:
        messages.error(request, str(why))
    return redirect(back)


@require_safe
def asked(request: HttpRequest, number: int) -> HttpResponse:
    """What a partner is asked to confirm, as its coordinator reads it."""
    user: Any = request.user
    partner = get_object_or_404(partnerships_of(user), pk=number)
    mine, call = list(memberships_of(user)), partner.application.call
    kind = partner.application.kind
    context = {
        "partner": partner,
        "application": partner.application,
        "title": said(call, call, "title"),
        "kind": said(call, kind, "name") if kind else "",
        "regions": by_region(places_of(partner.application)),
        "deeds": [
            (name, question)
            for name, (question, to) in SETTLING.items()
            if allowed(rules.may_settle_partner, mine, partner, to)
        ],
    }
    return render(request, "funding/desk/partnership.html", context)


def settle(request: HttpRequest, number: int, name: str) -> HttpResponse:
    """Confirm or decline, after a page that says what it means."""
    user: Any = request.user
    question, to = SETTLING[name]
    partner = get_object_or_404(partnerships_of(user), pk=number)
    back = reverse("funding:partnership", args=[number])
    if request.method != "POST":
        seen = version_of_partner(partner)
        context = {"deed": question, "back": back, "about": partner.organisation, "seen": seen,
                   "partner": partner}  # fmt: skip
        return render(request, "funding/desk/application_sure.html", context)
    try:
        settle_partner(partner, to, request.POST.get("_seen", ""), by=user)
        messages.success(request, _("Thank you. The organisation that applies sees your answer."))
    except NotAllowed as why:
        messages.error(request, str(why))
    return redirect(back)
