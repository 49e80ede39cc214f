"""Anyone registers for a day, without account or cookie, and comes back with the code."""

import time
from typing import NamedTuple

from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from upstander.accounts.interface import caller_of
from upstander.core.budgets import YOUNGEST_SECONDS, Budget
from upstander.core.errors import NotAllowed, allowed
from upstander.core.front import for_the_public
from upstander.events.actions import registration as actions
from upstander.events.codes import code_of, groups_of, make_sheet, read_code
from upstander.events.forms.registration import CodeForm, RegistrationForm
from upstander.events.models import Occurrence, Registration
from upstander.events.queries.event import public_days, shown
from upstander.events.queries.registration import place_in_line, registration_with
from upstander.events.rules import registration as rules
from upstander.network.interface import frame

SALT = "upstander.events"
OLD_SECONDS = 24 * 60 * 60
# A table with one computer, where people register one after another; codes are not found by trying.
OWN, ALL, CODES = Budget(60, 600), Budget(600, 600), Budget(30, 600)
# A family may share an address; nobody is flooded with letters that she did not ask for.
LETTERS = Budget(10, 3600)


class Sheet(NamedTuple):
    """What a form carries: chance that makes one registration of it, and since when it is open."""

    token: str
    started: int


@for_the_public
def register(request: HttpRequest, key: str, number: int) -> HttpResponse:
    """A short form; then the code, or the turn on the waiting list."""
    rows = public_days().filter(event__key=key, event__needs_registration=True)
    day = get_object_or_404(rows, pk=number)
    if request.method != "POST":
        return _ask(request, day, RegistrationForm(), _new_sheet())
    form, sheet = RegistrationForm(request.POST), _read_sheet(request.POST.get("sheet", ""), day)
    if request.POST.get("go") == "stay":
        return _ask(request, day, _kept(request), sheet or _new_sheet())
    if sheet is None:  # her words are young again, and old enough to be sent at once
        form.add_error(None, _("This page was open for a long time. Please send it again."))
        return _ask(request, day, form, _new_sheet(YOUNGEST_SECONDS), 422)
    if not form.is_valid():
        return _ask(request, day, form, sheet, 422)
    return _keep(request, day, form, sheet)


def _kept(request: HttpRequest) -> RegistrationForm:
    """What she typed, in another language, and nothing said of it."""
    return RegistrationForm(initial={name: request.POST.get(name, "") for name in actions.WRITTEN})


def _keep(
    request: HttpRequest, day: Occurrence, form: RegistrationForm, sheet: Sheet
) -> HttpResponse:
    if time.time() - sheet.started < YOUNGEST_SECONDS or request.POST.get("website"):
        form.add_error(None, _("That was very fast. Please look once more, then send it again."))
        return _ask(request, day, form, sheet, 422)
    mail = form.cleaned_data["mail"].casefold()
    may_write = not mail or LETTERS.take(mail)
    if not (may_write and OWN.take(caller_of(request)) and ALL.take(str(day.pk))):
        form.add_error(None, _("Many people register now. Wait a few minutes, then send it again."))
        return _ask(request, day, form, sheet, 429)
    try:
        row = actions.register(day, sheet.token, form.cleaned_data, _language())
    except NotAllowed as why:
        form.add_error(None, str(why))
        return _ask(request, day, form, sheet, 409)
    return _told(request, row, code_of(sheet.token), is_new=True)


@for_the_public
def mine(request: HttpRequest) -> HttpResponse:
    """With the code: has she a place, and may she give it up. The code is in no address."""
    if request.method != "POST" or request.POST.get("go") == "stay":
        return _ask_code(request, CodeForm(initial={"code": request.POST.get("code", "")[:60]}))
    form = CodeForm(request.POST)
    if not form.is_valid():
        return _ask_code(request, form, 422)
    if not CODES.take(caller_of(request)):
        why = _("Many numbers were tried from here. Wait ten minutes, then try again.")
        form.add_error(None, why)
        return _ask_code(request, form, 429)
    code = read_code(form.cleaned_data["code"])
    row = registration_with(code) if code else None
    if code is None or row is None:
        form.add_error("code", _("No registration has this code. Look at the digits again."))
        return _ask_code(request, form, 422)
    return _hers(request, row, code)


def _ask_code(request: HttpRequest, form: CodeForm, status: int = 200) -> HttpResponse:
    context = {**frame(request), "form": form, "carried": True}
    return render(request, "events/public/code.html", context, status=status)


def _hers(request: HttpRequest, row: Registration, code: str) -> HttpResponse:
    why = ""
    if request.POST.get("do") == "give_up":
        try:
            actions.give_up(row)
        except NotAllowed as refusal:
            why = str(refusal)
        row.refresh_from_db()
    return _told(request, row, code, why=why)


def _told(
    request: HttpRequest, row: Registration, code: str, *, is_new: bool = False, why: str = ""
) -> HttpResponse:
    [day] = shown([row.occurrence])
    context = {
        **frame(request), "row": row, "day": day, "event": day.event, "code": code, "why": why,
        "groups": groups_of(code), "is_new": is_new,
        "may_give_up": allowed(rules.may_give_up, row, timezone.now()),
        "in_line": place_in_line(row) if row.state == "waiting" else 0,
    }  # fmt: skip
    return render(request, "events/public/mine.html", context)


def _ask(
    request: HttpRequest, row: Occurrence, form: RegistrationForm, sheet: Sheet, status: int = 200
) -> HttpResponse:
    [day] = shown([row])
    context = {
        **frame(request), "form": form, "day": day, "event": row.event, "carried": True,
        "is_open": rules.is_open(row, timezone.now()), "kept_days": rules.KEPT.days,
        "sheet": signing.dumps([row.pk, sheet.token, sheet.started], salt=SALT),
    }  # fmt: skip
    return render(request, "events/public/register.html", context, status=status)


def _language() -> str:
    return translation.get_language() or "en"


def _new_sheet(age: int = 0) -> Sheet:
    return Sheet(make_sheet(), int(time.time()) - age)


def _read_sheet(sealed: str, day: Occurrence) -> Sheet | None:
    """None where it is not of this day, changed, or older than a day."""
    try:
        number, token, started = signing.loads(sealed, salt=SALT)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    is_good = number == day.pk and time.time() - started <= OLD_SECONDS
    return Sheet(token, started) if is_good else None
