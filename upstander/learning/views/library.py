"""The library in public: to look through, to read, to print, to take along."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from upstander.core.pdf import pdf_of
from upstander.learning.forms.filters import FilterForm
from upstander.learning.queries.document import document_of
from upstander.learning.queries.resource import public_file, public_resource, public_resources
from upstander.learning.queries.showing import context_of
from upstander.network.interface import frame

DOCUMENT = "learning/resource.typ"
MINUTES = 1
A_PAGE = 24


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """What there is, narrowed by what was chosen; a plain form, without cookie or script."""
    around = frame(request)
    form = FilterForm(request.GET, languages=[row for row, _ in around["tongues"]])
    rows = public_resources(_language(), form.chosen)
    page = Paginator(rows, A_PAGE).get_page(request.GET.get("page"))
    context: dict[str, Any] = {"form": form, "page": page, "site": settings.PUBLIC_URL}
    return _public(render(request, "learning/library.html", {**around, **context}))


@require_safe
def show(request: HttpRequest, key: str) -> HttpResponse:
    """One resource, in the reader's language where it is there in it."""
    context = _context(request, key)
    return _public(render(request, "learning/resource.html", context))


@require_safe
def pdf(request: HttpRequest, key: str) -> HttpResponse:
    """The same as a paper."""
    context = _context(request, key)
    address = f"{settings.PUBLIC_URL}/{_language()}/resources/{key}/"
    made = pdf_of(DOCUMENT, document_of(context, address), context["shown"].is_in)
    response = HttpResponse(made, content_type="application/pdf")
    name = f"{key}-{context['shown'].is_in}.pdf"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return _public(response)


@require_safe
def file(request: HttpRequest, pk: UUID) -> HttpResponse:
    """A file of a resource; never opened as a page of this site."""
    row = public_file(pk)
    if row is None:
        raise Http404
    response = HttpResponse(bytes(row.data), content_type=row.media_type)
    way = "inline" if row.media_type.startswith("audio/") else "attachment"
    name = f"{row.resource.key}.{row.extension}"
    response["Content-Disposition"] = f'{way}; filename="{name}"'
    return _public(response)


def _context(request: HttpRequest, key: str) -> dict[str, Any]:
    shown = public_resource(key, _language())
    if shown is None:
        raise Http404
    return {**context_of(request, shown), "site": settings.PUBLIC_URL}


def _language() -> str:
    return translation.get_language() or "en"


def _public(response: HttpResponse) -> HttpResponse:
    patch_cache_control(response, public=True, max_age=60 * MINUTES)
    return response
