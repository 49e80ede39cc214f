"""The pieces of content that is learned from, by the same names as in a pack."""

from django.apps import apps
from wagtail import blocks

from upstander.core.blocks import Details, Headed, Key, Notice, Panel, Steps, Text
from upstander.core.translation import TranslationState
from upstander.network.interface import FactKey, ServiceKey


class ResourceKey(Key):
    def choices(self) -> list[tuple[str, str]]:
        """Resources of the library."""
        rows = apps.get_model("learning", "Resource")._default_manager
        found = rows.filter(translation_state=TranslationState.SOURCE).order_by("title")
        return list(found.values_list("key", "title"))


class Services(Headed):
    items = blocks.ListBlock(ServiceKey())

    class Meta:
        icon = "mobile-alt"
        template = "learning/blocks/services.html"


class Facts(Headed):
    items = blocks.ListBlock(FactKey())

    class Meta:
        icon = "openquote"
        template = "learning/blocks/facts.html"


class Resources(Headed):
    """What a collection or a reading list holds, in order."""

    items = blocks.ListBlock(ResourceKey())

    class Meta:
        icon = "list-ul"
        template = "learning/blocks/resources.html"


class Body(blocks.StreamBlock):
    """Everything that may stand in a resource."""

    text = Text()
    steps = Steps()
    panel = Panel()
    notice = Notice()
    details = Details()
    services = Services()
    facts = Facts()
    resources = Resources()
