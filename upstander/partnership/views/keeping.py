"""How a form of this room is kept: saved, or drawn again with what was typed and why."""

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from upstander.core.errors import NotAllowed
from upstander.core.fields import whole_number
from upstander.network.interface import memberships_of
from upstander.partnership.actions.keeping import Conflict
from upstander.partnership.queries.partner import organisations_of


def organisation_or_404(user: Any, pk: int) -> Any:
    """One for which she writes."""
    found = next((o for o in organisations_of(memberships_of(user)) if o.pk == pk), None)
    if found is None:
        raise Http404
    return found


def seen_of(request: HttpRequest) -> int:
    """The version that the page was drawn from; one that never was, where it does not say."""
    seen = whole_number(request.POST.get("seen", ""))
    return -1 if seen is None else seen


def saved(form: Any, act: Callable[[], Any]) -> Any:
    """What `act` gives; None where the form is not whole or a rule says no, which it then says."""
    if not form.is_valid():
        return None
    try:
        return act() or True
    except NotAllowed as why:
        form.add_error(None, str(why))
        form.is_conflict = isinstance(why, Conflict)
    return None


def form_page(
    request: HttpRequest,
    template: str,
    form: Any,
    row: Any,
    theirs: Callable[[Any], Any],
    **context: Any,
) -> HttpResponse:
    """The form; after a conflict with what is saved now beside it, so that she can decide."""
    is_conflict = getattr(form, "is_conflict", False)
    if row is not None:
        row.refresh_from_db()
    context |= {
        "form": form,
        "row": row,
        "seen": row.version if row is not None else "",
        "theirs": theirs(row) if is_conflict else [],
    }
    return render(request, template, context, status=409 if is_conflict else 200)
