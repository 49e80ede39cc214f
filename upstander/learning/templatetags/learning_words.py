"""Words of lessons in templates."""

from django import template
from django.utils import translation
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from upstander.core.languages import table

register = template.Library()


@register.filter
def prose(html: str) -> SafeString:
    """Rich text as it was written anew when it was read: bold words, links, lists, headings."""
    return mark_safe(html)  # noqa: S308 # core.content lets only such tags through, and escapes


@register.simple_tag
def tongue(code: str) -> str | SafeString:
    """Attributes that mark words as being in another language than the page's."""
    if code == translation.get_language() or code not in table():
        return ""
    return format_html(' lang="{}" dir="{}"', code, table()[code].direction)
