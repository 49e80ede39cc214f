"""Return: a code opens the request; there the answer is, and everything can be taken back."""

import uuid
from collections.abc import Callable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from upstander.accounts.interface import caller_of
from upstander.core.errors import NotAllowed
from upstander.network.interface import Wordings, source_language
from upstander.support.actions.ending import ask_deletion
from upstander.support.actions.exchange import attach_as_person, mark_read, write_as_person
from upstander.support.actions.referral import (
    agree_as_person,
    revoke_consent,
    say_no_as_person,
)
from upstander.support.budgets import BUDGETS
from upstander.support.codes import keys_of, read_code
from upstander.support.forms.files import batch_of, clean_files
from upstander.support.forms.tell import WHEN
from upstander.support.journey import read_ticket, seal_ticket
from upstander.support.models import Case
from upstander.support.queries.keys import Keys, person_keys
from upstander.support.queries.person import case_with, consent_of, referral_of, seen_by_person
from upstander.support.queries.story import told
from upstander.support.views.public import for_the_public, show

Done = tuple[str, str]  # what is said above: what was done, or why it was not


@for_the_public
def come_back(request: HttpRequest) -> HttpResponse:
    """Ask for the code; with it, or with the ticket that it gave, show the request."""
    if request.method != "POST":
        return _ask(request)
    if "ticket" in request.POST:
        return _with_ticket(request, request.POST["ticket"])
    return _with_code(request, request.POST.get("code", ""))


def _ask(request: HttpRequest, why: str = "", typed: str = "", status: int = 200) -> HttpResponse:
    context = {"why": why, "typed": typed, "action": reverse("support-public:return")}
    context["text"] = context["carried"] = request.POST.get("kept", "")
    return show(request, "support/return/enter.html", context, status=status)


def _with_code(request: HttpRequest, typed: str) -> HttpResponse:
    code = read_code(typed)
    if not typed.strip():
        return _ask(request, _("Type your number first."))
    if code is None:
        why = _("This is not a whole number, or a digit is wrong. It has six groups of four.")
        return _ask(request, why, typed)
    if not BUDGETS.codes.take(caller_of(request)):
        why = _("Many numbers were tried from here. Wait ten minutes, then try again.")
        return _ask(request, why, typed, status=429)
    keys = keys_of(code)
    case = case_with(keys.digest)
    if case is None:
        why = _("There is no request with this number. Perhaps it was deleted.")
        return _ask(request, why, typed)
    BUDGETS.codes.give_back(caller_of(request))  # a right one is no try
    return _page(request, case, keys.unwrap)


def _with_ticket(request: HttpRequest, sealed: str) -> HttpResponse:
    ticket = read_ticket(sealed)
    if ticket is None:
        why = _("This page was open for a long time. Type your number again.")
        return _ask_again(request, why)
    case = Case.objects.select_related("team__organisation").filter(pk=ticket[0]).first()
    if case is None:
        return show(request, "support/return/gone.html", {})
    act = ACTS.get(_pressed(request)[0])
    if act is None:
        return _page(request, case, ticket[1])
    try:
        done = act(request, case, person_keys(case, ticket[1]))
    except NotAllowed as refusal:
        return _page(request, case, ticket[1], why=str(refusal))
    if done is None:
        return show(request, "support/return/gone.html", {})
    case.refresh_from_db()
    return _page(request, case, ticket[1], **done)


def _ask_again(request: HttpRequest, why: str) -> HttpResponse:
    context = {"why": why, "action": reverse("support-public:return")}
    context["text"] = context["carried"] = request.POST.get("text", "")
    return show(request, "support/return/enter.html", context)


def _page(request: HttpRequest, case: Case, unwrap: bytes, **more: Any) -> HttpResponse:
    wordings = Wordings(("service",), source_language())
    seen = seen_by_person(case, person_keys(case, unwrap), wordings)
    mark_read(case)
    context = {
        "seen": seen,
        "ticket": seal_ticket(case.pk, unwrap),
        "number": uuid.uuid4(),
        "carried": True,
        "action": reverse("support-public:return"),
        "text": request.POST.get("text") or request.POST.get("kept", ""),
        "told": told(seen.story, dict(WHEN)),
        **more,
    }
    return show(request, "support/return/request.html", context)


def _number(request: HttpRequest) -> uuid.UUID:
    try:
        return uuid.UUID(request.POST.get("number", ""))
    except ValueError:
        return uuid.uuid4()


def _pressed(request: HttpRequest) -> tuple[str, str]:
    """The act that a button names, and what it is about."""
    name, _colon, which = request.POST.get("do", "").partition(":")
    return name, which


def _send(request: HttpRequest, case: Case, keys: Keys) -> dict[str, Any]:
    """Words, files, or both at once: both are stored, or neither."""
    text, uploads = request.POST.get("text", ""), request.FILES.getlist("files")
    files, refused = clean_files(uploads, caller_of(request))
    if refused:
        return {"refused": refused}
    if not text.strip() and not files:
        raise NotAllowed(_("Write something first, or choose a file."))
    with transaction.atomic():
        if text.strip():
            write_as_person(case, text, _number(request), keys)
        if files:
            attach_as_person(case, files, batch_of(_number(request), uploads), keys)
    done = _("Your words are with them.") if text.strip() else _("Your files are with them.")
    return {"done": done, "text": ""}


def _agree(request: HttpRequest, case: Case, keys: Keys) -> dict[str, Any]:
    referral = _referral(request, case)
    agree_as_person(referral, keys)
    if referral.to_team is None:
        return {"done": _("You agreed. The group that helps you now talks to them.")}
    return {"done": _("You agreed. They can read your request now, and will answer here.")}


def _refuse(request: HttpRequest, case: Case, keys: Keys) -> dict[str, Any]:
    say_no_as_person(_referral(request, case))
    return {"done": _("You said no. Nothing was passed on.")}


def _referral(request: HttpRequest, case: Case) -> Any:
    return _found(referral_of, case, _pressed(request)[1])


def _revoke(request: HttpRequest, case: Case, keys: Keys) -> dict[str, Any]:
    consent = _found(consent_of, case, _pressed(request)[1])
    if str(consent.pk) not in request.POST.getlist("sure"):
        raise NotAllowed(_("Tick the box first: what is taken back cannot be given again here."))
    revoke_consent(consent)
    if consent.team is None:
        return {"done": _("You took it back. The group that helps you sees this.")}
    return {"done": _("They can no longer open your request.")}


def _found(query: Callable[[Case, str], Any], case: Case, number: str) -> Any:
    try:
        found = query(case, number)
    except (ValidationError, ValueError):
        found = None
    if found is None:
        raise NotAllowed(_("This has already been dealt with. Look at the page again."))
    return found


def _delete(request: HttpRequest, case: Case, keys: Keys) -> dict[str, Any] | None:
    if "delete" not in request.POST.getlist("sure"):
        raise NotAllowed(_("Tick the box first: what is deleted cannot be brought back."))
    if ask_deletion(case):
        return None
    case.refresh_from_db()
    day = date_format(case.destroy_on or timezone.localdate())
    return {
        "done": _("A decision was made about your request. It is kept until %(day)s, then deleted.")
        % {"day": day}
    }


ACTS: dict[str, Callable[[HttpRequest, Case, Keys], dict[str, Any] | None]] = {
    "send": _send,
    "agree": _agree,
    "refuse": _refuse,
    "revoke": _revoke,
    "delete": _delete,
}
