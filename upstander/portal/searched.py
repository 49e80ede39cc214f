"""What the search finds of the portal: its pages, and the services that stand on them."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _

from upstander.core.content import words_of
from upstander.network.interface import Wordings, facts, services, source_language
from upstander.portal.models import PublicPage
from upstander.portal.queries import SiteMap, site_map
from upstander.search.interface import Document, Source

HELP = "find-help"


def _text(page: PublicPage, said: dict[str, Any]) -> str:
    """All that stands on a page; facts in words, services apart."""
    found: list[str] = []
    for block in page.body.raw_data:
        if block["type"] == "facts":
            keys = [i["value"] if isinstance(i, dict) else i for i in block["value"]["items"]]
            found += [str(said[key].say["text"]) for key in keys if key in said]
        elif block["type"] == "services":
            found.append(block["value"].get("heading") or "")
        else:
            found += words_of(block["value"])
    return " ".join(" ".join(found).split())


def _keys(pages: list[PublicPage], kind: str) -> set[str]:
    return {
        item["value"] if isinstance(item, dict) else item
        for page in pages for block in page.body.raw_data if block["type"] == kind
        for item in block["value"]["items"]
    }  # fmt: skip


def _live(language: str) -> tuple[list[PublicPage], SiteMap]:
    """Pages in a language, and the map that knows their addresses."""
    rows = PublicPage.objects.live().filter(locale__language_code=language)
    return list(rows.order_by("position", "pk")), site_map(language)


def _pages(language: str) -> Iterator[Document]:
    rows, pages = _live(language)
    said = facts(_keys(rows, "facts"), Wordings(("fact",), source_language()))
    paths = {link.id: link.path for link in pages.links}
    for page in rows:
        text = _text(page, said)
        yield Document("page", page.key, page.title, paths[page.pk], page.summary, text)


def _services(language: str) -> Iterator[Document]:
    """Each with the first page on which it stands, and under which topics it is found."""
    wordings = Wordings(("service",), source_language())
    rows, pages = _live(language)
    own = _keys(rows, "services")
    if not rows:
        return
    first: dict[str, str] = {}
    for page in sorted(rows, key=lambda row: row.key != HELP):
        link = pages.by_id(page.pk)
        for key in sorted(_keys([page], "services")):
            first.setdefault(key, link.path if link else f"/{language}/")
    help_page = pages.page(HELP)
    elsewhere = help_page.path if help_page else f"/{language}/"
    topics = {link.key.removeprefix("options-"): link.menu for link in pages.pages()}
    for key, shown in services(own, wordings).items():
        say, row = shown.say, shown.row
        rest = ("phone_note", "hours", "languages", "cost", "limits", "first_steps")
        body = " ".join([*(str(say[name]) for name in rest), row.phone, row.text_number])
        under = tuple((topic, topics[topic]) for topic in row.topics if topic in topics)
        yield Document(
            "service", key, str(say["name"]), first.get(key, elsewhere), str(say["purpose"]),
            body, row.phone, say["name"].language, topics=under,
        )  # fmt: skip


PACK = {"pack", "wording"}
SOURCES = (
    Source("pages", _pages, {"page": _("Pages")}, frozenset({*PACK, "fact"})),
    Source("services", _services, {"service": _("Help and advice")},
           frozenset({*PACK, "service"})),
)  # fmt: skip
