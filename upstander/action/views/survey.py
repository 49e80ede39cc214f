"""Surveys at the desk: the list, one of them with its answers, and what was answered as a table."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from upstander.action.actions import survey as actions
from upstander.action.forms.survey import (
    ChangeForm,
    NewForm,
    QuestionForm,
    SeenForm,
    WordsForm,
)
from upstander.action.models import Survey
from upstander.action.queries.survey import (
    addresses_of,
    answered,
    asked_in,
    intro_of,
    survey_list,
    surveys_visible_to,
    table_of,
    title_of,
    words_in,
)
from upstander.action.rules.survey import is_open, may_edit_survey
from upstander.action.views.survey_deeds import deeds_for
from upstander.core.errors import NotAllowed, allowed
from upstander.core.fields import whole_number
from upstander.core.languages import table
from upstander.core.tables import csv_bytes
from upstander.network.interface import WRITING_ROLES, memberships_of


def survey_or_404(request: HttpRequest, pk: int) -> Survey:
    """One of her organisations'."""
    return get_object_or_404(surveys_visible_to(request.user), pk=pk)  # type: ignore[arg-type]


def organisations_of(request: HttpRequest) -> list[Any]:
    """Those for which she writes, each once."""
    mine = [m for m in memberships_of(request.user) if m.role in WRITING_ROLES]
    return list({m.organisation_id: m.organisation for m in mine}.values())


@require_safe
def surveys(request: HttpRequest) -> HttpResponse:
    """All of her organisations, what is open first."""
    today = timezone.localdate()
    rows = [
        (row, title_of(row), is_open(row, today))
        for row in survey_list(request.user)  # type: ignore[arg-type]
    ]
    context = {"surveys": rows, "may_make": bool(organisations_of(request))}
    return render(request, "action/desk/survey_list.html", context)


def new_survey(request: HttpRequest) -> HttpResponse:
    """A draft with the standard questions of its purpose."""
    found = organisations_of(request)
    if not found:
        return redirect("action:surveys")
    first = {"language": request.LANGUAGE_CODE}  # type: ignore[attr-defined]
    form = NewForm(request.POST or None, organisations=found, initial=first)
    if form.is_valid():
        data = form.cleaned_data
        try:
            row = actions.make_survey(data["organisation"], data["purpose"], data, by=request.user)  # type: ignore[arg-type]
        except NotAllowed as why:
            form.add_error(None, str(why))
        else:
            return redirect("action:survey", row.pk)
    context = {"form": form, "title": _("Make a survey"), "button": _("Make a survey")}
    return render(request, "action/desk/survey_form.html", context)


@require_safe
def survey(request: HttpRequest, pk: int) -> HttpResponse:
    """Its questions with what was answered, and its address in each language."""
    row, mine = survey_or_404(request, pk), list(memberships_of(request.user))
    found = answered(row)
    context = {
        "survey": row,
        "survey_title": title_of(row),
        "intro": intro_of(row),
        "found": found,
        "may_edit": allowed(may_edit_survey, mine, row),
        "is_open": is_open(row, timezone.localdate()),
        "addresses": addresses_of(row),
        "tongues": [(code, t.name) for code, t in table().items() if code != row.language],
        "is_own": bool(row.title or row.intro or any(q.asked.row.words for q in found.questions)),
        "deeds": deeds_for(mine, row, len(found.questions)),
    }  # fmt: skip
    return render(request, "action/desk/survey_page.html", context)


