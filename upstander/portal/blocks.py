"""The pieces a public page is made of. They hold words; what a page may show is asked elsewhere."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from upstander.core.blocks import WORDS, Details, Headed, Key, Notice, Panel, Steps, Text
from upstander.network.interface import Facts, Services


class PageKey(Key):
    def choices(self) -> list[tuple[str, str]]:
        """Pages of the site."""
        from upstander.portal.queries import page_names

        return page_names()


class Near(Headed):
    text = blocks.RichTextBlock(features=WORDS, required=False)

    class Meta:
        icon = "site"
        label = _("Find help near you")
        template = "portal/blocks/near.html"


class Card(blocks.StructBlock):
    page = PageKey()
    title = blocks.CharBlock(max_length=120)
    line = blocks.CharBlock(required=False, max_length=240)


class Cards(Headed):
    items = blocks.ListBlock(Card())

    class Meta:
        icon = "grip"
        template = "portal/blocks/cards.html"


class Doors(Cards):
    class Meta:
        icon = "home"
        template = "portal/blocks/doors.html"


class FromData(Headed):
    """A block whose content is the network's own data."""


def from_data(name: str, icon: str) -> FromData:
    """A block that shows data, under the template of its name."""
    return FromData(icon=icon, template=f"portal/blocks/{name}.html")


class Body(blocks.StreamBlock):
    """Everything that may stand on a public page, by the same names as in a pack."""

    text = Text()
    steps = Steps()
    panel = Panel()
    notice = Notice()
    details = Details()
    near = Near()
    cards = Cards()
    doors = Doors()
    services = Services()
    facts = Facts()
    record = from_data("record", "form")
    map = from_data("map", "site")
    spokes = from_data("spokes", "group")
    funding = from_data("funding", "table")
    languages = from_data("languages", "globe")
    milestones = from_data("milestones", "history")
