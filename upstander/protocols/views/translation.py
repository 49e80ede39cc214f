"""The words of a version in other languages, at the desk."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from upstander.core.errors import NotAllowed, allowed
from upstander.core.languages import table
from upstander.network.interface import memberships_of
from upstander.protocols.actions.translation import Conflict, save_words
from upstander.protocols.forms.translation import WordsForm
from upstander.protocols.queries.translation import (
    is_read,
    lines_of,
    mark_of,
    progress_of,
    stamp_of,
    text_in,
)
from upstander.protocols.rules.translation import may_translate
from upstander.protocols.views.signature import version_or_404

PAGE = "protocols/desk/signature_"


@require_safe
def index(request: HttpRequest, pk: int) -> HttpResponse:
    """How far each language is."""
    version = version_or_404(request, pk)
    context = {"version": version, "rows": progress_of(version)}
    return render(request, f"{PAGE}languages.html", context)


def edit(request: HttpRequest, pk: int, language: str) -> HttpResponse:
    """One language, each text below its source."""
    version = version_or_404(request, pk)
    if language not in table() or language == version.source_language:
        raise Http404
    text, lines = text_in(version, language), lines_of(version)
    mine = list(memberships_of(request.user))
    form = WordsForm(request.POST or None, lines=lines, text=text)
    theirs: dict[str, Any] = {}
    if form.is_valid():
        try:
            save_words(
                text,
                form.words(),
                is_reviewed=form.cleaned_data["is_reviewed"],
                seen=request.POST.get("_seen", ""),
                by=request.user,  # type: ignore[arg-type]
            )
        except NotAllowed as why:
            form.add_error(None, str(why))
            theirs = text.words if isinstance(why, Conflict) else {}
        else:
            messages.success(request, _("Saved."))
            return redirect("protocols:languages", pk)
    context = {
        "version": version,
        "language_row": table()[language],
        "source_row": table()[version.source_language],
        "form": form,
        "rows": [(line, form[line.key], theirs.get(line.key, "")) for line in lines],
        "seen": stamp_of(text),
        "is_read": is_read(text, mark_of(version)),
        "may_write": allowed(may_translate, mine, version, language),
    }
    return render(request, f"{PAGE}language.html", context, status=409 if theirs else 200)
