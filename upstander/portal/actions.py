"""Writing public pages from plain values, as a pack gives them."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction
from wagtail.models import Locale, Page, Site
from wagtail.signal_handlers import disable_reference_index_auto_update

from upstander.core.content import raw_body
from upstander.core.translation import TranslationState
from upstander.network.interface import source_language
from upstander.portal.content import content_digest
from upstander.portal.models import PublicPage
from upstander.portal.queries import page_keys, values_of
from upstander.portal.tasks import write_down_references

HOME = "home"
SHOWN = ("title", "menu", "summary", "icon", "position")
OWN = ("body", "translation_state", "source_digest", "content_digest")
Values = Mapping[str, Any]


def open_languages(codes: Iterable[str]) -> None:
    """Make the languages of the site known to Wagtail; those that it has stay."""
    for code in codes:
        Locale.objects.get_or_create(language_code=code)


def write_pages(rows: Mapping[str, Values], site_name: str) -> None:
    """Make or change pages, by `language/key`; parents before children, links last.

    Inside the caller's transaction. What links to what is written down by a job afterwards, once,
    not with every page.
    """
    pages = {f"{p.locale.language_code}/{p.key}": p for p in _all_pages()}
    new = sorted((name for name in rows if name not in pages), key=lambda n: _depth(n, rows))
    with disable_reference_index_auto_update():
        for name in new:
            pages[name] = _add(name, rows[name], pages)
        if new:
            _root_the_site(pages, site_name)
        _fill_all(rows, pages, set(new))
    if rows:
        transaction.on_commit(write_down_references.enqueue)


def _fill_all(rows: Mapping[str, Values], pages: Mapping[str, PublicPage], new: set[str]) -> None:
    ids: dict[str, dict[str, int]] = {}
    for name, page in pages.items():
        language, _, key = name.partition("/")
        ids.setdefault(language, {})[key] = page.pk
    for name, values in rows.items():
        _fill(pages[name], values, ids[name.partition("/")[0]])
        if name not in new:
            _save_changed(pages[name], values)
    made = [pages[name] for name in rows if name in new]
    PublicPage.objects.bulk_update(made, OWN, batch_size=100)


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
    if key == HOME or name not in rows:
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
        **{name: values[name] for name in SHOWN},
        live=True,
    )
    parent = Page.get_first_root_node() if key == HOME else pages[f"{language}/{parent_key}"]
    parent.add_child(instance=page)
    return page


def _slug(key: str, parent: str, language: str) -> str:
    return f"{HOME}-{language}" if key == HOME else key.removeprefix(f"{parent}-")


def _fill(page: PublicPage, values: Values, ids: Mapping[str, int]) -> None:
    page.body = raw_body(values["body"], ids, page.key)
    page.translation_state = values["translation_state"]
    page.source_digest = values["source_digest"]
    page.content_digest = content_digest(values)


def _save_changed(page: PublicPage, values: Values) -> None:
    """A page that was there: where staff have edited it, the editor shows the new words too."""
    page.draft_title = values["title"]
    for name in SHOWN:
        setattr(page, name, values[name])
    page.save(clean=False)
    if page.latest_revision_id:
        page.save_revision(clean=False).publish()


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
