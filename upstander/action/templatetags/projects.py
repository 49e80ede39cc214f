"""What templates of projects use."""

from collections.abc import Mapping
from typing import Any

from django import template

register = template.Library()


@register.filter
def of(found: Mapping[Any, Any], key: Any) -> Any:
    """What stands under a key; None where nothing does."""
    return found.get(key)
