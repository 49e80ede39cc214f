"""The person's way: one question a page, then a look at all of it, then sent."""

import time
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from upstander.accounts.interface import caller_of
from upstander.network.interface import (
    Question,
    Wordings,
    source_language,
)
from upstander.support.actions.request import Told, submit_request, token_digest
from upstander.support.budgets import YOUNGEST_SECONDS, is_too_much
from upstander.support.codes import groups_of, keys_ahead, keys_of, read_code
from upstander.support.forms.files import clean_files
from upstander.support.forms.tell import FORMS, Step
from upstander.support.journey import (
    NEEDED,
    STEPS,
    Visit,
    after,
    answered,
    before,
    is_old,
    lacking,
    new_visit,
    read_visit,
    renewed,
    seal_visit,
    with_new_code,
)
from upstander.support.models import Case
from upstander.support.queries.public import asked, language_now
from upstander.support.queries.team import Ground, Recipient, ready_teams
from upstander.support.reading import said_by, story_of
from upstander.support.views.public import for_the_public, show


@for_the_public
def tell(request: HttpRequest) -> HttpResponse:
    """The start, and whatever step the form names."""
    sealed, step = request.POST.get("so_far", ""), request.POST.get("step", "")
    visit = read_visit(sealed) if sealed or step else new_visit()
    if request.method != "POST" or visit is None:
        context = {"can_receive": bool(ready_teams()), "is_unread": visit is None}
        return show(request, "support/tell/start.html", context)
    if step == "code":
        return _check_code(request, visit)
    if step not in STEPS:
        return _ask(request, visit, STEPS[0])
    return _step(request, visit, step, request.POST.get("go", "next"))


def _step(request: HttpRequest, visit: Visit, step: str, go: str) -> HttpResponse:
    """Take what was typed, then go where the button says."""
    if step == "review":
        return _send(request, visit) if go == "send" else _ask(request, visit, _goal(step, go))
    if go == "skip":
        return _ask(request, answered(visit, step, {}), _goal(step, _onward(request)))
    form = _form(request, visit, step, request.POST)
    is_fine = form.is_valid()
    if is_fine or go != "next":
        visit = answered(visit, step, form.answers())
    if not is_fine and go == "next":
        return _show(request, visit, step, form)
    return _ask(request, visit, _goal(step, _onward(request) if go == "next" else go))


def _onward(request: HttpRequest) -> str:
    """Who changes one answer goes back to where she saw all of them."""
    return "step:review" if request.POST.get("then") == "review" else "next"


def _goal(step: str, go: str) -> str:
    if go.startswith("step:") and go[5:] in STEPS:
        return go[5:]
    return {"back": before(step), "stay": step}.get(go, after(step))


def _form(request: HttpRequest, visit: Visit, step: str, data: Any = None) -> Step:
    more: dict[str, Any] = {}
    if step == "recipient":
        more["recipients"] = _ground(request, visit).recipients
    if data is None:
        more["initial"] = visit.answers.get(step, {})
    return FORMS[step](data, asked=_asked(request), **more)


def _asked(request: HttpRequest) -> dict[str, Question]:
    if not hasattr(request, "asked"):
        request.asked = asked(Wordings(("taxonomy", "term"), source_language()))  # type: ignore[attr-defined]
    found: dict[str, Question] = request.asked  # type: ignore[attr-defined]
    return found


def _ground(request: HttpRequest, visit: Visit) -> Ground:
    key = visit.answers.get("where", {}).get("key", "")
    if getattr(request, "ground", Ground("")).place != key or not hasattr(request, "ground"):
        request.ground = Ground(key)  # type: ignore[attr-defined]
    found: Ground = request.ground  # type: ignore[attr-defined]
    return found


def _ask(request: HttpRequest, visit: Visit, step: str) -> HttpResponse:
    if step == "review":
        # Only this page knows the code to come: who began the form for her does not.
        return _review(request, with_new_code(visit))
    return _show(request, visit, step, _form(request, visit, step))


def _show(request: HttpRequest, visit: Visit, step: str, form: Step) -> HttpResponse:
    number = STEPS.index(step) + 1
    context = {"form": form, "number": number, "most": len(STEPS)}
    context |= {"is_answered": step in visit.answers, "is_needed": step in NEEDED}
    # From the review by its button, or already on that way.
    is_change = request.POST.get("go") == f"step:{step}" or "then" in request.POST
    context["then"] = "review" if is_change else ""
    if step == "recipient":
        context["far"] = _ground(request, visit).not_ready
    return show(request, "support/tell/question.html", _carried(visit, step) | context)