@require_safe
def survey_table(request: HttpRequest, pk: int) -> HttpResponse:
    """The answers as a sheet; only the organisation gets it."""
    row = survey_or_404(request, pk)
    head, rows = table_of(row)
    answer = HttpResponse(csv_bytes(head, rows), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="survey-{row.pk}.csv"'
    return answer


def basics(request: HttpRequest, pk: int) -> HttpResponse:
    """Title, first words and days of a draft."""
    row = survey_or_404(request, pk)
    names = ("title", "intro", "language", "opens_on", "closes_on")
    start = {"seen": row.version, **{name: getattr(row, name) for name in names}}
    form = ChangeForm(request.POST or None, initial=start)
    return _write(request, row, form, _("Survey"), lambda: actions.change_survey(
        row, form.cleaned_data, seen=form.cleaned_data["seen"], by=request.user  # type: ignore[arg-type]
    ))  # fmt: skip


def question(request: HttpRequest, pk: int, number: int | None = None) -> HttpResponse:
    """A question of one's own, new or written anew; where it is gone meanwhile her words stay."""
    row, start = survey_or_404(request, pk), {}
    if number is not None and request.method != "POST":
        found = get_object_or_404(row.questions, pk=number, standard="")
        choices = "\n".join(found.choices)
        start = {"kind": found.kind, "words": found.words, "choices": choices}
    form = QuestionForm(request.POST or None, initial={"seen": row.version, **start})
    return _write(request, row, form, _("Question"), lambda: actions.write_question(
        row, number, form.values(), seen=form.cleaned_data["seen"], by=request.user  # type: ignore[arg-type]
    ))  # fmt: skip


def remove_question(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """Take a question out, with its words in every language, after a page that shows it."""
    row = survey_or_404(request, pk)
    found = next((one for one in asked_in(row) if one.row.pk == number), None)
    if found is None:
        return _gone(request, row)
    form = SeenForm(request.POST or None, initial={"seen": row.version})
    more = {"about": str(found.words), "text": _("This cannot be undone."), "button": _("Remove")}
    return _write(request, row, form, _("Remove this?"), lambda: actions.arrange_question(
        row, number, "remove", seen=form.cleaned_data["seen"], by=request.user  # type: ignore[arg-type]
    ), **more)  # fmt: skip


def remove_words(request: HttpRequest, pk: int, token: str, number: int) -> HttpResponse:
    """Take out what someone wrote, after a page that shows it."""
    row = survey_or_404(request, pk)
    said = words_in(row, token, number)
    if not said:
        return _gone(request, row)
    form = forms.Form(request.POST if request.method == "POST" else None)
    more = {"about": said, "text": _("This cannot be undone."), "button": _("Remove")}
    return _write(request, row, form, _("Remove this?"), lambda: actions.take_out_words(
        row, token, number, by=request.user  # type: ignore[arg-type]
    ), **more)  # fmt: skip


def _gone(request: HttpRequest, row: Survey) -> HttpResponse:
    """Not here; whoever pressed twice, or after a colleague, is told that it is done."""
    if request.method != "POST":
        raise Http404
    messages.error(request, _("This has already been dealt with. Reload the page to see it now."))
    return redirect("action:survey", row.pk)


def words(request: HttpRequest, pk: int, code: str) -> HttpResponse:
    """Its words in another language."""
    row = survey_or_404(request, pk)
    if code not in table() or code == row.language:
        return redirect("action:survey", row.pk)
    start = {"seen": row.version}
    form = WordsForm(request.POST or None, survey=row, language=code, initial=start)
    return _write(request, row, form, table()[code].name, lambda: actions.word_survey(
        row, code, form.words(), seen=form.cleaned_data["seen"], by=request.user  # type: ignore[arg-type]
    ))  # fmt: skip


def _write(
    request: HttpRequest, row: Survey, form: Any, title: str, act: Any, **more: Any
) -> HttpResponse:
    """Draw the form, or do what it says; on a refusal her words stay."""
    status = 200
    if form.is_valid():
        try:
            act()
        except NotAllowed as why:
            form.add_error(None, str(why))
            status = 409
        else:
            messages.success(request, _("Saved."))
            return redirect("action:survey", row.pk)
    context = {"form": form, "title": title, "button": _("Save"), "survey": row, **more}
    return render(request, "action/desk/survey_form.html", context, status=status)


@require_POST
def arrange(request: HttpRequest, pk: int) -> HttpResponse:
    """Move a question."""
    row = survey_or_404(request, pk)
    do, _dash, number = request.POST.get("do", "").partition("-")
    seen, moved = whole_number(request.POST.get("seen", "")), whole_number(number)
    if do in ("up", "down") and moved is not None and seen is not None:
        try:
            actions.arrange_question(row, moved, do, seen=seen, by=request.user)  # type: ignore[arg-type]
        except NotAllowed as why:
            messages.error(request, str(why))
    return redirect("action:survey", row.pk)
