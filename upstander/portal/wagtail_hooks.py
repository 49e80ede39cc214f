"""How Wagtail is told what the portal adds."""

from django.http import HttpRequest
from wagtail import hooks
from wagtail.models import Page
from wagtail.rich_text.feature_registry import FeatureRegistry

from upstander.portal.actions import note_content
from upstander.portal.links import PublicPageLink
from upstander.portal.models import PublicPage


@hooks.register("register_rich_text_features", order=100)
def link_to_the_page_in_the_readers_language(features: FeatureRegistry) -> None:
    """Links between pages are looked up once a request, in the language being read."""
    features.register_link_type(PublicPageLink)


@hooks.register("after_publish_page")
def keep_the_digest_of_what_was_published(request: HttpRequest, page: Page) -> None:
    """So that its translations are known to be outdated."""
    if isinstance(page.specific, PublicPage):
        note_content(page.specific)
