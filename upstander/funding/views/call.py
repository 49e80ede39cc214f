"""Calls at the desk of the funder: the list, each call, and what is done there."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from upstander.audit.interface import record
from upstander.core.errors import NotAllowed, allowed
from upstander.core.languages import table
from upstander.core.tables import csv_bytes
from upstander.funding.actions.call import make_call
from upstander.funding.forms.call import NewForm
from upstander.funding.models import Call
from upstander.funding.queries.call import (
    calls_visible_to,
    calls_with_counts,
    is_officer,
    sent_to,
    slices,
    whole,
)
from upstander.funding.queries.call_chart import bars
from upstander.funding.queries.call_texts import missing_in, shown
from upstander.funding.rules.call import is_open, may_change, may_reword
from upstander.funding.rules.call_checklist import Missing, missing
from upstander.funding.states import CallState
from upstander.funding.views.call_deeds import DEEDS, FIRST, GOALS, deeds_for
from upstander.funding.views.call_sections import SECTIONS


def call_or_404(request: HttpRequest, key: str) -> Call:
    """A call that this person may work on."""
    found: Call = get_object_or_404(calls_visible_to(request.user), key=key)  # type: ignore[arg-type]
    return found


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """All calls."""
    if not is_officer(request.user):  # type: ignore[arg-type]
        raise Http404
    calls = list(calls_with_counts(request.user))  # type: ignore[arg-type]
    return render(request, "funding/desk/call_list.html", {"calls": calls})


def new(request: HttpRequest) -> HttpResponse:
    """A call of the programme's models, or like an earlier one."""
    if not is_officer(request.user):  # type: ignore[arg-type]
        raise Http404
    form = NewForm(request.POST or None, calls=calls_visible_to(request.user))  # type: ignore[arg-type]
    if not form.is_valid():
        return render(request, "funding/desk/call_new.html", {"form": form})
    call = make_call(**form.cleaned_data, by=request.user)  # type: ignore[arg-type]
    messages.success(request, _("The call is made. Now go through its sections."))
    return redirect("funding:call", call.key)


@require_safe
def show(request: HttpRequest, key: str) -> HttpResponse:
    """A call with what is missing, its sections, and its money by region."""
    call, now = call_or_404(request, key), timezone.now()
    parts = whole(call)
    lacks = missing(parts, now)
    deeds = deeds_for(call, lacks, now)
    first = next((name for name in FIRST if name in deeds), "")
    rows = slices(call)
    context = {
        "call": call,
        "lacks": lacks if call.state == CallState.DRAFT else [],
        "sections": _sections(parts, lacks),
        "deeds": [(name, deed) for name, deed in deeds.items() if name != first],
        "doors": _doors(call),
        "first": (first, deeds[first]) if first else None,
        "bars": bars(call, rows),
        "sent": len(sent_to(call)),
        "untranslated": sum(bool(number) for number in missing_in(parts).values()),
        "may_change": allowed(may_change, call),
        "may_reword": allowed(may_reword, call),
        "is_open": is_open(call, now),
    }
    return render(request, "funding/desk/call_page.html", context)


def _doors(call: Call) -> list[tuple[str, Any]]:
    """Where the call goes on after it was opened: address and name."""
    late = [("funding:late", _("Late applications"))]
    review = [("funding:call-reviews", _("Reviews"))]
    money = [("funding:money", _("Sharing out the money"))]
    awards = [("funding:call-awards", _("Awards"))]
    found = {
        CallState.OPEN: late,
        CallState.CLOSED: [*review, *money, *late],
        CallState.DECIDED: [*review, *money, *awards],
        CallState.PUBLISHED: [*review, *money, *awards],
    }.get(CallState(call.state), [])
    return [(reverse(name, args=[call.key]), title) for name, title in found]


def _sections(parts: Any, lacks: list[Missing]) -> list[tuple[str, Any, int, int]]:
    """Each section by key and title, with how many parts it has and how many things it lacks."""
    return [
        (key, section.title, len(getattr(parts, key)), sum(m.section == key for m in lacks))
        for key, section in SECTIONS.items()
    ]


def do(request: HttpRequest, key: str, name: str) -> HttpResponse:
    """One deed: a page that says what it means, and what comes of it."""
    call, deed, now = call_or_404(request, key), DEEDS.get(name), timezone.now()
    if deed is None:
        raise Http404
    try:
        deed.rule(call, missing(whole(call), now), now)
    except NotAllowed as why:
        if request.method == "POST" and call.state == GOALS.get(name):  # pressed twice
            messages.success(request, deed.done)
        else:
            messages.error(request, str(why))
        return redirect("funding:call", key)
    form = deed.form(request.POST or None, call=call)
    if form.is_valid():
        try:
            deed.act(call, form, request.user)  # type: ignore[arg-type]
        except NotAllowed as why:
            form.add_error(None, str(why))
        else:
            messages.success(request, deed.done)
            return redirect("funding:call", key)
    context = {"call": call, "deed": deed, "name": name, "form": form}
    return render(request, "funding/desk/call_deed.html", context)


@require_safe
def preview(request: HttpRequest, key: str) -> HttpResponse:
    """How an applicant will see it, in the language that is asked for."""
    call = call_or_404(request, key)
    code = request.GET.get("language", translation.get_language() or call.language)
    if code not in table():
        raise Http404
    parts = whole(call)
    context = {
        "call": call,
        "shown": shown(call, code, call.language),
        "code": code,
        "languages": table().values(),
        **{name: [shown(part, code, call.language) for part in getattr(parts, name)]
           for name in ("kinds", "costs", "questions", "criteria")},
    }  # fmt: skip
    return render(request, "funding/desk/call_preview.html", context)


@require_safe
def export(request: HttpRequest, key: str) -> HttpResponse:
    """The applications that were sent, as a table for spreadsheets."""
    call = call_or_404(request, key)
    rows = sent_to(call, but_of=request.user)  # type: ignore[arg-type]
    by = f"user:{request.user.pk}"
    record("call.exported", by=by, of=f"call:{call.pk}", facts={"applications": len(rows)})
    head = [
        _("Reference"), _("Organisation"), _("State"), _("Kind of award"), _("Title"),
        _("Communities"), _("Region"), _("Partners that have confirmed"),
        _("At least"), _("Asked for"), _("Awarded"),
        _("Currency"), _("Sent"), _("Late"),
    ]  # fmt: skip
    body = csv_bytes(head, [_row(call, row) for row in rows])
    answer = HttpResponse(body, content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{call.key}.csv"'
    return answer


def _row(call: Call, row: Any) -> list[Any]:
    found = row.application
    return [
        found.reference, found.organisation, found.get_state_display(), found.kind or "",
        found.title, "; ".join(row.communities), "; ".join(row.regions), row.partners,
        found.least, found.asked, row.awarded, call.currency, found.sent_at,
        _("Yes") if found.is_late else _("No"),
    ]  # fmt: skip
