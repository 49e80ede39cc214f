"""What every template may say about the site and the language it speaks."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils import translation

from upstander.core.languages import table


def about_this_site(request: HttpRequest) -> dict[str, Any]:
    """The language row of this page, and whether this is a demonstration."""
    code = translation.get_language() or settings.LANGUAGE_CODE
    return {"language": table()[code], "is_demonstration": settings.IS_DEMONSTRATION}
