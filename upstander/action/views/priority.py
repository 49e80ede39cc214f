"""Priorities at the desk: the list by institution, one of them, written and backed by evidence."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from upstander.action.actions import priority as actions
from upstander.action.forms.priority import EvidenceForm, PriorityForm
from upstander.action.models import Priority
from upstander.action.queries.own_number import label_of, own_numbers_of, sees_own_numbers
from upstander.action.queries.priority import (
    evidence_counts,
    is_in_open_round,
    own_organisations,
    priorities_visible_to,
    priority_list,
)
from upstander.action.queries.scoring import open_rounds_of, rounds_of, rounds_to_open
from upstander.action.rules import priority as rules
from upstander.action.views.priority_deeds import deeds_for
from upstander.action.views.survey import organisations_of
from upstander.core.errors import NotAllowed, allowed
from upstander.network.interface import audiences_of, memberships_of


def priority_or_404(request: HttpRequest, pk: int) -> Priority:
    """One that she may see."""
    return get_object_or_404(priorities_visible_to(request.user), pk=pk)  # type: ignore[arg-type]


def own_or_404(request: HttpRequest, pk: int) -> Priority:
    """One of an organisation for which she writes."""
    mine = [row.pk for row in organisations_of(request)]
    rows = Priority.objects.select_related("organisation")
    return get_object_or_404(rows, pk=pk, organisation__in=mine)


@require_safe
def priorities(request: HttpRequest) -> HttpResponse:
    """All that she may see, by the institution that they address."""
    own = organisations_of(request)
    context = {
        "groups": priority_list(request.user),  # type: ignore[arg-type]
        "own": own,
        "is_reader": bool(audiences_of(memberships_of(request.user))),
        "to_score": rounds_to_open(request.user, own),  # type: ignore[arg-type]
        "rounds": open_rounds_of(request.user),  # type: ignore[arg-type]
        "today": timezone.localdate(),
    }
    return render(request, "action/desk/priority_list.html", context)


@require_safe
def priority(request: HttpRequest, pk: int) -> HttpResponse:
    """What it is and what is known; for its own people also who said and scored what."""
    row, mine = priority_or_404(request, pk), list(memberships_of(request.user))
    is_own = row.organisation_id in own_organisations(request.user)  # type: ignore[arg-type]
    in_round = is_in_open_round(row)
    context: dict[str, Any] = {
        "priority": row,
        "subject": f"priority:{row.pk}",
        "communities": row.communities.all(),
        "is_own": is_own,
        "is_late": rules.is_late(row, timezone.localdate()),
        "counts": evidence_counts(row),
        "deeds": deeds_for(mine, row, in_round),
        "may_edit": allowed(rules.may_edit_priority, mine, row, in_round),
        "may_add": allowed(rules.may_add_evidence, mine, row),
        "may_remove": allowed(rules.may_remove_evidence, mine, row),
    }
    if is_own or sees_own_numbers(request.user, row):  # type: ignore[arg-type]
        context["own_numbers"] = own_numbers_of(row)
    if is_own:
        context["evidence"] = row.evidence.filter(counted="").select_related("survey")
        context["reviews"] = row.reviews.select_related("recorded_by")
        context["rounds"] = rounds_of(row)
    return render(request, "action/desk/priority_page.html", context)


def new_priority(request: HttpRequest, organisation: int) -> HttpResponse:
    """Write down what should change."""
    found = {row.pk: row for row in organisations_of(request)}
    holder = found.get(organisation)
    if holder is None:
        return redirect("action:priorities")
    form = PriorityForm(request.POST or None, organisation=holder, initial={"seen": 0})
    title = _("Write down a priority")
    return _write(request, None, form, title, lambda: actions.gather_priority(
        holder, form.cleaned_data, by=request.user  # type: ignore[arg-type]
    ))  # fmt: skip


def edit_priority(request: HttpRequest, pk: int) -> HttpResponse:
    """Write it anew, until it is agreed."""
    row = own_or_404(request, pk)
    start: dict[str, Any] = {name: getattr(row, name) for name in actions.WRITTEN}
    start |= {"seen": row.version, "communities": list(row.communities.all())}
    form = PriorityForm(request.POST or None, organisation=row.organisation, initial=start)
    return _write(request, row, form, row.title, lambda: actions.change_priority(
        row, form.cleaned_data, seen=form.cleaned_data["seen"], by=request.user  # type: ignore[arg-type]
    ))  # fmt: skip


def new_evidence(request: HttpRequest, pk: int) -> HttpResponse:
    """From what it is known that it matters here."""
    row = own_or_404(request, pk)
    form = EvidenceForm(request.POST or None, organisation=row.organisation)
    return _write(request, row, form, _("Add evidence"), lambda: actions.add_evidence(
        row, form.cleaned_data, by=request.user  # type: ignore[arg-type]
    ))  # fmt: skip


def _write(
    request: HttpRequest, row: Priority | None, form: Any, title: str, act: Any
) -> HttpResponse:
    """Draw the form, or do what it says; on a refusal her words stay."""
    status = 200
    if form.is_valid():
        try:
            made = act()
        except NotAllowed as why:
            form.add_error(None, str(why))
            status = 409
        else:
            messages.success(request, _("Saved."))
            return redirect("action:priority", row.pk if row else made.pk)
    context = {"form": form, "title": title, "button": _("Save"), "priority": row}
    return render(request, "action/desk/priority_form.html", context, status=status)


def remove_evidence(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """Take a piece out again, after a page that shows it."""
    row = own_or_404(request, pk)
    if request.method != "POST":
        piece = get_object_or_404(row.evidence, pk=number)
        context = {
            "title": _("Remove this?"),
            "text": _("This cannot be undone."),
            "about": piece.words or label_of(piece.counted),
            "button": _("Remove"),
            "priority": row,
        }
        return render(request, "action/desk/priority_form.html", context)
    try:
        actions.remove_evidence(row, number, by=request.user)  # type: ignore[arg-type]
    except NotAllowed as why:
        messages.error(request, str(why))
    return redirect("action:priority", row.pk)
