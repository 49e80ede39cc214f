"""The words of the network in each language, and those that it avoids."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from upstander.core.errors import NotAllowed
from upstander.core.languages import table
from upstander.editing.actions import glossary as actions
from upstander.editing.forms.glossary import AvoidForm, TermForm, WordsForm
from upstander.editing.models import AvoidedWord, GlossaryTerm
from upstander.editing.queries.exchange_who import languages_of
from upstander.editing.queries.glossary import term_list
from upstander.network.interface import source_language

DESK = "editing/"
A_PAGE = 30


def index(request: HttpRequest) -> HttpResponse:
    """The terms of a language, and its words to avoid; one more of these."""
    user: Any = request.user
    chosen = WordsForm(request.GET, languages=_languages_or_404(user))
    language = chosen.language_chosen
    form = AvoidForm(request.POST or None)
    if form.is_valid():
        try:
            actions.avoid_word(language, **form.cleaned_data, by=user)
        except NotAllowed as why:
            form.add_error("word", str(why))
        else:
            messages.success(request, _("Saved."))
            return redirect(_list_of(language))
    page = Paginator(term_list(language, chosen.word), A_PAGE).get_page(request.GET.get("page"))
    context = {
        "chosen": chosen,
        "language_of": table()[language],
        "page": page,
        "source": source_language(),
        "avoided": AvoidedWord.objects.filter(language=language),
        "form": form,
    }
    return render(request, f"{DESK}glossary.html", context)


def term(request: HttpRequest, pk: int) -> HttpResponse:
    """Another word; who saw an older version keeps hers and is told."""
    user: Any = request.user
    row = get_object_or_404(GlossaryTerm, pk=pk, language__in=_languages_or_404(user))
    begun = {
        "seen": row.version, "word": row.word, "others": "\n".join(row.forms),
        "is_always": row.is_always, "note": row.note,
    }  # fmt: skip
    form = TermForm(request.POST or None, initial=begun)
    if form.is_valid():
        try:
            data = {**form.cleaned_data, "forms": form.cleaned_data["others"]}
            actions.change_term(row, data, seen=data["seen"], by=user)
        except NotAllowed as why:
            row.refresh_from_db()
            form = TermForm({**request.POST.dict(), "seen": row.version})
            form.add_error(None, str(why))
        else:
            messages.success(request, _("Saved."))
            return redirect(_list_of(row.language))
    context = {"term": row, "language_of": table()[row.language], "form": form}
    context["source"] = source_language()
    return render(request, f"{DESK}glossary_term.html", context)


@require_POST
def allow(request: HttpRequest, pk: int) -> HttpResponse:
    """A word may be used again. It can be written into the list anew."""
    user: Any = request.user
    row = get_object_or_404(AvoidedWord, pk=pk, language__in=_languages_or_404(user))
    actions.allow_word(row, by=user)
    messages.success(request, _("Saved."))
    return redirect(_list_of(row.language))


def _list_of(language: str) -> str:
    return f"{reverse('editing:glossary')}?language={language}"


def _languages_or_404(user: Any) -> list[str]:
    if languages := languages_of(user):
        return languages
    raise Http404
