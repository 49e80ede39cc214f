"""Who comes in: everyone whom the board concerns; others find nothing here."""

from django.http import Http404, HttpRequest

from upstander.core.errors import allowed
from upstander.editing.queries.board import Cell, Line, line_of
from upstander.editing.queries.who import who_is
from upstander.editing.rules.task import Who, may_enter


def who_or_404(request: HttpRequest) -> Who:
    """The person who asks, where the board concerns her."""
    who = who_is(request.user)  # type: ignore[arg-type]
    if not allowed(may_enter, who):
        raise Http404
    return who


def line_or_404(kind: str, key: str) -> Line:
    """One piece of content in all languages."""
    line = line_of(kind, key)
    if line is None:
        raise Http404
    return line


def cell_or_404(line: Line, language: str) -> Cell:
    """It in one language of the site."""
    for cell in line.cells:
        if cell.language == language:
            return cell
    raise Http404
