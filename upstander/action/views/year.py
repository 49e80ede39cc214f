"""The plan and the report of a year, as PDF in one click."""

from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from upstander.action.queries.year import Reader, plan_of, reader_of, report_of
from upstander.action.rules.summary import FIRST_YEAR
from upstander.core.pdf import pdf_of
from upstander.network.interface import organisations

DOCUMENT = "action/year.typ"


@require_safe
def plan(request: HttpRequest, organisation: int, year: int) -> HttpResponse:
    """In the language of the reader's desk."""
    reader, today = _reader(request, organisation, year)
    return _pdf(*plan_of(year, reader, today), f"{reader.organisation.key}-{year}-plan.pdf")


@require_safe
def report(request: HttpRequest, organisation: int, year: int) -> HttpResponse:
    """In the language of the reader's desk."""
    reader, today = _reader(request, organisation, year)
    title, blocks = report_of(year, reader, today)
    return _pdf(title, blocks, f"{reader.organisation.key}-{year}-report.pdf")


def _reader(request: HttpRequest, organisation: int, year: int) -> tuple[Reader, date]:
    """Who may read about an organisation; a year that has begun, or the next."""
    today, found = timezone.localdate(), get_object_or_404(organisations(), pk=organisation)
    reader = reader_of(request.user, found)  # type: ignore[arg-type]
    if reader is None or not FIRST_YEAR <= year <= today.year + 1:
        raise Http404
    return reader, today


def _pdf(title: str, blocks: list[dict[str, Any]], name: str) -> HttpResponse:
    made = pdf_of(DOCUMENT, {"title": title, "blocks": blocks}, get_language() or "en")
    answer = HttpResponse(made, content_type="application/pdf")
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    answer["Cache-Control"] = "private, no-store"
    return answer
