"""The pieces a public page is made of. They hold words; what a page may show is asked elsewhere."""

from abc import abstractmethod
from collections.abc import Callable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

WORDS = ["bold", "link"]
PROSE = ["bold", "link", "h3", "ol", "ul"]


class _KeySelect(forms.Select):
    """A list that asks for its choices when a form is shown, not when a page is."""

    def __init__(self, choices_of: Callable[[], list[tuple[str, str]]]) -> None:
        super().__init__()
        self.choices_of = choices_of

    def optgroups(self, name: str, value: list[str], attrs: Any = None) -> list[Any]:
        """The choices of this moment."""
        self.choices = self.choices_of()
        return super().optgroups(name, value, attrs)


class Key(blocks.FieldBlock):
    """A reference by key, chosen from a list that only the editor's form asks for."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self.field = forms.CharField(widget=_KeySelect(choices_of=self.choices))
        super().__init__(*args, **kwargs)

    @abstractmethod
    def choices(self) -> list[tuple[str, str]]:
        """Key and name of each thing that may be chosen."""

    def deconstruct(self) -> tuple[str, tuple[Any, ...], dict[str, Any]]:
        """In a migration a key is plain text, so that none depends on this code."""
        return ("wagtail.blocks.CharBlock", (), {})


class ServiceKey(Key):
    def choices(self) -> list[tuple[str, str]]:
        """Services of the directory."""
        from upstander.network.interface import service_names

        return service_names()


class FactKey(Key):
    def choices(self) -> list[tuple[str, str]]:
        """Facts about rights."""
        from upstander.network.interface import fact_texts

        return fact_texts()


class PageKey(Key):
    def choices(self) -> list[tuple[str, str]]:
        """Pages of the site."""
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


class Services(Headed):
    items = blocks.ListBlock(ServiceKey())

    class Meta:
        icon = "mobile-alt"
        template = "portal/blocks/services.html"


class Facts(Headed):
    items = blocks.ListBlock(FactKey())

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
