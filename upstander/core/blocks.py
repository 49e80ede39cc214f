"""The pieces that content of every room is made of. They hold words and look nothing up."""

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


class Headed(blocks.StructBlock):
    """A block with an optional heading."""

    heading = blocks.CharBlock(required=False, max_length=160)


class Text(Headed):
    text = blocks.RichTextBlock(features=PROSE)

    class Meta:
        icon = "pilcrow"
        template = "core/blocks/text.html"


class Steps(Headed):
    items = blocks.ListBlock(blocks.RichTextBlock(features=WORDS))

    class Meta:
        icon = "list-ol"
        template = "core/blocks/steps.html"


class Panel(Text):
    class Meta:
        icon = "circle-check"
        label = _("What happens next")
        template = "core/blocks/panel.html"


class Notice(Text):
    class Meta:
        icon = "warning"
        template = "core/blocks/notice.html"


class Details(Text):
    class Meta:
        icon = "collapse-down"
        template = "core/blocks/details.html"
