"""What the public may see of the pages."""

from collections.abc import Collection, Iterator, Mapping
from typing import Any, NamedTuple

from django.conf import settings
from django.db.models import Exists, OuterRef
from django.utils import translation
from wagtail.models import Locale, Page
from wagtail.query import PageQuerySet

from upstander.core.content import plain_body
from upstander.core.pages import PageAddress
from upstander.core.paths import words_by_path
from upstander.core.translation import (
    OF_PIECES,
    Piece,
    TranslationState,
    is_outdated,
    pieces_of,
)
from upstander.editing.interface import careful
from upstander.learning.interface import Leading, addresses_of_row
from upstander.network.interface import source_language
from upstander.portal.content import CONTENT
from upstander.portal.models import PublicPage

HOME = "home"


class Link(NamedTuple):
    """A live page as others point to it."""

    id: int
    key: str
    language: str
    title: str
    menu: str
    path: str
    parent: str
    icon: str
    position: int
    state: str
    is_outdated: bool
    is_careful: bool = False


class SiteMap:
    """Every live page in every language, from one query; read in one language."""

    def __init__(self, language: str, source: str, links: list[Link]) -> None:
        self.language = language
        self.source = source
        self.links = links
        self._by_key = {(link.key, link.language): link for link in links}
        self._key_of = {link.id: link.key for link in links}

    def page(self, key: str) -> Link | None:
        """The page `key` in the reader's language, else in the source language."""
        return self._by_key.get((key, self.language)) or self._by_key.get((key, self.source))

    def by_id(self, page_id: int) -> Link | None:
        """The page with this number, whichever language it is in, as the reader sees it."""
        return self.page(self._key_of.get(page_id, ""))

    def pages(self) -> list[Link]:
        """Each page once, as the reader sees it, in order."""
        keys = dict.fromkeys(link.key for link in sorted(self.links, key=lambda n: n.position))
        return [found for key in keys if (found := self.page(key))]

    def children(self, key: str) -> list[Link]:
        """The pages below `key`, in order."""
        return [link for link in self.pages() if link.parent == key]

    def alternates(self, key: str) -> list[Link]:
        """The page `key` in every language that it has."""
        return [link for link in self.links if link.key == key]

    @property
    def languages(self) -> list[str]:
        """Languages in which the front page is live; the source first."""
        codes = {link.language for link in self.links if link.key == HOME}
        order = [code for code, _ in _content_languages() if code in codes]
        return sorted(order, key=lambda code: code != self.source)


def site_map(language: str | None = None, source: str | None = None) -> SiteMap:
    """The live pages, to be read in `language` (the active one)."""
    source = source or source_language()
    is_careful = Exists(careful("page").filter(key=OuterRef("key")))
    rows = PublicPage.objects.live().annotate(is_careful=is_careful).values(
        "id", "key", "locale__language_code", "title", "menu", "url_path", "icon",
        "position", "translation_state", "content_digest", "source_digest", "is_careful",
    )  # fmt: skip
    digests = {r["key"]: r["content_digest"] for r in rows if r["locale__language_code"] == source}
    links = [_link(row, digests) for row in rows]
    keys = {(link.language, link.path): link.key for link in links}
    placed = [n._replace(parent=keys.get((n.language, n.parent), "")) for n in links]
    return SiteMap(language or translation.get_language() or source, source, placed)


def _link(row: dict[str, Any], digests: dict[str, str]) -> Link:
    language = row["locale__language_code"]
    below_home = row["url_path"].strip("/").split("/")[1:]
    path = "/".join(["", language, *below_home, ""])
    parent = "/".join(["", language, *below_home[:-1], ""]) if below_home else ""
    state = row["translation_state"]
    stale = is_outdated(state, row["source_digest"], digests.get(row["key"], ""))
    return Link(
        row["id"], row["key"], language, row["title"], row["menu"], path, parent,
        row["icon"], row["position"], state, stale, row["is_careful"],
    )  # fmt: skip


def _content_languages() -> list[tuple[str, str]]:
    return list(settings.LANGUAGES)


def offered_languages() -> list[str]:
    """The languages of the site, the source first; empty before a pack was loaded."""
    return site_map().languages


def live_page(language: str, path: str) -> PublicPage | None:
    """The page at `path` below the front page of a language; one query."""
    below = f"{path.strip('/')}/" if path.strip("/") else ""
    pages = PublicPage.objects.live().select_related("locale")
    return pages.filter(
        locale__language_code=language, url_path=f"/{HOME}-{language}/{below}"
    ).first()