def _carried(visit: Visit, step: str) -> dict[str, Any]:
    action = reverse("support-public:tell")
    return {"step": step, "so_far": seal_visit(visit), "action": action, "carried": True}


def _review(request: HttpRequest, visit: Visit, **more: Any) -> HttpResponse:
    chosen = _chosen(visit, _ground(request, visit).recipients)
    context = {
        "said": said_by(visit.answers, _asked(request)),
        "lacking": lacking(visit),
        "recipient": chosen,
        "far": _ground(request, visit).not_ready,
        "form": _form(request, visit, "review"),
        **more,
    }
    return show(request, "support/tell/review.html", _carried(visit, "review") | context)


def _chosen(visit: Visit, recipients: list[Recipient]) -> Recipient | None:
    """The one that she chose; the nearest where she chose none."""
    wanted = visit.answers.get("recipient", {}).get("team", "")
    fitting = [found for found in recipients if str(found.team.pk) == wanted]
    return next(iter(fitting or recipients), None)


def _send(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Store it once. Whatever is missing is said, and nothing that was typed is lost."""
    with keys_ahead(visit.code) as keys:  # meanwhile all that needs no key, the receipt too
        if found := Case.objects.filter(token_digest=token_digest(visit.token)).first():
            return _was_sent(request, visit, found.code_digest == keys.result().digest)
        chosen = _chosen(visit, _ground(request, visit).recipients)
        if chosen is None or not _is_as_shown(request, visit, chosen):
            return _review(request, visit)
        if is_old(visit, time.time()):
            # Old enough not to be held: who was here for a day is no machine.
            return _review(request, renewed(visit, YOUNGEST_SECONDS), was_old=True)
        files, refused = clean_files(request.FILES.getlist("files"), caller_of(request))
        if refused:
            return _review(request, visit, refused=refused)
        told, receipt = _told(request, visit, chosen, files), _sent(request, visit)
        submit_request(told, keys.result())
    return receipt  # only now that it is stored


def _was_sent(request: HttpRequest, visit: Visit, is_same: bool) -> HttpResponse:
    """A double click finds its receipt; the number of a page of before would open nothing."""
    if is_same:
        return _sent(request, visit, was_sent=True)
    return show(request, "support/tell/before.html", {})


def _is_stored(visit: Visit) -> bool:
    """Under this very number: one of another page of the same form opens nothing."""
    found = Case.objects.filter(token_digest=token_digest(visit.token)).first()
    return found is not None and found.code_digest == keys_of(visit.code).digest


def _is_as_shown(request: HttpRequest, visit: Visit, chosen: Recipient) -> bool:
    """Where the page named another team, which cannot receive any more, she looks again first."""
    reader = request.POST.get("reader", str(chosen.team.pk))
    return not lacking(visit) and reader == str(chosen.team.pk)


def _told(request: HttpRequest, visit: Visit, chosen: Recipient, files: list[Any]) -> Told:
    is_held = is_too_much(
        caller_of(request), time.time() - visit.started, request.POST.get("website", "")
    )
    return Told(
        team=chosen.team,
        wish=visit.answers.get("wish", {}).get("chosen", "both"),
        language=language_now(),
        story=story_of(visit.answers, language_now()),
        identity=visit.answers.get("contact", {}),
        code=visit.code,
        token=visit.token,
        files=files,
        is_held=is_held,
    )


def _sent(request: HttpRequest, visit: Visit, **more: Any) -> HttpResponse:
    context = _carried(visit._replace(answers={}), "code") | {"groups": groups_of(visit.code)}
    context["back_at"] = f"{settings.PUBLIC_URL}{reverse('support-public:return')}"
    return show(request, "support/tell/sent.html", {**context, **more})


def _check_code(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Retyped once, so that it counts as saved."""
    if not _is_stored(visit):
        context = {"can_receive": bool(ready_teams()), "is_unread": True}
        return show(request, "support/tell/start.html", context)
    if request.POST.get("go") == "stay":
        return _sent(request, visit)
    if read_code(request.POST.get("code", "")) != visit.code:
        return _sent(request, visit, is_wrong=True, typed=request.POST.get("code", ""))
    return show(request, "support/tell/saved.html", {})
