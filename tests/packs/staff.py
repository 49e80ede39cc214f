"""What staff do to a page in the editor, with the editor's own blocks and converters."""

import json
from typing import Any

from wagtail.blocks import ListBlock, RichTextBlock
from wagtail.rich_text import RichText

from upstander.portal.models import PublicPage


def page_of(name: str) -> PublicPage:
    """The page `language/key`."""
    language, _, key = name.partition("/")
    return PublicPage.objects.get(locale__language_code=language, key=key)


def publish(page: PublicPage) -> None:
    """Through the editor's own form of each rich text, as a browser sends it back."""
    for child in page.body:
        for name, block in child.block.child_blocks.items():
            if isinstance(block, RichTextBlock):
                child.value[name] = _edited(block, child.value[name])
            elif isinstance(block, ListBlock) and isinstance(block.child_block, RichTextBlock):
                texts = child.value[name]
                for number, text in enumerate(texts):
                    texts[number] = _edited(block.child_block, text)
    page.save_revision().publish()


def _edited(block: RichTextBlock, text: Any) -> RichText:
    widget = block.field.widget
    shown = widget.format_value(text.source)
    for part in json.loads(shown)["blocks"]:
        part["key"] = part["key"][::-1]
    return RichText(widget.value_from_datadict({"text": shown}, {}, "text"))
