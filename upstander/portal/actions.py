"""Writing public pages from plain values, as a pack gives them."""

from collections.abc import Iterable, Mapping
from itertools import chain, count
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _
from wagtail.actions.copy_for_translation import ParentNotTranslatedError
from wagtail.models import Locale, Page, Site
from wagtail.signal_handlers import disable_reference_index_auto_update

from upstander.accounts.interface import User
from upstander.core.content import raw_body
from upstander.core.errors import NotAllowed
from upstander.core.paths import with_words, words_by_path
from upstander.core.revisions import keep_what_is_live
from upstander.core.translation import TranslationState
from upstander.network.interface import source_language
from upstander.portal.content import CONTENT, content_digest
from upstander.portal.models import PublicPage
from upstander.portal.queries import newest_page, original_page, page_keys, page_words, values_of
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
    """A page without a key gets its slug as key, or more where another page has that already.

    Its translations share it. An alias begins with that of the page that it shows.
    """
    same = PublicPage.objects.filter(translation_key=page.translation_key)
    others = PublicPage.objects.exclude(translation_key=page.translation_key)
    if page.alias_of_id and others.filter(key=page.key).exists():
        PublicPage.objects.filter(pk=page.pk).update(key="")
        page.key = ""
    if not page.key:
        known = same.exclude(key="").order_by("pk").values_list("key", flat=True).first()
        same.filter(key="").update(key=known or _free_key(page))


def _free_key(page: PublicPage) -> str:
    """That no other page has in any language: links and translations know a page by it."""
    parent = PublicPage.objects.filter(pk=page.get_parent().pk).first()
    longest = PublicPage._meta.get_field("key").max_length
    stems = [page.slug, f"{parent.key}-{page.slug}"] if parent and parent.key else [page.slug]
    others = PublicPage.objects.exclude(translation_key=page.translation_key)
    taken = set(others.values_list("key", flat=True))
    found = (stem[:longest].strip("-") for stem in stems)
    counted = (f"{page.slug[: longest - 6].strip('-')}-{number}" for number in count(2))
    return next(key for key in chain(found, counted) if key and key not in taken)


def note_content(page: PublicPage) -> None:
    """After publishing: keep the digest of the content, and what a translation renders.

    A page just copied into another language begins as a draft. One that was reviewed stays so as
    long as its words are those that were read.
    """
    stored = PublicPage.objects.select_related("locale").get(pk=page.pk)
    changed = {"content_digest": content_digest(values_of(stored, page_keys()))}
    is_unread = (
        stored.translation_state == TranslationState.REVIEWED
        and stored.content_digest != changed["content_digest"]
    )
    is_copy = (
        stored.translation_state == TranslationState.SOURCE
        and stored.locale.language_code != source_language()
    )
    if is_copy or is_unread:
        changed["translation_state"] = TranslationState.MACHINE_DRAFT
    if is_copy:
        changed["source_digest"] = _digest_of_source(stored)
    PublicPage.objects.filter(pk=page.pk).update(**changed)


def begin_as_draft(copy: PublicPage, source: PublicPage) -> None:
    """A copy into another language, and the revision that it begins with, are no original."""
    begun = {
        "key": source.key,
        "translation_state": TranslationState.MACHINE_DRAFT.value,
        "source_digest": source.content_digest,
    }
    for name, value in begun.items():
        setattr(copy, name, value)
    PublicPage.objects.filter(pk=copy.pk).update(**begun)
    for revision in copy.revisions.all():
        revision.content |= begun
        revision.save(update_fields=["content"])


@transaction.atomic
def settle_aliases() -> int:
    """What an earlier version made an alias of a page in another language is a draft: how many.

    Readers of a language saw the words of another one in it; now they are told where it is. Those
    in the same language get a key of their own.
    """
    rows = PublicPage.objects.filter(alias_of__isnull=False)
    for page in rows.filter(alias_of__locale=F("locale")).order_by("pk"):
        give_key(page)
    found = list(rows.exclude(alias_of__locale=F("locale")).order_by("pk"))
    for page in found:
        source = PublicPage.objects.get(pk=page.alias_of_id)
        own = {"alias_of": None, "live": False, "has_unpublished_changes": True}
        PublicPage.objects.filter(pk=page.pk).update(**own)
        begin_as_draft(page, source)
    return len(found)


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


@transaction.atomic
def write_page_words(key: str, language: str, words: Mapping[str, str], *, by: User) -> None:
    """Keep a draft in `language`, built as the original is. Nothing that is published changes.

    A path that `words` lacks keeps the words that were there, where the translation is built as
    the original is now; else it has those of the original.
    """
    source = _original(key, language)
    page = newest_page(key, language) or _begin(source, language)
    keep_what_is_live(page)
    values, old = values_of(source, page_keys()), page_words(key, language)
    is_alike = old.keys() == words_by_path(values, CONTENT).keys()
    new = with_words(values, CONTENT, {**(old if is_alike else {}), **words})
    for name in ("title", "menu", "summary"):
        most = PublicPage._meta.get_field(name).max_length
        if len(new[name]) > most:
            raise NotAllowed(
                _("“%(start)s…” is too long. It may have %(most)s characters.")
                % {"start": new[name][:40], "most": most}
            )
        setattr(page, name, new[name])
    ids = PublicPage.objects.filter(locale=page.locale).values_list("key", "pk")
    page.key = source.key
    page.body = raw_body(new["body"], dict(ids), page.key)
    page.translation_state = TranslationState.MACHINE_DRAFT
    page.source_digest = source.content_digest
    page.save_revision(user=by, changed=True, clean=False)


@transaction.atomic
def publish_reviewed_page(key: str, language: str, *, by: User) -> None:
    """The newest words in `language` are published as reviewed; no other language changes.

    The mark carries the digest of what was read, and of the original that it was read against.
    """
    source, page = _original(key, language), newest_page(key, language)
    if page is None:
        raise NotAllowed(_("Write the translation first."))
    page.translation_state = TranslationState.REVIEWED
    page.content_digest = content_digest(values_of(page, page_keys()))
    page.source_digest = source.content_digest
    revision = page.save_revision(user=by, changed=True, clean=False)
    revision.publish(user=by, skip_permission_checks=True)


def _original(key: str, language: str) -> PublicPage:
    source = original_page(key)
    if source is None or language == source.locale.language_code:
        raise NotAllowed(_("This is the original. Change it in the editor."))
    return source


def _begin(source: PublicPage, language: str) -> PublicPage:
    """A page that nobody sees before it is published, below the same page in its language."""
    locale = Locale.objects.get(language_code=language)
    try:
        copy: PublicPage = source.copy_for_translation(locale)
    except ParentNotTranslatedError as error:
        raise NotAllowed(_("Translate the page above this one first.")) from error
    return copy
