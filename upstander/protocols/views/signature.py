"""Signatures at the desk: who was asked, who signed, and what is done with it."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters

from upstander.core.errors import NotAllowed, allowed
from upstander.network.interface import memberships_of
from upstander.protocols.actions.signature import (
    ask_partner,
    make_link,
    record_answer,
    take_back_signature,
)
from upstander.protocols.forms.signature import LinkForm, PartnerForm, RecordForm
from upstander.protocols.models import Signature, Version
from upstander.protocols.queries.publication import shown_version
from upstander.protocols.queries.signature import (
    partners_to_ask,
    proof_of,
    signatures_kept_by,
    signatures_of,
    valid_signatures,
    validities_of,
)
from upstander.protocols.rules.signature import (
    LINK_DAYS,
    may_settle,
    may_take_back,
    must_be_signing,
)
from upstander.protocols.views.signature_deeds import DEEDS, deeds_for
from upstander.protocols.views.version import version_or_404

PAGE = "protocols/desk/signature_"


def _signature(request: HttpRequest, pk: int) -> Signature:
    """One that still waits for an answer, of her organisation. What was sent late is told why."""
    row = get_object_or_404(signatures_kept_by(request.user), pk=pk)  # type: ignore[arg-type]
    if request.method != "POST" and not allowed(may_settle, memberships_of(request.user), row):
        raise Http404
    return row


def show(request: HttpRequest, pk: int) -> HttpResponse:
    """Who was asked and what they said; ask one more."""
    version = version_or_404(request, pk)
    form = PartnerForm(request.POST or None, partners=partners_to_ask(version))
    if form.is_valid():
        try:
            ask_partner(version, form.cleaned_data["partner"], by=request.user)  # type: ignore[arg-type]
            messages.success(request, _("This partner can sign now."))
        except NotAllowed as why:
            messages.error(request, str(why))
        return redirect("protocols:signatures", pk)
    mine, rows = list(memberships_of(request.user)), signatures_of(version)
    deeds = deeds_for(version, mine)
    first = next((row for row in deeds if row[1].is_main), None)
    context = {
        "version": version,
        "rows": [
            (row, allowed(may_settle, mine, row), allowed(may_take_back, mine, row))
            for row in _with(version, rows)
        ],
        "proof": proof_of(version, rows),
        "validities": validities_of(version),
        "first": first,
        "deeds": [row for row in deeds if row is not first],
        "form": form if allowed(must_be_signing, version) and partners_to_ask(version) else None,
        "is_public": shown_version(version.protocol_id, version.number) is not None,
    }
    return render(request, f"{PAGE}page.html", context)


def _with(version: Version, rows: list[Signature]) -> list[Signature]:
    for row in rows:
        row.of = version
    return rows


def do(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """A deed, after a page that says what it means; words that were typed stay."""
    version, deed = version_or_404(request, pk), DEEDS.get(name)
    if deed is None:
        raise Http404
    is_sent, status = request.method == "POST", 200
    back = reverse("protocols:signatures", args=[pk])
    form = deed.form(request.POST if is_sent else None, version=version, initial=request.GET)
    try:
        deed.rule(list(memberships_of(request.user)), version)
        if is_sent and form.is_valid():
            deed.act(version, form, request.user)  # type: ignore[arg-type]
            messages.success(request, deed.done)
            return redirect(back)
    except NotAllowed as why:
        if not is_sent or not form.visible_fields():
            messages.error(request, str(why))
            return redirect(reverse("protocols:version", args=[pk]) if name == "sign" else back)
        form.add_error(None, str(why))
        status = 409
    context = {"version": version, "deed": deed, "form": form, "back": back, "name": name}
    return render(request, f"{PAGE}deed.html", context, status=status)


@sensitive_post_parameters("name", "role", "reason")
def record(request: HttpRequest, pk: int) -> HttpResponse:
    """What a partner said in person."""
    row = _signature(request, pk)
    form = RecordForm(request.POST or None)
    if form.is_valid():
        try:
            record_answer(row, form.answered(), form.cleaned_data["day"], by=request.user)  # type: ignore[arg-type]
        except NotAllowed as why:
            form.add_error(None, str(why))
        else:
            messages.success(request, _("It is recorded."))
            return redirect("protocols:signatures", row.of_id)
    context = {"version": row.of, "signature": row, "form": form}
    return render(request, f"{PAGE}record.html", context)


def take_back(request: HttpRequest, pk: int) -> HttpResponse:
    """A signature no longer counts, after a page that asks; its partner can answer anew."""
    row = get_object_or_404(signatures_kept_by(request.user), pk=pk)  # type: ignore[arg-type]
    try:
        may_take_back(memberships_of(request.user), row)  # type: ignore[arg-type]
        if request.method != "POST":
            return render(request, f"{PAGE}take_back.html", {"version": row.of, "signature": row})
        take_back_signature(row, by=request.user)  # type: ignore[arg-type]
        messages.success(request, _("This partner can sign now."))
    except NotAllowed as why:
        messages.error(request, str(why))
    return redirect("protocols:signatures", row.of_id)


def link(request: HttpRequest, pk: int) -> HttpResponse:
    """Make a link for a partner. It is shown on this one answer, and kept nowhere."""
    row = _signature(request, pk)
    form = LinkForm(request.POST or None, initial={"language": row.of.source_language})
    context: dict[str, Any] = {"version": row.of, "signature": row, "days": LINK_DAYS}
    if form.is_valid():
        try:
            secret = make_link(row, by=request.user)  # type: ignore[arg-type]
        except NotAllowed as why:
            form.add_error(None, str(why))
        else:
            with translation.override(form.cleaned_data["language"]):
                path = reverse("protocols-public:sign", args=[secret])
            context["address"] = f"{settings.PUBLIC_URL}{path}"
            context["signature"] = valid_signatures(row.of).get(partner=row.partner)
    return render(request, f"{PAGE}link.html", {**context, "form": form})
