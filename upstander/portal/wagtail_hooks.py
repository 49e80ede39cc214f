"""How Wagtail is told what the portal adds."""

from wagtail import hooks
from wagtail.rich_text.feature_registry import FeatureRegistry

from upstander.portal.links import PublicPageLink


@hooks.register("register_rich_text_features", order=100)
def link_to_the_page_in_the_readers_language(features: FeatureRegistry) -> None:
    """Links between pages are looked up once a request, in the language being read."""
    features.register_link_type(PublicPageLink)
