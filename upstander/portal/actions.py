"""Writing public pages from plain values, as a pack gives them."""

from collections.abc import Iterable, Mapping
from typing import Any

from wagtail.models import Locale, Page, Site

from upstander.network.interface import source_language
from upstander.portal.content import content_digest, raw_body
from upstander.portal.models import PublicPage
from upstander.portal.queries import page_keys, values_of
from upstander.portal.states import TranslationState

HOME = "home"
Values = Mapping[str, Any]


def open_languages(codes: Iterable[str]) -> None:
    """Make the languages of the site known to Wagtail; those that it has stay."""
    for code in codes:
        Locale.objects.get_or_create(language_code=code)


def write_pages(rows: Mapping[str, Values], site_name: str) -> None:
    """Make or change pages, by `language/key`; parents before children, links last.

    Inside the caller's transaction.
    """
    pages = {f"{p.locale.language_code}/{p.key}": p for p in _all_pages()}
    new = [name for name in rows if name not in pages]
    for name in sorted(new, key=lambda n: _depth(n, rows)):
        pages[name] = _add(name, rows[name], pages)
    if new:
        _root_the_site(pages, site_name)
    ids = {name: page.pk for name, page in pages.items()}
    for name, values in rows.items():
        language = name.partition("/")[0]
        in_language = {
            k.partition("/")[2]: i for k, i in ids.items() if k.startswith(f"{language}/")
        }
        _fill(pages[name], values, in_language)


def give_key(page: PublicPage) -> None:
    """A page without a key gets its slug as key; its translations share it."""
    if not page.key:
        PublicPage.objects.filter(translation_key=page.translation_key).update(key=page.slug)


def note_content(page: PublicPage) -> None:
    """After publishing: keep the digest of the content, and what a translation renders.

    A page just copied into another language begins as a draft; one that a person has marked as
    reviewed renders the source as it is now.
    """
    stored = PublicPage.objects.select_related("locale").get(pk=page.pk)
    changed = {"content_digest": content_digest(values_of(stored, page_keys()))}
    is_copy = (
        stored.translation_state == TranslationState.SOURCE
        and stored.locale.language_code != source_language()
    )
    if is_copy:
        changed["translation_state"] = TranslationState.MACHINE_DRAFT
    if is_copy or stored.translation_state == TranslationState.REVIEWED:
        changed["source_digest"] = _digest_of_source(stored)
    PublicPage.objects.filter(pk=page.pk).update(**changed)


def _digest_of_source(page: PublicPage) -> str:
    sources = PublicPage.objects.filter(
        translation_key=page.translation_key, locale__language_code=source_language()
    )
    return sources.values_list("content_digest", flat=True).first() or ""


def _all_pages() -> list[PublicPage]:
    return list(PublicPage.objects.select_related("locale"))


def _depth(name: str, rows: Mapping[str, Values]) -> int:
    language, _, key = name.partition("/")
    if key == HOME:
        return 0
    return 1 + _depth(f"{language}/{rows[name]['parent'] or HOME}", rows)


def _add(name: str, values: Values, pages: Mapping[str, PublicPage]) -> PublicPage:
    language, _, key = name.partition("/")
    source = next((p for n, p in pages.items() if n.endswith(f"/{key}")), None)
    parent_key = values["parent"] or HOME
    page = PublicPage(
        key=key,
        slug=_slug(key, parent_key, language),
        locale=Locale.objects.get(language_code=language),
        **({"translation_key": source.translation_key} if source else {}),
        **{k: values[k] for k in ("title", "menu", "summary", "icon", "position")},
        live=True,
    )
    parent = Page.get_first_root_node() if key == HOME else pages[f"{language}/{parent_key}"]
    parent.add_child(instance=page)
    return page


def _slug(key: str, parent: str, language: str) -> str:
    return f"{HOME}-{language}" if key == HOME else key.removeprefix(f"{parent}-")


def _fill(page: PublicPage, values: Values, ids: Mapping[str, int]) -> None:
    own = {k: values[k] for k in ("title", "menu", "summary", "icon", "position")}
    page.draft_title = values["title"]
    for name, value in own.items():
        setattr(page, name, value)
    page.body = raw_body(values["body"], ids, page.key)
    page.translation_state = values["translation_state"]
    page.source_digest = values["source_digest"]
    page.content_digest = content_digest(values)
    page.save(clean=False)


def _root_the_site(pages: Mapping[str, PublicPage], name: str) -> None:
    """The site begins at the source's front page; Wagtail's welcome page goes."""
    home = next(
        p
        for n, p in pages.items()
        if n.endswith(f"/{HOME}") and n in pages and _is_source(n, pages)
    )
    site = Site.objects.filter(is_default_site=True).first() or Site(is_default_site=True, port=80)
    welcome = site.root_page if site.root_page_id else None
    site.root_page, site.site_name, site.hostname = home, name, site.hostname or "localhost"
    site.save()
    if welcome and not isinstance(welcome.specific, PublicPage):
        Page.objects.get(pk=welcome.pk).delete()


def _is_source(name: str, pages: Mapping[str, PublicPage]) -> bool:
    return name == next(n for n in pages if n.endswith(f"/{HOME}"))
