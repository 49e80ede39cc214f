"""Deeds with an application, each after a page that asks whether one is sure."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from upstander.core.errors import NotAllowed, allowed
from upstander.funding.actions.application import (
    add_collaborator,
    allow_late,
    remove_collaborator,
)
from upstander.funding.forms.application import PersonForm
from upstander.funding.forms.partner import LateForm
from upstander.funding.queries.application import calls_to_except, people_to_invite
from upstander.funding.queries.application_read import said
from upstander.funding.rules import application as rules
from upstander.funding.views.application import application_or_404
from upstander.funding.views.application_deeds import DEEDS
from upstander.funding.views.application_steps import place_of
from upstander.network.interface import memberships_of, organisations


def sure(request: HttpRequest, deed: Any, back: str, about: Any) -> HttpResponse:
    """The page that asks. `deed` has title, text and button; `about` is named in the page."""
    context = {"deed": deed, "back": back, "about": about}
    return render(request, "funding/desk/application_sure.html", context)


def do(request: HttpRequest, pk: UUID, name: str) -> HttpResponse:
    """Take back, take up, withdraw."""
    application, deed = application_or_404(request, pk), DEEDS[name]
    back = reverse("funding:application", args=[pk])
    try:
        deed.rule(list(memberships_of(request.user)), application)
        if request.method != "POST":
            return sure(request, deed, back, application.organisation)
        deed.act(application, by=request.user)
        messages.success(request, deed.done)
    except NotAllowed as why:
        messages.error(request, str(why))
    return redirect(back)


def people(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Who writes in it; let someone of a partner in."""
    application = application_or_404(request, pk)
    mine = list(memberships_of(request.user))
    may_manage = allowed(rules.may_manage, mine, application)
    form = PersonForm(request.POST or None, people=people_to_invite(application))
    if form.is_valid():
        try:
            add_collaborator(application, form.cleaned_data["person"], by=request.user)  # type: ignore[arg-type]
        except NotAllowed as why:
            form.add_error(None, str(why))
        else:
            messages.success(request, _("This person can write in the application now."))
            return redirect("funding:application-people", pk)
    context = {
        "application": application,
        "form": form,
        "rows": application.collaborators.select_related("user"),
        "may_manage": may_manage,
        **place_of("people"),
    }
    return render(request, "funding/desk/application_people.html", context)


def person_out(request: HttpRequest, pk: UUID, number: int) -> HttpResponse:
    """She no longer writes in it."""
    application = application_or_404(request, pk)
    row = get_object_or_404(application.collaborators.select_related("user"), pk=number)
    if request.method == "POST":
        try:
            remove_collaborator(row, by=request.user)  # type: ignore[arg-type]
            messages.success(request, _("This person no longer writes in the application."))
        except NotAllowed as why:
            messages.error(request, str(why))
    return redirect("funding:application-people", pk)


def late(request: HttpRequest, key: str) -> HttpResponse:
    """Someone of the funder lets one organisation apply after the call has closed."""
    user: Any = request.user
    call = get_object_or_404(calls_to_except(user), key=key)
    form = LateForm(request.POST or None, call=call, organisations=list(organisations()))
    if form.is_valid():
        try:
            allow_late(call, **form.cleaned_data, by=user)
        except NotAllowed as why:
            form.add_error(None, str(why))
        else:
            messages.success(request, _("This organisation can apply until then."))
            return redirect("funding:late", key)
    rows = call.late_exceptions.select_related("organisation", "made_by")
    context = {
        "call": call,
        "title": said(call, call, "title"),
        "closes": rules.moment_of(call, call.closes_at),
        "form": form,
        "rows": [(row, rules.moment_of(call, row.until)) for row in rows],
    }
    return render(request, "funding/desk/application_late.html", context)
