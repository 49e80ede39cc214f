"""The plan and the report of a year, as PDF in one click."""

from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from upstander.action.queries.year import plan_of, report_of
from upstander.action.rules.summary import FIRST_YEAR
from upstander.core.pdf import pdf_of
from upstander.network.interface import memberships_of, writes_for

DOCUMENT = "action/year.typ"


@require_safe
def plan(request: HttpRequest, organisation: int, year: int) -> HttpResponse:
    """For people of the organisation, in the language of their desk."""
    found, today = _of(request, organisation, year)
    return _pdf(*plan_of(found, year, today), f"{found.key}-{year}-plan.pdf")


@require_safe
def report(request: HttpRequest, organisation: int, year: int) -> HttpResponse:
    """For people of the organisation, in the language of their desk."""
    found, today = _of(request, organisation, year)
    title, blocks = report_of(found, year, request.user, today)  # type: ignore[arg-type]
    return _pdf(title, blocks, f"{found.key}-{year}-report.pdf")


def _of(request: HttpRequest, organisation: int, year: int) -> tuple[Any, date]:
    """The organisation that she works for; a year that has begun, or the next."""
    mine, today = list(memberships_of(request.user)), timezone.localdate()
    if not writes_for(mine, organisation) or not FIRST_YEAR <= year <= today.year + 1:
        raise Http404
    return next(m.organisation for m in mine if m.organisation_id == organisation), today


def _pdf(title: str, blocks: list[dict[str, Any]], name: str) -> HttpResponse:
    made = pdf_of(DOCUMENT, {"title": title, "blocks": blocks}, get_language() or "en")
    answer = HttpResponse(made, content_type="application/pdf")
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    answer["Cache-Control"] = "private, no-store"
    return answer
