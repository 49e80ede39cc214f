"""The board: how far each language is, what comes next, and every piece."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from upstander.editing.forms.filters import FilterForm
from upstander.editing.queries.board import Board, board, narrowed, next_steps
from upstander.editing.queries.home import panels_for
from upstander.editing.states import SHAPES, Standing
from upstander.editing.views.entering import who_or_404
from upstander.network.interface import memberships_asked_once

A_PAGE = 50


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """All of it, narrowed by what was chosen."""
    with memberships_asked_once():
        who = who_or_404(request)
        panels = panels_for(request.user, timezone.now())  # type: ignore[arg-type]
    whole = board()
    form = FilterForm(request.GET, languages=whole.languages)
    chosen = form.chosen
    found = Board(whole.languages, [n for n in whole.lines if chosen["kind"] in ("", n.kind)])
    lines = narrowed(found.lines, chosen["language"], chosen["state"])
    own = who.languages if who.languages and not who.is_asking else whole.languages
    context = {
        "form": form,
        "panels": panels,
        "shares": found.shares(),
        "steps": next_steps(found.lines, own),
        "page": Paginator(lines, A_PAGE).get_page(request.GET.get("page")),
        "languages": [chosen["language"]] if chosen["language"] else whole.languages,
        "legend": [(SHAPES[state], state.label) for state in Standing],
        "may_name": who.is_asking,
        "is_unnamed": who.is_translating and not (who.is_asking or who.languages),
        "may_exchange": who.is_asking or bool(who.languages),
    }
    return render(request, "editing/board.html", context)
