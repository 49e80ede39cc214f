"""Anyone answers a survey: no account, no cookie, nothing kept but the answers and the day."""

import time
from secrets import token_urlsafe
from typing import Any, NamedTuple

from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from upstander.accounts.interface import caller_of
from upstander.action.actions.survey import answer_survey
from upstander.action.models import Survey
from upstander.action.queries.survey import Asked, asked_in, intro_of, survey_with, title_of
from upstander.action.rules.survey import LONGEST_ANSWER, is_open
from upstander.action.states import AskedAs
from upstander.core.budgets import YOUNGEST_SECONDS, Budget
from upstander.core.errors import NotAllowed
from upstander.core.front import for_the_public
from upstander.network.interface import frame

SALT = "upstander.survey"
OLD_SECONDS = 24 * 60 * 60
# A room full of people answers over one network.
OWN, ALL = Budget(120, 600), Budget(1200, 600)


class Sheet(NamedTuple):
    """What a form carries: chance that makes one answer of it, and since when it is open."""

    token: str
    started: int


@for_the_public
def answer(request: HttpRequest, key: str) -> HttpResponse:
    """The questions; what was sent is kept once; a survey that is not open says so kindly."""
    survey = survey_with(key)
    if survey is None:
        raise Http404
    if not is_open(survey, timezone.localdate()):
        return _closed(request, survey)
    if request.method != "POST":
        return _ask(request, survey, _new_sheet())
    sheet = _read_sheet(request.POST.get("sheet", ""), survey)
    if request.POST.get("go") == "stay":
        return _ask(request, survey, sheet or _new_sheet())
    if sheet is None:  # her words are young again, and old enough to be sent at once
        why = _(
            "This page was open for a long time. Your words are all here. "
            "Please check them and send again."
        )
        return _ask(request, survey, _new_sheet(YOUNGEST_SECONDS), why, 422)
    return _keep(request, survey, sheet)


def _keep(request: HttpRequest, survey: Survey, sheet: Sheet) -> HttpResponse:
    if time.time() - sheet.started < YOUNGEST_SECONDS or request.POST.get("website"):
        why = _("That was very fast. Please look at your answers once more, then send them again.")
        return _ask(request, survey, sheet, why, 422)
    if not (OWN.take(caller_of(request)) and ALL.take(str(survey.pk))):
        why = _("Many answers come in now. Wait a few minutes, then send yours again.")
        return _ask(request, survey, sheet, why, 429)
    try:
        answer_survey(survey, sheet.token, _said(request, asked_in(survey)), _language())
    except NotAllowed as why_not:
        survey.refresh_from_db()
        if not is_open(survey, timezone.localdate()):
            return _closed(request, survey)
        return _ask(request, survey, sheet, str(why_not), 422)
    return _page(request, survey, "action/survey/thanks.html", {})


def _said(request: HttpRequest, questions: list[Asked]) -> dict[int, Any]:
    found: dict[int, Any] = {}
    for one in questions:
        typed = request.POST.get(_name(one), "").replace("\x00", "").strip()
        is_point = one.row.kind == AskedAs.SCALE and typed in {"1", "2", "3", "4", "5"}
        found[one.row.pk] = int(typed) if is_point else typed
    return found


def _name(asked: Asked) -> str:
    return f"{'words' if asked.row.kind == AskedAs.TEXT else 'chosen'}-{asked.row.pk}"


def _language() -> str:
    return translation.get_language() or "en"


def _new_sheet(age: int = 0) -> Sheet:
    return Sheet(token_urlsafe(24), int(time.time()) - age)


def _read_sheet(sealed: str, survey: Survey) -> Sheet | None:
    """None where it is not of this survey, changed, or older than a day."""
    try:
        number, token, started = signing.loads(sealed, salt=SALT)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    is_good = number == survey.pk and time.time() - started <= OLD_SECONDS
    return Sheet(token, started) if is_good else None


def _ask(
    request: HttpRequest, survey: Survey, sheet: Sheet, why: str = "", status: int = 200
) -> HttpResponse:
    questions = [
        (one, _name(one), request.POST.get(_name(one), ""), one.row.kind == AskedAs.TEXT)
        for one in asked_in(survey)
    ]
    context = {
        "questions": questions,
        "sheet": signing.dumps([survey.pk, sheet.token, sheet.started], salt=SALT),
        "why": why,
        "carried": True,
        "longest": LONGEST_ANSWER,
    }
    return _page(request, survey, "action/survey/answer.html", context, status)


def _closed(request: HttpRequest, survey: Survey) -> HttpResponse:
    """Before its first day, and after its last. What she typed meanwhile is hers to copy."""
    typed = _typed(request, survey) if request.method == "POST" else []
    is_early = survey.opens_on > timezone.localdate()
    context = {"is_early": is_early, "typed": typed, "carried": bool(typed)}
    return _page(request, survey, "action/survey/closed.html", context, 409 if typed else 200)


def _typed(request: HttpRequest, survey: Survey) -> list[tuple[Asked, str, str, Any]]:
    """Each question with an answer: its field, what was sent, and the words of what was chosen."""
    found = []
    for one in asked_in(survey):
        sent = request.POST.get(_name(one), "").replace("\x00", "").strip()
        chosen = {str(key): words for key, words in one.choices}.get(sent)
        if sent and (chosen or one.row.kind == AskedAs.TEXT):
            found.append((one, _name(one), sent, chosen))
    return found


def _page(
    request: HttpRequest, survey: Survey, template: str, more: dict[str, Any], status: int = 200
) -> HttpResponse:
    about = {"survey": survey, "survey_title": title_of(survey), "intro": intro_of(survey)}
    return render(request, template, {**frame(request), **about, **more}, status=status)
