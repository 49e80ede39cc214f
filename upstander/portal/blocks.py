"""The pieces a public page is made of. They hold words; what a page may show is asked elsewhere."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

WORDS = ["bold", "link"]
PROSE = ["bold", "link", "h3", "ol", "ul"]


def service_choices() -> list[tuple[str, str]]:
    """Services of the directory, for the editor's list."""
    from upstander.network.interface import service_names

    return service_names()


def fact_choices() -> list[tuple[str, str]]:
    """Facts about rights, for the editor's list."""
    from upstander.network.interface import fact_texts

    return fact_texts()


def page_choices() -> list[tuple[str, str]]:
    """Pages of the site, for the editor's list."""
    from upstander.portal.queries import page_names

    return page_names()


class Headed(blocks.StructBlock):
    """A block with an optional heading."""

    heading = blocks.CharBlock(required=False, max_length=160)


class Text(Headed):
    text = blocks.RichTextBlock(features=PROSE)

    class Meta:
        icon = "pilcrow"
        template = "portal/blocks/text.html"


class Steps(Headed):
    items = blocks.ListBlock(blocks.RichTextBlock(features=WORDS))

    class Meta:
        icon = "list-ol"
        template = "portal/blocks/steps.html"


class Panel(Text):
    class Meta:
        icon = "circle-check"
        label = _("What happens next")
        template = "portal/blocks/panel.html"


class Notice(Text):
    class Meta:
        icon = "warning"
        template = "portal/blocks/notice.html"


class Details(Text):
    class Meta:
        icon = "collapse-down"
        template = "portal/blocks/details.html"


class Near(Headed):
    text = blocks.RichTextBlock(features=WORDS, required=False)

    class Meta:
        icon = "site"
        label = _("Find help near you")
        template = "portal/blocks/near.html"


class Card(blocks.StructBlock):
    page = blocks.ChoiceBlock(choices=page_choices)
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


class Services(Headed):
    items = blocks.ListBlock(blocks.ChoiceBlock(choices=service_choices))

    class Meta:
        icon = "mobile-alt"
        template = "portal/blocks/services.html"


class Facts(Headed):
    items = blocks.ListBlock(blocks.ChoiceBlock(choices=fact_choices))

    class Meta:
        icon = "openquote"
        template = "portal/blocks/facts.html"


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
