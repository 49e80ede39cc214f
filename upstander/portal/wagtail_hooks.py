"""How Wagtail is told what the portal adds."""

from collections.abc import Iterable
from typing import Any

from django.db.models.signals import post_delete
from django.dispatch import receiver
from django.http import HttpRequest
from wagtail import hooks
from wagtail.admin.viewsets.pages import PageViewSet
from wagtail.models import Page
from wagtail.rich_text.feature_registry import FeatureRegistry
from wagtail.signals import (
    copy_for_translation_done,
    page_published,
    page_unpublished,
    post_page_move,
)

from upstander.core.editor import ApprovingPage
from upstander.core.revisions import keep_what_is_live
from upstander.learning.interface import check_published
from upstander.portal.actions import begin_as_draft, give_key, note_content
from upstander.portal.links import PublicPageLink
from upstander.portal.models import PublicPage
from upstander.portal.queries import translations_of_original
from upstander.search.interface import touched


@hooks.register("register_rich_text_features", order=100)
def link_to_the_page_in_the_readers_language(features: FeatureRegistry) -> None:
    """Links between pages are looked up once a request, in the language being read."""
    features.register_link_type(PublicPageLink)


class PublicPages(PageViewSet):
    model = PublicPage
    workflow_action_view_class = ApprovingPage


@hooks.register("register_admin_viewset")
def ask_before_a_page_is_approved() -> PageViewSet:
    """Also where it is approved without its form."""
    return PublicPages()


@hooks.register("after_create_page")
def give_a_new_page_its_key(request: HttpRequest, page: Page) -> None:
    """Cards and links know a page by its key; a page made in the editor gets its slug."""
    if isinstance(page.specific, PublicPage):
        give_key(page.specific)


@hooks.register("after_copy_page")
def give_copies_their_keys(request: HttpRequest, page: Page, copy: Page) -> None:
    """With those below it; an alias that is made there is published without a word to anyone."""
    for row in PublicPage.objects.descendant_of(copy, inclusive=True).order_by("path", "pk"):
        give_key(row)


@hooks.register("before_edit_page")
def keep_what_readers_see(request: HttpRequest, page: Page) -> None:
    """A page that a pack wrote stays on the site while a later version of it is scheduled."""
    if isinstance(page.specific, PublicPage):
        keep_what_is_live(page.specific)


@hooks.register("construct_translated_pages_to_cascade_actions")
def take_translations_away_with_their_original(
    pages: Iterable[Page], action: str
) -> dict[Page, Any]:
    """The editor says so before. Without it they stood where no board shows them."""
    if action not in ("unpublish", "delete"):
        return {}
    found = {page: translations_of_original(page) for page in pages}
    return {page: rows.live() for page, rows in found.items()} if action == "unpublish" else found


@receiver(copy_for_translation_done)
def begin_a_copy_as_a_draft(source_obj: Any, target_obj: Any, **kwargs: Any) -> None:
    """However it came to be copied: its words are not those of its language yet."""
    if isinstance(target_obj, PublicPage):
        begin_as_draft(target_obj, source_obj)


@receiver(page_published)
def keep_the_digest_of_what_was_published(instance: Page, **kwargs: Any) -> None:
    """So that its translations are known to be outdated; however it came to be published."""
    if isinstance(instance, PublicPage):
        give_key(instance)
        note_content(instance)
        check_published(instance)


@receiver(page_unpublished)
def take_translations_away_as_well(instance: Page, **kwargs: Any) -> None:
    """However the original was: by the clock, from the list of pages, or with one above it."""
    if isinstance(instance, PublicPage):
        for page in translations_of_original(instance).live():
            page.unpublish()


@receiver([page_published, page_unpublished])
def have_it_found(instance: Page, **kwargs: Any) -> None:
    """The search reads the pages of this language again, however it came to be changed."""
    if isinstance(instance, PublicPage):
        touched("pages", instance.locale.language_code)
        touched("services", instance.locale.language_code)


@receiver([post_page_move, post_delete])
def have_nothing_found_where_it_was(sender: type, **kwargs: Any) -> None:
    """A page that went elsewhere takes those below it along."""
    if sender is PublicPage:
        touched("pages")
        touched("services")
