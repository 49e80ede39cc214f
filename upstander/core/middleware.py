"""Middleware of our own: the language of the path, and headers that every answer bears."""

import json
import re
from base64 import b64encode
from collections.abc import Callable
from hashlib import sha256

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.cache import patch_cache_control

from upstander.core.languages import language_of_path, negotiate, table

GetResponse = Callable[[HttpRequest], HttpResponse]

PERMISSIONS = ", ".join(
    f"{feature}=()"
    for feature in ("camera", "geolocation", "microphone", "payment", "usb", "browsing-topics")
)


# Wagtail opens its calendars by inline calls; only such a call, with plain data, may run.
CALENDAR = re.compile(
    r"<script>(\s*init(?:Date|Time|DateTime)Chooser\(\"[\w-]+\", (\{[^<>]*\})\);\s*)</script>"
)


def _calendar_hashes(response: HttpResponse) -> list[str]:
    if response.streaming or not response.headers.get("Content-Type", "").startswith("text/html"):
        return []
    calls = CALENDAR.findall(response.content.decode())
    scripts = [script for script, options in calls if _is_data(options)]
    digests = (b64encode(sha256(script.encode()).digest()).decode() for script in scripts)
    return [f"'sha256-{digest}'" for digest in digests]


def _is_data(options: str) -> bool:
    try:
        json.loads(options)
    except ValueError:
        return False
    return True


def speak_the_language_of_the_path(get_response: GetResponse) -> GetResponse:
    """Activate the language that the path names, else the one that the browser prefers."""

    def middleware(request: HttpRequest) -> HttpResponse:
        code = language_of_path(request.path_info) or negotiate(
            request.headers.get("Accept-Language", ""), list(table())
        )
        with translation.override(code):
            request.LANGUAGE_CODE = code
            response = get_response(request)
            response.headers.setdefault("Content-Language", translation.get_language() or code)
        return response

    return middleware


def add_privacy_headers(get_response: GetResponse) -> GetResponse:
    """No feature of the device is asked for, and pages of staff are never stored."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        if request.path_info.startswith("/editor/"):
            response._csp_update = {"script-src": _calendar_hashes(response)}  # type: ignore[attr-defined]
        if request.path_info.startswith(settings.STAFF_PATHS):
            patch_cache_control(response, no_store=True, private=True)
        return response

    return middleware
