"""Small pieces that templates of every room use."""

import re
from collections.abc import Iterable, Mapping
from decimal import Decimal
from functools import cache
from hashlib import sha256
from typing import Any

from django import template
from django.contrib.staticfiles import finders
from django.templatetags.static import static
from django.utils import translation
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from upstander.core.languages import table
from upstander.core.money import written

register = template.Library()


@register.simple_tag
def asset(name: str) -> str:
    """The address of a static file, with a part of its digest so that caches never go stale."""
    return f"{static(name)}?v={_digest(name)}"


@cache
def _digest(name: str) -> str:
    path = finders.find(name)
    if not path:
        raise LookupError(f"no static file {name!r}")
    with open(path, "rb") as file:
        return sha256(file.read()).hexdigest()[:10]


@register.simple_tag
def say(text: Any) -> str | SafeString:
    """A Text: marked with its own language and direction where that is not the page's."""
    code = getattr(text, "language", None)
    if code is None or code == translation.get_language():
        return str(text)
    direction = table()[code].direction
    return format_html('<span lang="{}" dir="{}">{}</span>', code, direction, str(text))


@register.simple_tag
def known(found: Mapping[str, Any], keys: Iterable[str]) -> list[Any]:
    """The records of `keys` that are there, in that order."""
    return [found[key] for key in keys if key in found]


@register.simple_tag
def tel(number: str) -> SafeString:
    """A telephone number that can be pressed, left to right in every script."""
    digits = re.sub(r"[^0-9+]", "", number)
    return format_html('<a class="call" href="tel:{}"><bdi dir="ltr">{}</bdi></a>', digits, number)


@register.filter
def money(amount: Decimal | None, currency: str) -> str | SafeString:
    """An amount as the language of the page writes it, safe within text of either direction."""
    if amount is None:
        return ""
    return format_html("<bdi>{}</bdi>", written(amount, currency, translation.get_language() or ""))


@register.filter
def own_name(code: str) -> str:
    """A language by the name that it calls itself."""
    row = table().get(code)
    return row.name if row else code


TAG = re.compile(r"(</?[A-Za-z][^<>]*>)")


@register.filter
def with_tags(text: str) -> SafeString:
    """Rich text as it is written; each tag stays whole within words of either direction."""
    pieces = enumerate(TAG.split(text))
    return format_html_join(
        "", "{}", ((format_html('<bdi dir="ltr">{}</bdi>', p) if n % 2 else p,) for n, p in pieces)
    )


@register.filter
def direction(code: str) -> str:
    """The side on which a language begins, whatever letter its words begin with."""
    row = table().get(code)
    return row.direction if row else "auto"
