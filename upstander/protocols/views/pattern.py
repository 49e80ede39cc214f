"""The library of patterns: read and copied by spokes, kept by the hub."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from upstander.core.errors import NotAllowed, allowed
from upstander.core.languages import table
from upstander.protocols.actions.pattern import move_pattern, start_pattern
from upstander.protocols.forms.protocol import NewPatternForm
from upstander.protocols.queries.pattern import patterns_visible_to
from upstander.protocols.queries.pattern_words import in_reading_language
from upstander.protocols.queries.protocol import is_of_hub, organisations_of, served_by
from upstander.protocols.queries.reading import sections_of
from upstander.protocols.rules import pattern as rules
from upstander.protocols.states import PatternState

DEEDS = {
    "offer": (gettext_lazy("Offer this as a pattern"), PatternState.OFFERED),
    "draft": (gettext_lazy("Make it a draft again"), PatternState.DRAFT),
    "withdraw": (gettext_lazy("Withdraw"), PatternState.WITHDRAWN),
}


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """What there is to copy; for the hub also drafts and what is no longer offered."""
    user: Any = request.user
    if not organisations_of(user):
        raise Http404
    rows = [
        (row, said, table()[said.language])
        for row, said in in_reading_language(patterns_visible_to(user), get_language())
    ]
    context = {"rows": rows, "is_hub": is_of_hub(user)}
    return render(request, "protocols/desk/pattern_list.html", context)


@require_safe
def show(request: HttpRequest, pk: int) -> HttpResponse:
    """All of a pattern, to read and to copy."""
    user: Any = request.user
    pattern = get_object_or_404(patterns_visible_to(user), pk=pk)
    is_hub = is_of_hub(user)
    may_write = allowed(rules.may_write, is_hub, pattern)  # who writes it sees its own words
    language = pattern.language if may_write else get_language()
    [(_row, said)] = in_reading_language([pattern], language)
    context = {
        "pattern": pattern,
        "title": said.title,
        "content": said.content,
        "sections": sections_of(said.content),
        "source": table()[said.language],
        "is_draft_translation": not said.is_reviewed,
        "may_write": may_write,
        "may_copy": allowed(rules.may_be_copied, pattern)
        and any(served_by(organisation) for organisation in organisations_of(user)),
        "deeds": {
            name: label
            for name, (label, state) in DEEDS.items()
            if allowed(rules.may_move, is_hub, pattern, state)
        },
    }
    return render(request, "protocols/desk/pattern_page.html", context)


def new(request: HttpRequest) -> HttpResponse:
    """An empty pattern of the hub's."""
    user: Any = request.user
    if not is_of_hub(user):
        raise Http404
    form = NewPatternForm(request.POST or None, seen=0)
    if form.is_valid():
        data = form.cleaned_data
        pattern = start_pattern(data["title"], data["summary"], language=data["language"], by=user)
        return redirect("protocols:pattern", pattern.pk)
    return render(request, "protocols/desk/pattern_new.html", {"form": form})


@require_POST
def do(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """Offer it, or not."""
    user: Any = request.user
    pattern = get_object_or_404(patterns_visible_to(user), pk=pk)
    if name not in DEEDS:
        raise Http404
    try:
        move_pattern(pattern, DEEDS[name][1], by=user)
    except NotAllowed as why:
        messages.error(request, str(why))
    else:
        messages.success(request, _("Done."))
    return redirect("protocols:pattern", pk)
