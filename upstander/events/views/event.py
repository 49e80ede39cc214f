"""Events at the desk: the list, one of them, and what it says."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from upstander.core.errors import NotAllowed, allowed
from upstander.core.languages import table
from upstander.events.actions import event as actions
from upstander.events.actions.words import draft_words
from upstander.events.forms.event import CancelForm, EventForm, WordsForm
from upstander.events.models import Event
from upstander.events.queries.choices import choices_for
from upstander.events.queries.editing import newest_words
from upstander.events.queries.event import (
    counted,
    event_list,
    events_visible_to,
    events_worded_by,
    inviting_organisations,
    is_outdated_in,
    last_end_of,
    unnoted,
)
from upstander.events.rules import event as rules
from upstander.events.states import EventState
from upstander.network.interface import memberships_asked_once, memberships_of

TEMPLATES = "events/desk/"
A_PAGE, MOST_LATE = 25, 10


def event_or_404(request: HttpRequest, pk: int) -> Event:
    """One of an organisation for which she writes."""
    return get_object_or_404(events_visible_to(request.user), pk=pk)  # type: ignore[arg-type]


@require_safe
def events(request: HttpRequest) -> HttpResponse:
    """What comes next first, then what is over."""
    user: Any = request.user
    now = timezone.now()
    with memberships_asked_once():
        page = Paginator(event_list(user, now), A_PAGE).get_page(request.GET.get("page"))
        context = {
            "late": unnoted(user, now)[:MOST_LATE],
            "page": page,
            "may_plan": bool(inviting_organisations(user)),
        }
        return render(request, f"{TEMPLATES}list.html", context)


def new(request: HttpRequest) -> HttpResponse:
    """A draft that only the people of the organisation see."""
    user: Any = request.user
    if not inviting_organisations(user):
        return redirect("events:list")
    start = {"seen": 0, "language": get_language()}
    form = EventForm(request.POST or None, initial=start, is_draft=True, **choices_for(user, None))
    status = 200
    if form.is_valid():
        data = form.cleaned_data
        try:
            sheet = str(data["sheet"] or "")
            row = actions.make_event(data["organisation"], _whole(data, None), by=user, sheet=sheet)
        except NotAllowed as why:
            form.add_error(None, str(why))
            status = 409
        else:
            return redirect("events:event", row.pk)
    context = {"form": form, "title": _("Plan an event"), "button": _("Save")}
    return render(request, f"{TEMPLATES}form.html", context, status=status)


def change(request: HttpRequest, pk: int) -> HttpResponse:
    """What it says; of a draft also when."""
    row, status, user = event_or_404(request, pk), 200, request.user
    names = (*actions.WORDS, *actions.PLAN)
    start = {"seen": row.version, **{name: getattr(row, name) for name in names}}
    is_draft = row.state == EventState.DRAFT
    form = EventForm(
        request.POST or None, initial=start, is_draft=is_draft,
        **choices_for(user, row),  # type: ignore[arg-type]
    )  # fmt: skip
    if form.is_valid():
        data = form.cleaned_data
        try:
            actions.change_event(row, _whole(data, row), seen=data["seen"], by=user)  # type: ignore[arg-type]
        except NotAllowed as why:
            form.add_error(None, str(why))
            status = 409
        else:
            return redirect("events:event", pk)
    context = {"form": form, "title": row.title, "button": _("Save"), "event": row}
    if not is_draft and row.needs_registration:
        context["text"] = _(
            "If the place or the link changes, everyone who left an e-mail address gets a mail."
        )
    return render(request, f"{TEMPLATES}form.html", context, status=status)


def _whole(data: dict[str, Any], row: Event | None) -> dict[str, Any]:
    """All that an event says; words in other languages have a page of their own."""
    names = (*actions.WORDS, *actions.PLAN)
    found = {name: data.get(name) for name in names}
    for name in ("title_in", "about_in"):
        found[name] = getattr(row, name) if row else {}
    if row and row.state != EventState.DRAFT:
        found |= {name: getattr(row, name) for name in actions.PLAN}
    return found


def words(request: HttpRequest, pk: int, code: str) -> HttpResponse:
    """Title and text in one more language: who invites shows them, who translates keeps a draft."""
    user: Any = request.user
    row, status = get_object_or_404(events_worded_by(user), pk=pk), 200
    if code not in table() or code == row.language:
        raise Http404
    is_draft = not allowed(rules.may_plan, list(memberships_of(user)), row.organisation_id)
    back = reverse("events:event", args=[pk])
    if is_draft:
        back = reverse("editing:piece", args=[code, "event", row.key])
    start = {"seen": row.version, **newest_words(row, code)}
    form = WordsForm(request.POST or None, initial=start, is_draft=is_draft)
    if form.is_valid():
        data = form.cleaned_data
        write = draft_words if is_draft else actions.write_words
        try:
            write(row, code, data, seen=data["seen"], by=user)
        except NotAllowed as why:
            form.add_error(None, str(why))
            status = 409
        else:
            return redirect(back)
    title = f"{row.title}: {table()[code].name}"
    context = {
        "form": form, "title": title, "button": _("Save"), "event": row, "back": back,
        "original": newest_words(row, row.language), "has_draft": code in row.drafts,
    }  # fmt: skip
    return render(request, f"{TEMPLATES}form.html", context, status=status)


@require_safe
def event(request: HttpRequest, pk: int) -> HttpResponse:
    """When and where, in which languages, who comes."""
    row, mine = event_or_404(request, pk), list(memberships_of(request.user))
    now, last = timezone.now(), last_end_of(row)
    context = {
        "event": row,
        "days": counted(row.occurrences.all()),
        "now": now,
        "may_change": allowed(rules.may_change, mine, row),
        "may_publish": allowed(rules.may_publish, mine, row, last, now),
        "may_cancel": allowed(rules.may_cancel, mine, row, last, now),
        "why_not": _why_not(mine, row),
        "tongues": [
            (t, t.code in row.title_in, is_outdated_in(row, t.code)) for t in table().values()
        ],
        "spoken": [table()[code].name for code in row.languages if code in table()],
    }
    return render(request, f"{TEMPLATES}event.html", context)


def _why_not(mine: list[Any], row: Event) -> str:
    """What a draft still lacks."""
    if row.state != EventState.DRAFT:
        return ""
    try:
        rules.may_publish(mine, row, last_end_of(row), timezone.now())
    except NotAllowed as why:
        return str(why)
    return ""


def publish(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask, then show it to everyone."""
    row = event_or_404(request, pk)
    if request.method != "POST":
        context = {"event": row, "title": _("Publish the event")}
        context["text"] = _("Everyone can see it then, on the page of events and in calendars.")
        return render(request, f"{TEMPLATES}sure.html", context)
    try:
        actions.publish_event(row, by=request.user)  # type: ignore[arg-type]
    except NotAllowed as why:
        messages.error(request, str(why))
    else:
        messages.success(request, _("Published."))
    return redirect("events:event", pk)


def cancel(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask why, then cancel it; a draft is put away."""
    row, form = event_or_404(request, pk), CancelForm(request.POST or None)
    if form.is_valid():
        try:
            actions.cancel_event(row, form.cleaned_data["reason"], by=request.user)  # type: ignore[arg-type]
        except NotAllowed as why:
            messages.error(request, str(why))
        return redirect("events:event", pk)
    context = {"event": row, "title": _("Cancel the event"), "form": form}
    context["text"] = _("This cannot be undone. Everyone who left an e-mail address gets a mail.")
    return render(request, f"{TEMPLATES}sure.html", context)
