"""What of a page its translations are bound to."""

from collections.abc import Mapping
from typing import Any

from upstander.core.translation import digest_of

CONTENT = ("title", "menu", "summary", "body")


def content_digest(values: Mapping[str, Any]) -> str:
    """By which a translation knows the content that it was made from (SHA-256, hex)."""
    return digest_of(values, CONTENT)
