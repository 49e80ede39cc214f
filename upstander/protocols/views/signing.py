"""The page behind a link: the very words, and a form to sign them. No account, script or cookie."""

import time
from typing import Any

from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from upstander.accounts.interface import caller_of
from upstander.core.budgets import YOUNGEST_SECONDS, Budget
from upstander.core.errors import NotAllowed
from upstander.core.front import for_the_public
from upstander.network.interface import frame
from upstander.protocols.actions.signature import answer_by_link, answerable_signature
from upstander.protocols.forms.signature import SignForm
from upstander.protocols.models import Signature
from upstander.protocols.queries.publication import Reader, read_version
from upstander.protocols.queries.translation import said_in

ANSWERS = Budget(20, 600)  # of one caller
TOKEN = signing.Signer(salt="protocols.sign")
OLD_SECONDS = 24 * 60 * 60


@for_the_public
def sign(request: HttpRequest, secret: str) -> HttpResponse:
    """Read, then sign or not. Whatever is wrong with a link is said in one kind sentence."""
    try:
        return _open(request, secret)
    except NotAllowed as why:
        typed = [request.POST.get(name, "") for name in ("name", "role", "reason")]
        return _show(request, "over", {"why": str(why), "typed": typed}, status=410)
    except Exception:
        # The address is a key, and a fault is logged with the address.
        request.path = request.path.replace(secret, "…")
        raise


def _open(request: HttpRequest, secret: str) -> HttpResponse:
    signature = answerable_signature(secret)
    is_sent = request.method == "POST" and request.POST.get("go") != "stay"
    form = SignForm(
        request.POST if is_sent else None,
        partner=signature.partner,
        initial={name: request.POST.get(name, "") for name in SignForm.base_fields},
    )
    if is_sent and form.is_valid():
        if why := _why_not_now(request, signature):
            form.add_error(None, why)
        else:
            answer = form.answered()
            answer_by_link(secret, answer)
            return _show(request, "done", {"signature": signature, "answer": answer})
    return _ask(request, signature, form)


def _ask(request: HttpRequest, signature: Signature, form: SignForm) -> HttpResponse:
    version, language = signature.of, translation.get_language() or "en"
    context = {
        "signature": signature,
        "version": version,
        "form": form,
        "shown": read_version(version, version.source_language, Reader.PARTNER),
        "token": _token(request, signature),
        "action": request.path,
        "carried": True,
    }
    if said_in(version, language).words:
        context["other"] = read_version(version, language, Reader.PARTNER)
    return _show(request, "form", context)


def _why_not_now(request: HttpRequest, signature: Signature) -> str:
    """Nothing where it may be taken; a machine, a page of yesterday, and too many ask again."""
    started, age = _started(request, signature), 0
    if started:
        age = int(time.time()) - started
    if not YOUNGEST_SECONDS <= age <= OLD_SECONDS or request.POST.get("website"):
        return _("Read the words once more, then send it again. Nothing is lost.")
    if not ANSWERS.take(caller_of(request)):
        return _("Much was sent from here. Wait ten minutes, then send it again.")
    return ""


def _started(request: HttpRequest, signature: Signature) -> int:
    """When the page with just these words was first opened, in seconds; 0 where it was not."""
    try:
        about, _colon, started = TOKEN.unsign(request.POST.get("token", "")).rpartition(":")
    except signing.BadSignature:
        return 0
    return int(started) if about == _about(signature) else 0


def _token(request: HttpRequest, signature: Signature) -> str:
    """That of the page before, so that nobody waits twice; a new one for a page of yesterday."""
    now = int(time.time())
    started = _started(request, signature)
    if started and now - started > OLD_SECONDS:
        started = now - YOUNGEST_SECONDS
    return TOKEN.sign(f"{_about(signature)}:{started or now}")


def _about(signature: Signature) -> str:
    return f"{signature.pk}:{signature.digest}"


def _show(
    request: HttpRequest, name: str, context: dict[str, Any], status: int = 200
) -> HttpResponse:
    around = {**frame(request), "front": reverse("front")}
    return render(request, f"protocols/sign_{name}.html", {**around, **context}, status=status)