def page_names() -> list[tuple[str, str]]:
    """Key and title of each page in the source language, in order."""
    pages = PublicPage.objects.filter(translation_state=TranslationState.SOURCE)
    return list(pages.order_by("position", "pk").values_list("key", "title"))


def locales() -> dict[str, Locale]:
    """The languages that Wagtail knows, by code."""
    return {locale.language_code: locale for locale in Locale.objects.all()}


def page_places() -> list[PageAddress]:
    """Every live page with its address."""
    return [
        PageAddress(link.id, link.key, link.language, link.path, link.state == "source")
        for link in site_map(source=settings.LANGUAGE_CODE).links
    ]


def pages_leading() -> Iterator[Leading]:
    """Where each live page leads elsewhere; one query."""
    rows = PublicPage.objects.live().order_by("pk").only("key", "title", "body")
    for page in rows.iterator(chunk_size=200):
        yield Leading("page", page.key, page.title, addresses_of_row(page))


def page_keys() -> dict[int, str]:
    """The key of each page, by number."""
    return dict(PublicPage.objects.values_list("id", "key"))


def values_of(page: PublicPage, keys: Mapping[int, str]) -> dict[str, Any]:
    """A page as plain values."""
    return {
        "title": page.title,
        "menu": page.menu,
        "summary": page.summary,
        "icon": page.icon,
        "position": page.position,
        "body": plain_body(page.body.raw_data, keys),
        "translation_state": page.translation_state,
        "source_digest": page.source_digest,
    }


def page_snapshot() -> dict[str, dict[str, Any]]:
    """Every page as plain values, by `language/key`."""
    keys = page_keys()
    pages = PublicPage.objects.select_related("locale")
    return {f"{p.locale.language_code}/{p.key}": values_of(p, keys) for p in pages}


def page_pieces(careful: Collection[str]) -> list[Piece]:
    """Every page in every language, as the board of translations sees it; two queries."""
    source = source_language()
    rows = PublicPage.objects.exclude(key="").order_by("position", "pk").values(*OF_PIECES)
    return pieces_of([row | {"translation_state": _state(row, source)} for row in rows], careful)


def _state(row: Mapping[str, Any], source: str) -> str:
    """A copy that the editor made and nobody has published yet is a draft."""
    if row["locale__language_code"] == source:
        return TranslationState.SOURCE
    state: str = row["translation_state"]
    return TranslationState.MACHINE_DRAFT if state == TranslationState.SOURCE else state


def original_page(key: str) -> PublicPage | None:
    """The published page from which the others are translated."""
    rows = PublicPage.objects.live().select_related("locale")
    return rows.filter(key=key, locale__language_code=source_language()).first()


def translations_of_original(page: Page) -> PageQuerySet:
    """Of a page in the source language those in the others; of any other page none."""
    rows = PublicPage.objects.filter(translation_key=page.translation_key).exclude(pk=page.pk)
    is_original = page.locale.language_code == source_language()
    return rows.order_by("pk") if is_original else rows.none()


def published_keys(keys: Collection[str]) -> set[str]:
    """Those of `keys` that are of published originals; one query."""
    rows = PublicPage.objects.live().filter(key__in=keys)
    return set(rows.filter(locale__language_code=source_language()).values_list("key", flat=True))


def original_body(key: str, source: str) -> Any:
    """The body of a page in the source language; one query."""
    pages = PublicPage.objects.live().filter(key=key, locale__language_code=source)
    page = pages.only("body").first()
    return page.body if page else None


def newest_page(key: str, language: str) -> PublicPage | None:
    """The page in a language with its newest words, published or not."""
    rows = PublicPage.objects.select_related("locale", "latest_revision")
    page: PublicPage | None = rows.filter(key=key, locale__language_code=language).first()
    if page and page.latest_revision_id and page.has_unpublished_changes:
        newest: PublicPage = page.get_latest_revision_as_object()
        return newest
    return page


def page_words(key: str, language: str) -> dict[str, str]:
    """Each text by its path: of the original what is published, of others the newest words."""
    is_source = language == source_language()
    page = original_page(key) if is_source else newest_page(key, language)
    return words_by_path(values_of(page, page_keys()), CONTENT) if page else {}


def page_path(piece: Piece) -> str:
    """Where a published page is."""
    link = site_map(piece.language).page(piece.key)
    return link.path if link and link.language == piece.language else ""
