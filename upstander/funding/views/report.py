"""A report is read, written and sent."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from upstander.core.errors import NotAllowed, allowed
from upstander.funding.actions.report import save_report, submit_report
from upstander.funding.forms.report import ReportForm
from upstander.funding.models import Award, Report
from upstander.funding.queries.project_lines import spent_by_cost
from upstander.funding.queries.project_money import words_of_projects
from upstander.funding.rules.award import said
from upstander.funding.rules.report import may_edit_report, may_submit_report, with_pieces
from upstander.funding.states import OPEN_REPORT_STATES
from upstander.funding.views.award import award_or_404
from upstander.funding.views.award_deeds import REPORT_DEEDS, deeds_for
from upstander.network.interface import memberships_of


def report(request: HttpRequest, reference: str, kind: str) -> HttpResponse:
    """The report as it stands; for those who write it, its form."""
    award = award_or_404(request, reference)
    row = get_object_or_404(award.reports, kind=kind)
    if request.method == "POST":
        return _write(request, award, row)
    may_edit = allowed(may_edit_report, list(memberships_of(request.user)), row, award)
    return _page(request, award, row, ReportForm(report=row) if may_edit else None)


def _write(request: HttpRequest, award: Award, row: Report) -> HttpResponse:
    if "fill" in request.POST:
        return _fill(request, award, row)
    form, is_sent = ReportForm(request.POST, report=row), "submit" in request.POST
    if not form.is_valid():
        return _page(request, award, row, form)
    try:
        action = submit_report if is_sent else save_report
        action(row, form.words(), by=request.user)  # type: ignore[arg-type]
    except NotAllowed as why:
        form.add_error(None, str(why))
        return _refused(request, award, form, kind=row.kind)
    if is_sent:
        messages.success(request, _("The report is sent."))
        return redirect("funding:award", award.reference)
    messages.success(request, _("Saved. It is not sent yet."))
    return redirect("funding:report", award.reference, row.kind)


def _fill(request: HttpRequest, award: Award, row: Report) -> HttpResponse:
    """What the projects say goes below what she typed, and what they cost where she typed nothing.

    Over an amount of hers only when she asks for that. Nothing is saved before she saves.
    """
    if not allowed(may_edit_report, list(memberships_of(request.user)), row, award):
        return redirect("funding:report", award.reference, row.kind)
    data, is_new = request.POST.copy(), False
    pieces = words_of_projects(award, timezone.localdate())
    for name, found in zip(("activities", "outcomes"), pieces, strict=True):
        typed = data.get(name, "")
        data[name] = with_pieces(typed, found)
        is_new = is_new or data[name] != typed
    sums, loose = spent_by_cost(award, timezone.localdate())
    form = ReportForm(data, report=row)
    is_new |= form.fill(sums, is_over=request.POST["fill"] == "over")
    says = _("It stands below what you wrote. Read it, then save.")
    if not is_new:
        says = _("There is nothing new. Say first, with the award, which projects it pays for.")
    messages.info(request, says)
    if loose:
        amount = {"amount": said(loose, award.call.currency)}
        says = _("%(amount)s was spent on activities for which no line is named yet.")
        messages.info(request, says % amount)
    return _page(request, award, row, form)


def _refused(request: HttpRequest, award: Award, form: ReportForm, *, kind: str) -> HttpResponse:
    """Her words stay; where someone saved meanwhile, what was saved stands below them."""
    now, other = award.reports.get(kind=kind), None
    if now.version != form.cleaned_data["seen"]:
        data = request.POST.copy()
        data["seen"] = str(now.version)
        other, form.data = now, data
    return _page(request, award, now, form, other=other)


def _page(
    request: HttpRequest, award: Award, row: Report, form: ReportForm | None, **more: Any
) -> HttpResponse:
    mine = list(memberships_of(request.user))
    context: dict[str, Any] = {
        "award": award,
        "report": row,
        "form": form,
        "lines": row.lines.select_related("cost"),
        "may_submit": allowed(may_submit_report, mine, row, award),
        "is_empty": form is None and row.state in OPEN_REPORT_STATES,
        "deeds": deeds_for(REPORT_DEEDS, row, award, mine, request.user),  # type: ignore[arg-type]
    }
    status = 409 if form is not None and form.non_field_errors() else 200
    return render(request, "funding/desk/award_report.html", context | more, status=status)
