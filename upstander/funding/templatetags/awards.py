"""What templates of awards use."""

from django import template

from upstander.core.languages import table

register = template.Library()


@register.filter
def direction(code: str) -> str:
    """`rtl` or `ltr`, of a language."""
    return table()[code].direction
