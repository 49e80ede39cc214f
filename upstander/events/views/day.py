"""One day of an event at the desk: who comes, who was there, another time, cancelled."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from upstander.core.errors import NotAllowed, allowed
from upstander.core.fields import whole_number
from upstander.core.languages import table
from upstander.events.actions import event as actions
from upstander.events.actions.attendance import Came, note_attendance
from upstander.events.actions.registration import take_out as take_out_registration
from upstander.events.forms.event import AttendanceForm, TimeForm
from upstander.events.models import Occurrence
from upstander.events.queries.registration import guest_of, guests_of
from upstander.events.rules import event as rules
from upstander.events.rules.registration import kept_until
from upstander.events.states import RegistrationState
from upstander.events.views.event import TEMPLATES, event_or_404
from upstander.network.interface import memberships_of


def day(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """Who registered with what they need; once it has begun, who was there."""
    row, mine = _day(request, pk, number), list(memberships_of(request.user))
    now, placed = timezone.now(), guests_of(row)
    people = [(str(guest.row.pk), guest.name or _("Without a name")) for guest in placed]
    start = {
        "number": row.attendance,
        "is_estimated": row.is_estimated,
        "there": [str(guest.row.pk) for guest in placed if guest.row.was_there],
    }
    form = AttendanceForm(request.POST or None, people=people, initial=start)
    status = 200
    if form.is_valid():
        try:
            _note(request, row, form.cleaned_data)
        except NotAllowed as why:
            form.add_error(None, str(why))
            status = 409
        else:
            messages.success(request, _("Saved."))
            return redirect("events:day", pk, number)
    context = {
        "event": row.event, "day": row, "title": name_of(row), "guests": placed,
        "waiting": guests_of(row, RegistrationState.WAITING), "form": form,
        "names": {code: tongue.name for code, tongue in table().items()},
        "may_note": allowed(rules.may_note_attendance, mine, row, now),
        "may_move": allowed(rules.may_be_moved, mine, row, now),
        "kept_until": timezone.localdate(kept_until(row)),
        # What she saw stays when the page is drawn again, so that nobody is passed over unread.
        "seen": request.POST.get("seen", row.sequence),
    }  # fmt: skip
    return render(request, f"{TEMPLATES}day.html", context, status=status)


def _note(request: HttpRequest, row: Occurrence, data: dict[str, Any]) -> None:
    number = whole_number(request.POST.get("seen", ""))
    came = Came(data.get("there", []), data["number"], data["is_estimated"])
    seen = -1 if number is None else number
    note_attendance(row, came, seen=seen, by=request.user)  # type: ignore[arg-type]


def move(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """Another day or hour."""
    row, status = _day(request, pk, number), 200
    starts, ends = (timezone.localtime(at) for at in (row.starts_at, row.ends_at))
    start = {"seen": row.sequence, "day": starts.date(), "starts": starts.time(),
             "ends": ends.time()}  # fmt: skip
    form = TimeForm(request.POST or None, initial=start)
    if form.is_valid():
        data = form.cleaned_data
        try:
            actions.move_occurrence(
                row, data["starts_at"], data["ends_at"], seen=data["seen"],
                by=request.user,  # type: ignore[arg-type]
            )  # fmt: skip
        except NotAllowed as why:
            form.add_error(None, str(why))
            status = 409
        else:
            return redirect("events:day", pk, number)
    title = f"{_('Move it')}: {name_of(row)}"
    context = {"form": form, "title": title, "button": _("Save"), "event": row.event}
    context["text"] = _("Everyone who left an e-mail address gets a mail with the new time.")
    return render(request, f"{TEMPLATES}form.html", context, status=status)


def add(request: HttpRequest, pk: int) -> HttpResponse:
    """One more day."""
    row, status = event_or_404(request, pk), 200
    tomorrow = timezone.localdate() + timedelta(days=1)
    start = {"seen": row.version, "day": tomorrow, "starts": row.starts, "ends": row.ends}
    form = TimeForm(request.POST or None, initial=start)
    if form.is_valid():
        data = form.cleaned_data
        try:
            actions.add_occurrence(row, data["starts_at"], data["ends_at"], by=request.user)  # type: ignore[arg-type]
        except NotAllowed as why:
            form.add_error(None, str(why))
            status = 409
        else:
            return redirect("events:event", pk)
    context = {"form": form, "title": _("Add a day"), "button": _("Save"), "event": row}
    return render(request, f"{TEMPLATES}form.html", context, status=status)


def cancel(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """Ask, then cancel this one day."""
    row = _day(request, pk, number)
    if request.method != "POST":
        context = {"event": row.event, "title": _("Cancel this day"), "row": name_of(row)}
        context["text"] = _(
            "This cannot be undone. Everyone who left an e-mail address gets a mail."
        )
        return render(request, f"{TEMPLATES}sure.html", context)
    try:
        actions.cancel_occurrence(row, by=request.user)  # type: ignore[arg-type]
    except NotAllowed as why:
        messages.error(request, str(why))
    return redirect("events:event", pk)


def take_out(request: HttpRequest, pk: int, number: int, guest: UUID) -> HttpResponse:
    """Ask, then free a place."""
    row = _day(request, pk, number)
    registration = get_object_or_404(row.registrations, pk=guest)
    if request.method != "POST":
        context = {"event": row.event, "title": _("Remove it"), "text": _("This cannot be undone.")}
        context["row"] = f"{name_of(row)} · {guest_of(registration).name or _('Without a name')}"
        return render(request, f"{TEMPLATES}sure.html", context)
    try:
        take_out_registration(registration, by=request.user)  # type: ignore[arg-type]
    except NotAllowed as why:
        messages.error(request, str(why))
    return redirect("events:day", pk, number)


def name_of(row: Occurrence) -> str:
    """Its day and hours, in words."""
    starts, ends = timezone.localtime(row.starts_at), timezone.localtime(row.ends_at)
    hours = f"{date_format(starts, 'TIME_FORMAT')} – {date_format(ends, 'TIME_FORMAT')}"
    hours = hours.replace(" ", "\N{NO-BREAK SPACE}")
    return f"{date_format(starts, 'l')} {date_format(starts, 'DATE_FORMAT')} · {hours}"


def _day(request: HttpRequest, pk: int, number: int) -> Occurrence:
    event = event_or_404(request, pk)
    row: Occurrence = get_object_or_404(event.occurrences, pk=number)
    row.event = event
    return row
