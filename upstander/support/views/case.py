"""The page of one request, and what is done there."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from upstander.core.errors import NotAllowed, allowed
from upstander.network.interface import memberships_of
from upstander.support.actions.case import open_identity
from upstander.support.answers import ANSWERS, meanings, text_of
from upstander.support.forms.tell import WHEN
from upstander.support.models import Case
from upstander.support.queries.case import may_read
from upstander.support.queries.dossier import dossier, was_sent
from upstander.support.queries.keys import Hand, Keys, case_keys, content
from upstander.support.queries.protocol import has_protocol
from upstander.support.queries.story import ASSESSED, catalogue, contact, labels, terms_of, told
from upstander.support.queries.timeline import timeline
from upstander.support.rules import may_open, may_take
from upstander.support.states import CaseState, Wish
from upstander.support.views.deeds import ALREADY, DEEDS, FIRST, Deed, deeds_for
from upstander.support.views.opening import ask_for_password, case_or_404, hand_of, keep
from upstander.support.views.referral import steps_for

Who = list[tuple[str, str]] | None  # labels and words of name and contact; None while closed


@require_safe
def show(request: HttpRequest, pk: UUID) -> HttpResponse:
    """All of it for those who may read; for her team, that it is there."""
    return page(request, case_or_404(request, pk))


@require_POST
def identity(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Who the person is, on this one answer; the log says that it was opened."""
    case, hand = case_or_404(request, pk), hand_of(request)
    if hand is None:
        return ask_for_password(request)
    try:
        found = open_identity(case, by=hand)
    except NotAllowed as why:
        messages.error(request, str(why))
        return redirect("support:case", pk)
    return page(request, case, contact(found))


def page(request: HttpRequest, case: Case, who: Who = None) -> HttpResponse:
    """The page of a request; with `who`, the name and contact stand on it."""
    hand, user = hand_of(request), request.user
    try:
        may_read(case, user)  # type: ignore[arg-type]
        if hand is None:
            return ask_for_password(request)
        keys = case_keys(case, hand, "story")
    except NotAllowed as why:
        context = {"case": case, "why": _why_closed(case, why), "may_take": _may_take(case, user)}
        return render(request, "support/desk/outside.html", context)
    return render(request, "support/desk/case.html", _context(case, hand, keys) | {"who": who})


def _why_closed(case: Case, why: NotAllowed) -> str:
    if case.state == CaseState.WITHDRAWN:
        return _("Nobody can open this request any more: the person took it back.")
    return str(why)


def _may_take(case: Case, user: Any) -> bool:
    return allowed(may_take, list(memberships_of(user)), case)


def _context(case: Case, hand: Hand, keys: Keys) -> dict[str, Any]:
    deeds = deeds_for(case, hand.user)
    first = next((name for name in FIRST if name in deeds), "")
    found = dossier(case, keys)
    return {
        "case": case,
        "opened": found,
        "told": told(found.story, dict(WHEN)),
        "assessed": _assessed(found.story, found.assessment) if found.assessment else [],
        "deeds": [(name, deed) for name, deed in deeds.items() if name != first],
        "may": deeds,
        "first": (first, deeds[first]) if first else None,
        "steps": [(passed, steps_for(passed.row, hand.user)) for passed in found.referrals],
        "events": timeline(case),
        "has_protocol": has_protocol(case, hand.user),
        "is_open_to_me": allowed(may_open, list(memberships_of(hand.user)), case, hand.user),
    }


def _assessed(story: dict[str, Any], assessment: dict[str, Any]) -> list[Any]:
    terms, names = catalogue(), labels()
    return [
        (
            names[name],
            terms_of(name, story.get(name), terms),
            terms_of(name, assessment.get(name), terms),
        )
        for name in ASSESSED
    ]


def do(request: HttpRequest, pk: UUID, name: str) -> HttpResponse:
    """One deed: its page, and what comes of it. Words that were typed are never lost."""
    case, deed, hand = case_or_404(request, pk), DEEDS[name], hand_of(request)
    try:
        deed.rule(list(memberships_of(request.user)), case, request.user)  # type: ignore[arg-type]
        if hand is None:
            return ask_for_password(request)
        form = _form(request, deed, case, hand)
    except NotAllowed as why:
        if request.method == "POST" and _was_done(request, case, name):
            return _done(request, case, deed)
        return _refuse(request, case, why)
    is_sent = "answer" not in request.POST and form.is_valid()
    if is_sent and (_act(deed, case, form, hand) or _was_done(request, case, name)):
        return _done(request, case, deed)
    context = {"case": case, "deed": deed, "name": name, "form": form, **_beside(name, case, hand)}
    return render(request, "support/desk/deed.html", context)


def _beside(name: str, case: Case, hand: Hand) -> dict[str, Any]:
    """What stands beside the form of a deed: what the person told, and answers to start from."""
    if name not in ("acknowledge", "assess"):
        return {}
    story = content(case, "story", case_keys(case, hand, "story"))
    found: dict[str, Any] = {"told": told(story, dict(WHEN))}
    if name == "acknowledge":
        is_foreign = case.language != get_language()
        found["answers"] = ANSWERS
        found["meanings"] = meanings(get_language() or "en") if is_foreign else []
    return found


def _done(request: HttpRequest, case: Case, deed: Deed) -> HttpResponse:
    messages.success(request, deed.done)
    return redirect("support:case", case.pk)


def _was_done(request: HttpRequest, case: Case, name: str) -> bool:
    """A double click: the first one did it, and the second finds it done."""
    if name in ALREADY:
        return ALREADY[name](Case.objects.get(pk=case.pk), request.user)
    try:
        number = UUID(request.POST.get("number", ""))
    except ValueError:
        return False
    return was_sent(case, number, request.POST.get("text", "").strip())


def _form(request: HttpRequest, deed: Deed, case: Case, hand: Hand) -> Any:
    if request.method == "POST" and "answer" not in request.POST:
        return deed.form(request.POST, request.FILES, case=case, hand=hand)
    started = deed is DEEDS["acknowledge"]
    return deed.form(
        case=case, hand=hand, initial={"text": _start(request, case)} if started else {}
    )


def _start(request: HttpRequest, case: Case) -> str:
    """The answer that was chosen; below what was typed, where that is more than another answer."""
    usual = "record" if case.wish == Wish.RECORD else "support"
    chosen = text_of(request.POST.get("answer", usual), case.language)
    typed = request.POST.get("text", "").replace("\r\n", "\n").strip()
    if not typed or typed in {text_of(key, case.language) for key in ANSWERS}:
        return chosen
    return f"{typed}\n\n{chosen}"


def _act(deed: Deed, case: Case, form: Any, hand: Hand) -> bool:
    try:
        deed.act(case, form, hand)
    except NotAllowed as why:
        form.add_error(None, str(why))
        return False
    return True


def _refuse(request: HttpRequest, case: Case, why: NotAllowed) -> HttpResponse:
    if request.POST.get("text"):
        return keep(request, str(why))
    messages.error(request, str(why))
    return redirect("support:case", case.pk)
