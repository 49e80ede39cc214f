"""One page: the box, what was found, and how to narrow it.

What is looked for can say much about who looks. So it is sent in the body of a form, never in an
address, which would stand in the history of a shared computer and in the logs on the way.
"""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from upstander.core.fields import whole_number
from upstander.core.front import for_the_public
from upstander.network.interface import frame
from upstander.search.actions import ask_for_an_index
from upstander.search.index import FACETS, Damaged
from upstander.search.queries import Found, find
from upstander.search.sources import names_of_kinds
from upstander.search.words import plain_text

LONGEST = 200  # letters: a question, not a page
LONGEST_PAGE = 4


@for_the_public
def search(request: HttpRequest) -> HttpResponse:
    """What was typed stays in the box, whatever comes of it."""
    context = frame(request)
    typed = plain_text(request.POST.get("q", "")[: LONGEST * 60])
    chosen = {name: value for name in FACETS if (value := _picked(request, name))}
    context |= {"typed": typed, "chosen": chosen, "carried": True, "is_asked": bool(request.POST)}
    if len(typed) > LONGEST:
        context["is_too_long"] = True
    elif typed:
        context |= _answer(request, typed, chosen, context["source"].code)
    status = 503 if context.get("is_away") else 200
    return render(request, "search/results.html", context, status=status)


def _answer(
    request: HttpRequest, typed: str, chosen: dict[str, str], source: str
) -> dict[str, Any]:
    page = whole_number(request.POST.get("page", ""), LONGEST_PAGE) or 1
    language = request.LANGUAGE_CODE  # type: ignore[attr-defined]
    try:
        found = find(typed, language, source, page=page, chosen=chosen)
    except Damaged:
        ask_for_an_index()
        return {"is_away": True}
    kinds = names_of_kinds()
    hits = [(kinds.get(hit.kind, ""), hit) for hit in found.hits]
    numbers = range(1, found.pages + 1)
    facets = _facets(found, chosen, kinds)
    return {"found": found, "hits": hits, "facets": facets, "numbers": numbers}


def _facets(
    found: Found, chosen: dict[str, str], kinds: dict[str, str]
) -> list[tuple[str, list[tuple[str, str, bool]]]]:
    """Only those by which anything may be told apart."""
    shown = []
    for field in FACETS:
        rows = [
            (key, kinds.get(key, key) if field == "kind" else name, chosen.get(field) == key)
            for key, name in found.facets.get(field, [])
        ]
        if len(rows) > 1 or any(is_chosen for *_, is_chosen in rows):
            shown.append((field, rows))
    return shown


def _picked(request: HttpRequest, name: str) -> str:
    """The last that was sent: the button, which comes after what the form carries."""
    return plain_text((request.POST.getlist(name) or [""])[-1][:80])
