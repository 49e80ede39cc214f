"""What the templates of public pages look up."""

from decimal import Decimal

from django import template
from django.template.defaultfilters import floatformat
from django.template.loader import get_template
from django.utils.formats import get_format
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from upstander.portal.queries import Link, SiteMap

register = template.Library()


@register.simple_tag
def page_link(pages: SiteMap, key: str) -> Link | None:
    """The live page `key` as the reader sees it; None where it is gone."""
    return pages.page(key)


@register.simple_tag
def icon(name: str) -> SafeString:
    """A drawn sign beside words that say the same."""
    if not name.isalpha():
        return mark_safe("")
    try:
        drawn = get_template(f"portal/icons/{name}.svg").render()
    except template.TemplateDoesNotExist:
        return mark_safe("")
    return mark_safe(drawn)  # noqa: S308 - our own file, chosen by a letters-only name


@register.simple_tag
def money(amount: Decimal, currency: str) -> SafeString:
    """A sum as the reader's language groups its digits; cents only where there are some.

    Where Django knows no grouping for a language it is that of the site's written pages: 7,500."""
    is_grouped = get_format("NUMBER_GROUPING") and get_format("THOUSAND_SEPARATOR")
    whole = amount == amount.to_integral_value()
    plain = f"{amount:,.0f}" if whole else f"{amount:,.2f}"
    digits = floatformat(amount, "-2g") if is_grouped else plain
    return format_html("<bdi>{}\u00a0{}</bdi>", digits, currency)
