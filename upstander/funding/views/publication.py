"""Published awards as open data: the same for everyone, without a cookie."""

from collections.abc import Callable
from datetime import UTC, datetime, time
from hashlib import sha256

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.http import http_date
from django.views.decorators.http import require_safe

from upstander.funding.queries.giving import Data, grants_csv, grants_json
from upstander.network.interface import source_language

MINUTES = 5


@require_safe
def grants(request: HttpRequest) -> HttpResponseBase:
    """Every published award, as JSON of the 360Giving standard."""
    return _answer(request, grants_json, "application/json")


@require_safe
def grants_table(request: HttpRequest) -> HttpResponseBase:
    """The same as a table."""
    response = _answer(request, grants_csv, "text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = 'attachment; filename="grants.csv"'
    return response


def _answer(
    request: HttpRequest, make: Callable[[str], Data | None], kind: str
) -> HttpResponseBase:
    data = make(settings.PUBLIC_URL)
    if data is None:
        raise Http404
    response = HttpResponse(data.body, content_type=kind)
    # An organisation's name may change without a new day, so the tag is of the bytes themselves.
    etag = f'"{sha256(data.body).hexdigest()[:32]}"'
    changed = datetime.combine(data.changed_on, time(), UTC).timestamp()
    response.headers["ETag"] = etag
    response.headers["Last-Modified"] = http_date(changed)
    response.headers["Content-Language"] = source_language()
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    patch_cache_control(response, public=True, max_age=60 * MINUTES)
    return get_conditional_response(request, etag, None, response) or response
