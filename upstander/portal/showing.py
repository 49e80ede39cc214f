"""What a page shows, gathered in a fixed number of queries whatever stands on it."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse

from upstander.network.interface import (
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
from upstander.portal.queries import SiteMap, site_map

SAID = ("service", "fact", "funding_model", "milestone", "region")


def frame(pages: SiteMap, key: str = "") -> dict[str, Any]:
    """What every public page has around it: menu, languages, help numbers at the foot."""
    here = pages.page(key)
    return {
        "pages": pages,
        "here": here,
        "wordings": (wordings := Wordings(SAID, pages.source)),
        "foot": [s for s in services(set(), wordings).values() if s.row.is_on_every_page],
    }


def context_of_page(page: Any) -> dict[str, Any]:
    """Everything that the template of a page needs."""
    pages = site_map()
    wordings = Wordings(SAID, pages.source)
    kinds = {block.block_type for block in page.body}
    found = services(_keys(page, "services"), wordings)
    context = {
        "pages": pages,
        "here": pages.page(page.key),
        "parent": _parent(pages, page.key),
        "services": found,
        "foot": [s for s in found.values() if s.row.is_on_every_page],
        "facts": facts(_keys(page, "facts"), wordings) if "facts" in kinds else {},
    }
    for kind in kinds & FROM_DATA.keys():
        context |= FROM_DATA[kind](wordings, pages)
    return context


def respond(request: HttpRequest, template: str, context: dict[str, Any], **kw: Any) -> HttpResponse:
    """Render at once, while links between pages are known."""
    with reading(context["pages"]):
        return TemplateResponse(request, template, context, **kw).render()


def _parent(pages: SiteMap, key: str) -> Any:
    here = pages.page(key)
    return pages.page(here.parent) if here and here.parent else None


def _keys(page: Any, kind: str) -> set[str]:
    return {key for block in page.body if block.block_type == kind for key in block.value["items"]}


def _spokes(wordings: Wordings, pages: SiteMap) -> dict[str, Any]:
    spokes = list(open_spokes())
    by_region: dict[Any, list[Any]] = {}
    for spoke in spokes:
        by_region.setdefault(spoke.region, []).append(spoke)
    regions = [
        (wordings.text(f"region:{region.key}:name", region.name), found)
        for region, found in sorted(by_region.items(), key=lambda r: r[0].position)
    ]
    return {"spokes_by_region": regions, "spokes": spokes, "hub": hub_today()}


def _map(wordings: Wordings, pages: SiteMap) -> dict[str, Any]:
    shown = _spokes(wordings, pages)
    found = programme()
    outline = found.outline if found else ""
    return {**shown, "map": draw_map(outline, shown["spokes"], shown["hub"])}


FROM_DATA: dict[str, Callable[[Wordings, SiteMap], dict[str, Any]]] = {
    "map": _map,
    "spokes": _spokes,
    "funding": lambda wordings, _: {"funding_models": funding_models(wordings)},
    "milestones": lambda wordings, _: {"milestones": statements("milestone", wordings)},
    "languages": lambda _, pages: {"shares": translation_shares(pages)},
}
