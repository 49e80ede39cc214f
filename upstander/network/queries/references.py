"""Records of the network within content of other rooms, in the language of the page around it."""

from wagtail import blocks

from upstander.core.blocks import Headed, Key
from upstander.network.queries.directory import fact_texts, service_names


class ServiceKey(Key):
    def choices(self) -> list[tuple[str, str]]:
        """Services of the directory."""
        return service_names()


class FactKey(Key):
    def choices(self) -> list[tuple[str, str]]:
        """Facts about rights."""
        return fact_texts()


class Services(Headed):
    items = blocks.ListBlock(ServiceKey())

    class Meta:
        icon = "mobile-alt"
        template = "network/blocks/services.html"


class Facts(Headed):
    items = blocks.ListBlock(FactKey())

    class Meta:
        icon = "openquote"
        template = "network/blocks/facts.html"
