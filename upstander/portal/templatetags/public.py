"""What the templates of public pages look up."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import template
from django.template.loader import get_template
from django.utils.safestring import SafeString, mark_safe

from upstander.portal.queries import Link, SiteMap

register = template.Library()


@register.simple_tag
def known(found: Mapping[str, Any], keys: Iterable[str]) -> list[Any]:
    """The records of `keys` that are there, in that order."""
    return [found[key] for key in keys if key in found]


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
