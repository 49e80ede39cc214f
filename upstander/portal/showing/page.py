"""What any page shows, and a page of the tree."""

from collections.abc import Callable, Sequence, Set
from typing import Any, NamedTuple

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse

from upstander.core.beside import parts_of
from upstander.core.languages import table
from upstander.core.translation import TranslationState
from upstander.network.interface import (
    Shown,
    Wordings,
    facts,
    funding_models,
    hub_today,
    open_spokes,
    programme,
    services,
    statements,
)
from upstander.portal.languages import translation_shares
from upstander.portal.links import reading
from upstander.portal.map import draw_map
from upstander.portal.queries import Link, SiteMap, original_body, site_map

SAID = ("service", "fact", "funding_model", "milestone", "duty", "region", "programme")
HOME = "home"
STEPS_NOW = ("it-happened-to-me", "i-saw-it", "options", "record", "help-my-community")


class Tongue(NamedTuple):
    """A language that one may switch to, and the address of this page in it."""

    code: str
    name: str
    direction: str
    path: str


def frame(
    request: HttpRequest, key: str = "", keys: Set[str] = frozenset(), said: Sequence[str] = ()
) -> dict[str, Any]:
    """What every public page has around it: menu, languages, help numbers at the foot.

    `key` is the page that this one belongs to; a page of the tree is that page itself. `keys`
    are services that the page shows beside those at the foot, `said` kinds of records of which it
    says something beside those that any page may.
    """
    found = programme()
    pages = site_map(source=found.source_language if found else "en")
    wordings = Wordings((*SAID, *said), pages.source)
    here = pages.page(key)
    is_page = bool(here and here.path == request.path)
    tongues = _tongues(pages, request.path, key if is_page else "")
    lacking = set(pages.languages) - {a.language for a in pages.alternates(key)} if is_page else ()
    return {
        "pages": pages,
        "source": table()[pages.source],
        "here": here if is_page else None,
        "parent": pages.page(here.parent) if here and is_page and here.parent else here,
        "wordings": wordings,
        "programme": found,
        "notice": wordings.text(f"programme:{found.name}:notice", found.notice) if found else "",
        "menu": [link for link in pages.pages() if link.parent in ("", HOME)],
        "tongues": tongues,
        "alternates": [tongue for tongue in tongues if tongue.code not in lacking],
        "default_path": next((t.path for t in tongues if t.code == pages.source), ""),
        "rest": request.path.lstrip("/").partition("/")[2],
        "site": settings.PUBLIC_URL,
        "steps_now": STEPS_NOW,
        "services": (shown := services(set(keys), wordings)),
        "foot": foot_of(shown),
    }


def foot_of(found: dict[str, Shown]) -> list[Shown]:
    """The services whose numbers stand at the foot of every page."""
    return [shown for shown in found.values() if shown.row.is_on_every_page]


def context_of_page(request: HttpRequest, page: Any) -> dict[str, Any]:
    """Everything that the template of a page needs."""
    context = frame(request, page.key, _keys(page, "services"))
    wordings = context["wordings"]
    kinds = {block.block_type for block in page.body}
    context["parts"] = parts_of(page.body, _original_of(context["here"], context["pages"]))
    context["facts"] = facts(_keys(page, "facts"), wordings) if "facts" in kinds else {}
    if _ends_with_numbers(page, context["foot"]):
        context["foot"] = []
    for kind in sorted(kinds & FROM_DATA.keys(), reverse=True):
        context |= FROM_DATA[kind](context)
    return context


def _original_of(here: Link | None, pages: SiteMap) -> Any:
    """The body in the source language, to stand beside words that no person has read.

    Only of pages about safety, rights or consent.
    """
    if here is None or not here.is_careful or here.language == pages.source:
        return None
    is_read = here.state == TranslationState.REVIEWED and not here.is_outdated
    return None if is_read else original_body(here.key, pages.source)


def respond(
    request: HttpRequest, template: str, context: dict[str, Any], **kw: Any
) -> HttpResponse:
    """Render at once, while links between pages are known."""
    with reading(context["pages"]):
        return TemplateResponse(request, template, context, **kw).render()


def _tongues(pages: SiteMap, path: str, key: str) -> list[Tongue]:
    rest = path.lstrip("/").partition("/")[2]
    own = {link.language: link.path for link in pages.alternates(key)}
    paths = {code: own.get(code, f"/{code}/" + ("" if key else rest)) for code in pages.languages}
    rows = (table()[code] for code in pages.languages)
    return [Tongue(row.code, row.name, row.direction, paths[row.code]) for row in rows]


def _ends_with_numbers(page: Any, foot: list[Shown]) -> bool:
    """Whether the last block shows the same numbers already, so that none stands twice."""
    last = page.body[-1] if page.body else None
    if last is None or last.block_type != "services":
        return False
    return {shown.row.key for shown in foot} <= set(last.value["items"])


def _keys(page: Any, kind: str) -> set[str]:
    return {key for block in page.body if block.block_type == kind for key in block.value["items"]}


def _spokes(context: dict[str, Any]) -> dict[str, Any]:
    spokes = list(open_spokes())
    by_region: dict[Any, list[Any]] = {}
    for spoke in spokes:
        by_region.setdefault(spoke.region, []).append(spoke)
    say = context["wordings"].text
    regions = [
        (say(f"region:{region.key}:name", region.name), found)
        for region, found in sorted(by_region.items(), key=lambda r: r[0].position)
    ]
    return {"spokes_by_region": regions, "spokes": spokes, "hub": hub_today()}


def _map(context: dict[str, Any]) -> dict[str, Any]:
    shown = context if "spokes" in context else _spokes(context)
    found = context["programme"]
    drawn = draw_map(found.outline if found else "", shown["spokes"], shown["hub"])
    return {**shown, "map": drawn}


FROM_DATA: dict[str, Callable[[dict[str, Any]], dict[str, Any]]] = {
    "map": _map,
    "spokes": _spokes,
    "funding": lambda context: {"funding_models": funding_models(context["wordings"])},
    "milestones": lambda context: {"milestones": statements("milestone", context["wordings"])},
    "languages": lambda context: {"shares": translation_shares(context["pages"])},
}
