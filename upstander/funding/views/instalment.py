"""Instalments for whoever pays: a list by period, and the same as a table to take along."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_safe

from upstander.audit.interface import record
from upstander.core.tables import csv_bytes
from upstander.funding.forms.award import PeriodForm
from upstander.funding.models import Instalment
from upstander.funding.queries.award_lists import instalments_between
from upstander.network.interface import is_officer, memberships_of


@require_safe
def finance(request: HttpRequest) -> HttpResponse:
    """Instalments of all awards, filtered by day and state."""
    form, rows = _found(request)
    context = {"form": form, "rows": rows, "query": request.GET.urlencode()}
    return render(request, "funding/desk/award_finance.html", context)


@require_safe
def table(request: HttpRequest) -> HttpResponse:
    """The same as CSV, in which no cell runs as a formula."""
    _form, rows = _found(request)
    head = [
        _("Award"), _("Organisation"), _("Number"), _("Amount"), _("Currency"),
        pgettext("instalment", "Due"), _("After"), _("State"), _("Approved by"), _("Approved on"),
        _("Paid by"), _("Paid on"), _("Reference of the payment"),
    ]  # fmt: skip
    facts = {"rows": len(rows)}
    record("instalments.exported", by=f"user:{request.user.pk}", of="instalments", facts=facts)
    answer = HttpResponse(csv_bytes(head, map(_row, rows)), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="instalments.csv"'
    answer["Cache-Control"] = "private, no-store"
    return answer


def _found(request: HttpRequest) -> tuple[PeriodForm, list[Instalment]]:
    if not is_officer(memberships_of(request.user)):
        raise Http404
    form = PeriodForm(request.GET)
    return form, list(instalments_between(**form.cleaned_data)) if form.is_valid() else []


def _row(instalment: Instalment) -> list[Any]:
    award = instalment.award
    return [
        award.reference,
        award.organisation.name,
        instalment.number,
        instalment.amount,
        award.call.currency,
        instalment.due_on,
        instalment.get_paid_after_display(),
        instalment.get_state_display(),
        instalment.approved_by.name if instalment.approved_by else "",
        localdate(instalment.approved_at) if instalment.approved_at else None,
        instalment.paid_by.name if instalment.paid_by else "",
        instalment.paid_on,
        instalment.payment,
    ]
