"""Protocols in public, as a page and as a paper; and the paper of those who work by it."""

from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from upstander.core.pdf import pdf_of
from upstander.network.interface import frame
from upstander.protocols.models import Version
from upstander.protocols.queries.document import document_of
from upstander.protocols.queries.publication import (
    Reader,
    read_version,
    shown_version,
    shown_with_others,
)
from upstander.protocols.states import HOLDING_STATES
from upstander.protocols.views.version import version_or_404

DOCUMENT = "protocols/document.typ"
MINUTES = 5


def _version(pk: int, number: int | None) -> Version:
    found = shown_version(pk, number)
    if found is None:
        raise Http404
    return found


@require_safe
def show(request: HttpRequest, pk: int, number: int | None = None) -> HttpResponse:
    """What holds, or a version that held before, in the reader's language."""
    version, others = shown_with_others(pk, number)
    if version is None:
        raise Http404
    language = translation.get_language() or "en"
    around: dict[str, Any] = frame(request)
    context = {
        "version": version,
        "shown": read_version(version, language),
        "holds": version.state in HOLDING_STATES,
        "communities": version.protocol.communities.all(),
        "others": others,
        "site": settings.PUBLIC_URL,
    }
    response = render(request, "protocols/protocol.html", {**around, **context})
    return _public(response)


@require_safe
def pdf(request: HttpRequest, pk: int, number: int | None = None) -> HttpResponse:
    """The same as a paper."""
    return _public(_paper(_version(pk, number), Reader.PUBLIC))


@require_safe
def desk_pdf(request: HttpRequest, pk: int) -> HttpResponse:
    """With the contacts, for members of the organisation alone."""
    response = _paper(version_or_404(request, pk), Reader.MEMBER)
    response["Cache-Control"] = "private, no-store"
    return response


def _paper(version: Version, to: Reader) -> HttpResponse:
    language = translation.get_language() or "en"
    made = pdf_of(DOCUMENT, document_of(read_version(version, language, to), to), language)
    response = HttpResponse(made, content_type="application/pdf")
    name = f"protocol-{version.protocol_id}-{version.number}.pdf"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _public(response: HttpResponse) -> HttpResponse:
    patch_cache_control(response, public=True, max_age=60 * MINUTES)
    return response
