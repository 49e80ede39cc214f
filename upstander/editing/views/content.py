"""One piece of content in all its languages; from here translators are asked."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from upstander.core.errors import NotAllowed, allowed
from upstander.editing.actions.careful import set_careful
from upstander.editing.actions.task import ask_translators
from upstander.editing.forms.task import AskForm
from upstander.editing.queries.board import Line
from upstander.editing.queries.who import translators_of
from upstander.editing.rules.task import Who, may_ask
from upstander.editing.shapes import SOURCES
from upstander.editing.states import Standing
from upstander.editing.views.entering import cell_or_404, line_or_404, who_or_404


def show(request: HttpRequest, kind: str, key: str) -> HttpResponse:
    """How far it is everywhere; asks several translators at once, each for her language."""
    user: Any = request.user
    who, line = who_or_404(request), line_or_404(kind, key)
    if "careful" in request.POST:
        return _careful(request, who, line)
    offered = _offered(who, line)
    form = AskForm(request.POST or None, offered=offered)
    if form.is_valid():
        try:
            due_on = form.cleaned_data["due_on"]
            asked = ask_translators(kind, key, form.people, by=user, due_on=due_on)
        except NotAllowed as why:
            form.add_error(None, str(why))
        else:
            names = ", ".join(task.assigned_to.name for task in asked)
            messages.success(request, _("Sent. They get a mail: %(names)s") % {"names": names})
            return redirect("editing:content", kind, key)
    source, original = SOURCES[kind], cell_or_404(line, line.language)
    rows = [(cell, form[name] if (name := f"to-{cell.language}") in form.fields else None)
            for cell in line.cells if cell.standing != Standing.SOURCE]  # fmt: skip
    context = {
        "line": line,
        "label": source.label,
        "rows": rows,
        "form": form,
        "may_ask": bool(offered),
        "has_nobody": who.is_asking and not any([*offered.values(), *(c.task for c in line.cells)]),
        "editor_url": source.editor_url(original.piece) if original.piece else "",
        "public_url": source.public_url(original.piece) if original.piece else "",
        "may_name": who.is_asking,
        "can_be_careful": who.is_asking and source.can_be_careful,
    }
    return render(request, "editing/content.html", context)


def _careful(request: HttpRequest, who: Who, line: Line) -> HttpResponse:
    user: Any = request.user
    if not (who.is_asking and SOURCES[line.kind].can_be_careful):
        raise Http404
    set_careful(line.kind, line.key, is_careful=request.POST["careful"] == "yes", by=user)
    messages.success(request, _("Saved."))
    return redirect("editing:content", line.kind, line.key)


def _offered(who: Who, line: Line) -> dict[str, list[Any]]:
    """Whom she may ask, for each language that nobody was asked for."""
    free = [c.language for c in line.cells if c.standing != Standing.SOURCE and c.task is None]
    found = {
        code: [p for p in people if allowed(may_ask, who, line.kind, code, p.pk)]
        for code, people in translators_of(free).items()
    }
    return {code: people for code, people in found.items() if people}
