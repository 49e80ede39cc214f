"""Summaries of years at the desk: the list, one to read, to write and to agree."""

from collections.abc import Iterable

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from upstander.action.actions.summary import agree_summary, change_summary, write_summary
from upstander.action.forms.summary import AgreeForm, SummaryForm
from upstander.action.models import AnnualSummary
from upstander.action.queries.duty import Is, Told, summaries_of_spokes
from upstander.action.queries.summary import reports_said, summaries_visible_to
from upstander.action.rules import summary as rules
from upstander.core.errors import NotAllowed, allowed, refusal
from upstander.network.interface import WRITING_ROLES, memberships_of, writes_for

PAGE = "action/desk/summary_"


def _summary_or_404(request: HttpRequest, pk: int) -> AnnualSummary:
    return get_object_or_404(summaries_visible_to(request.user), pk=pk)  # type: ignore[arg-type]


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """All that she may read, the latest year first; for hub and funder how each spoke stands."""
    today = timezone.localdate()
    told = summaries_of_spokes(request.user, today)  # type: ignore[arg-type]
    mine = [m.organisation for m in memberships_of(request.user) if m.role in WRITING_ROLES]
    context = {
        "summaries": summaries_visible_to(request.user),  # type: ignore[arg-type]
        "organisations": sorted(set(mine), key=lambda organisation: organisation.name),
        "told": told,
        "year": today.year,
        "last_year": today.year - 1,
        "met": _places(row for row in told if row.duty.standing is Is.MET),
        "unshown": _places(row for row in told if row.duty.standing is Is.UNSHOWN),
        "all": _places(told),
    }
    return render(request, f"{PAGE}list.html", context)


def _places(told: Iterable[Told]) -> int:
    """How many communities they serve together."""
    return len({place.pk for row in told for place in row.communities})


@require_safe
def show(request: HttpRequest, pk: int) -> HttpResponse:
    """One, and what she may do with it."""
    summary, mine = _summary_or_404(request, pk), list(memberships_of(request.user))
    is_own = writes_for(mine, summary.organisation_id)
    context = {
        "summary": summary,
        "subject": f"summary:{summary.pk}",
        "is_own": is_own,
        "reports": reports_said(summary, is_own=is_own),
        "may_change": allowed(rules.may_change, mine, summary),
        "who_agrees": refusal(rules.may_agree, mine, summary, timezone.localdate()),
    }
    return render(request, f"{PAGE}page.html", context)


def new(request: HttpRequest, organisation: int) -> HttpResponse:
    """Write the summary of a year; the last one is proposed."""
    mine = list(memberships_of(request.user))
    found = next((m.organisation for m in mine if m.organisation_id == organisation), None)
    if found is None or not allowed(rules.may_write, mine, organisation):
        raise Http404
    form = SummaryForm(request.POST or None, initial={"year": timezone.localdate().year - 1})
    if form.is_valid():
        try:
            summary = write_summary(found, form.values(), by=request.user)  # type: ignore[arg-type]
        except NotAllowed as why:
            form.add_error(None, str(why))
        else:
            messages.success(request, _("Saved."))
            return redirect("action:summary", summary.pk)
    return render(request, f"{PAGE}form.html", {"form": form, "organisation": found})


def change(request: HttpRequest, pk: int) -> HttpResponse:
    """Other words; who comes second is told and keeps hers."""
    summary, mine = _summary_or_404(request, pk), list(memberships_of(request.user))
    if not writes_for(mine, summary.organisation_id):
        raise Http404
    form, status = SummaryForm(request.POST or None, row=summary), 200
    if form.is_valid():
        try:
            change_summary(summary, form.values(), seen=form.version, by=request.user)  # type: ignore[arg-type]
        except NotAllowed as why:
            form.add_error(None, str(why))
            form.drawn_from(_summary_or_404(request, pk).version)
            status = 409
        else:
            messages.success(request, _("Saved."))
            return redirect("action:summary", pk)
    fields = SummaryForm(row=summary).fields
    was = [(fields[name].label, getattr(summary, name)) for name in ("words", "reports")]
    context = {"form": form, "summary": summary, "organisation": summary.organisation}
    context["was"] = was if status == 409 else []
    return render(request, f"{PAGE}form.html", context, status=status)


def agree(request: HttpRequest, pk: int) -> HttpResponse:
    """It stays as it is, after a page that asks."""
    summary, mine = _summary_or_404(request, pk), list(memberships_of(request.user))
    if not writes_for(mine, summary.organisation_id):
        raise Http404
    form = AgreeForm(request.POST or None, row=summary)
    try:
        rules.may_agree(mine, summary, timezone.localdate())
        if not form.is_valid():
            return render(request, f"{PAGE}agree.html", {"summary": summary, "form": form})
        agree_summary(summary, seen=form.version, by=request.user)  # type: ignore[arg-type]
        messages.success(request, _("The summary is agreed."))
    except NotAllowed as why:
        messages.error(request, str(why))
    return redirect("action:summary", pk)
