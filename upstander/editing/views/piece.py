"""One piece of content in one language: both texts side by side, and what may be done."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from upstander.core.errors import NotAllowed, allowed, refusal
from upstander.core.translation import Piece
from upstander.editing.actions import task as actions
from upstander.editing.actions.words import begin
from upstander.editing.forms.task import AnswerForm
from upstander.editing.models import TranslationTask
from upstander.editing.queries.board import Cell, Line
from upstander.editing.queries.checks import checked
from upstander.editing.queries.exchange_who import languages_of
from upstander.editing.queries.piece import digest_of_both, side_by_side
from upstander.editing.queries.task import history_of
from upstander.editing.queries.words import words_of
from upstander.editing.rules import task as rules
from upstander.editing.rules.task import Who
from upstander.editing.shapes import SOURCES
from upstander.editing.states import WRITTEN_STATES
from upstander.editing.views.entering import cell_or_404, line_or_404, who_or_404


@require_safe
def show(request: HttpRequest, language: str, kind: str, key: str) -> HttpResponse:
    """The original beside the translation."""
    return _page(request, AnswerForm(), language, kind, key)


@require_POST
def start(request: HttpRequest, language: str, kind: str, key: str) -> HttpResponse:
    """Begin a translation that is missing: a draft with the words of the original."""
    who = who_or_404(request)
    line = line_or_404(kind, key)
    cell_or_404(line, language)
    try:
        begin(who, kind, key, language, by=request.user)  # type: ignore[arg-type]
    except NotAllowed as why:
        messages.error(request, str(why))
    else:
        messages.success(request, _("The draft is there. Open it in the editor to translate it."))
    return redirect("editing:piece", language, kind, key)


@require_POST
def do(request: HttpRequest, pk: int, deed: str) -> HttpResponse:
    """What moves a task on."""
    user: Any = request.user
    who_or_404(request)
    task = get_object_or_404(TranslationTask, pk=pk)
    place = (task.language, task.kind, task.key)
    form = AnswerForm(request.POST)
    try:
        if deed == "ready":
            actions.say_ready(task, by=user)
        elif deed == "withdraw":
            actions.withdraw_task(task, by=user)
        elif deed == "send-back" and form.is_valid():
            actions.send_back(task, form.cleaned_data["answer"], by=user)
        elif deed == "review":
            actions.mark_reviewed(task, seen=request.POST.get("seen", ""), by=user)
        else:
            return _page(request, form, *place)
    except NotAllowed as why:
        form.add_error("answer" if deed == "send-back" else None, str(why))
        return _page(request, form, *place)
    messages.success(request, _("Done."))
    return redirect("editing:piece", *place)


def _page(
    request: HttpRequest, form: AnswerForm, language: str, kind: str, key: str
) -> HttpResponse:
    who, line = who_or_404(request), line_or_404(kind, key)
    cell, source = cell_or_404(line, language), SOURCES[kind]
    original, words = words_of(kind, key, line.language), words_of(kind, key, language)
    context = {
        "line": line,
        "cell": cell,
        "label": source.label,
        "pairs": side_by_side(original, words),
        "history": history_of(kind, key, language),
        "form": form,
        **checked(kind, key, language)._asdict(),
        "may_exchange": language in languages_of(request.user),  # type: ignore[arg-type]
        "editor_url": source.editor_url(cell.piece or Piece(key, language, "", "")),
        "public_url": source.public_url(cell.piece) if cell.piece else "",
        **_may(who, line, cell),
    }
    return render(request, "editing/piece.html", context)


def _may(who: Who, line: Line, cell: Cell) -> dict[str, Any]:
    task, is_there = cell.task, cell.piece is not None
    can_begin = not is_there and SOURCES[line.kind].can_begin
    may_begin = can_begin and allowed(rules.may_write, who, cell.language)
    if task is None:
        is_other = cell.language != line.language
        may_ask = is_other and allowed(rules.may_ask, who, line.kind, cell.language, who.pk)
        return {"may_begin": may_begin, "may_ask": may_ask}
    is_written = task.state in WRITTEN_STATES
    not_ready = refusal(rules.may_say_ready, who, task, is_there=is_there)
    not_read = "" if is_written else refusal(rules.may_review, who, task, actions.others_of(task))
    may_review = not (is_written or not_read)
    seen = digest_of_both(line.kind, line.key, line.language, cell.language) if may_review else ""
    return {
        "may_begin": may_begin,
        "may_say_ready": not not_ready,
        "may_review": may_review,
        "why_not": not_ready if is_written else not_read,
        "may_withdraw": allowed(rules.may_withdraw, who, task),
        "seen": seen,
    }
