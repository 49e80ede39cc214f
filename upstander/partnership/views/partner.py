"""Partners at the desk: whose, which, what is agreed, and those of the whole network."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from upstander.network.interface import audiences_of, memberships_of
from upstander.partnership.queries.partner import (
    kinds_missing,
    organisations_of,
    over,
    own_partners,
    partners_across,
    partners_of,
    subject_of,
    yet_to_end,
)
from upstander.partnership.queries.partner_read import facts_of, partners_csv
from upstander.partnership.queries.seat import own_seats, seats_over
from upstander.partnership.rules.partner import is_over
from upstander.partnership.states import PartnerKind
from upstander.partnership.views.keeping import organisation_or_404


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Whose partners: most people have one organisation, and go straight on."""
    mine = list(memberships_of(request.user))
    organisations, is_wide = organisations_of(mine), bool(audiences_of(mine))
    if not organisations and not is_wide:
        raise PermissionDenied
    if len(organisations) == 1 and not is_wide:
        return redirect("partnership:organisation", organisations[0].pk)
    context = {"organisations": organisations, "is_wide": is_wide}
    return render(request, "partnership/desk/home.html", context)


@require_safe
def show_all(request: HttpRequest, pk: int) -> HttpResponse:
    """The partners of an organisation, and which kinds are not among them."""
    organisation = organisation_or_404(request.user, pk)
    today = timezone.localdate()
    rows = list(yet_to_end(organisation, today))
    context = {"organisation": organisation, "tab": "partners", "rows": rows, "today": today}
    missing = kinds_missing(partners_of(organisation, today))
    return render(request, "partnership/desk/partners.html", {**context, "missing": missing})


@require_safe
def history(request: HttpRequest, pk: int) -> HttpResponse:
    """Partnerships and terms that have ended."""
    organisation = organisation_or_404(request.user, pk)
    today = timezone.localdate()
    context = {
        "organisation": organisation,
        "tab": "history",
        "rows": over(organisation, today),
        "seats": seats_over(organisation, today),
    }
    return render(request, "partnership/desk/history.html", context)


@require_safe
def show(request: HttpRequest, pk: int) -> HttpResponse:
    """A partner: what is known, what was agreed, who speaks for it."""
    user: Any = request.user
    partner = get_object_or_404(own_partners(user), pk=pk)
    today = timezone.localdate()
    context = {
        "partner": partner,
        "facts": facts_of(partner),
        "seats": [s for s in own_seats(user).filter(partner=partner) if not is_over(s, today)],
        "is_over": is_over(partner, today),
        "subject": subject_of(partner),
    }
    return render(request, "partnership/desk/partner.html", context)


@require_safe
def agreement(request: HttpRequest, pk: int) -> HttpResponse:
    """What was agreed, as a page to print and sign."""
    partner = get_object_or_404(own_partners(request.user), pk=pk)  # type: ignore[arg-type]
    return render(request, "partnership/desk/agreement.html", {"partner": partner})


@require_safe
def table(request: HttpRequest, pk: int) -> HttpResponse:
    """All partners there ever were, as CSV; without people."""
    organisation = organisation_or_404(request.user, pk)
    rows = own_partners(request.user).filter(organisation=organisation)  # type: ignore[arg-type]
    response = HttpResponse(partners_csv(rows), content_type="text/csv; charset=utf-8")
    name = f"partners-{organisation.key}.csv"
    response.headers["Content-Disposition"] = content_disposition_header(True, name)
    return response


@require_safe
def network(request: HttpRequest) -> HttpResponse:
    """For hub and funder: who works with whom, as far as it is shown to them."""
    user: Any = request.user
    if not audiences_of(memberships_of(user)):
        raise PermissionDenied
    asked = request.GET.get("kind", "")
    kind = asked if not asked or asked in PartnerKind.values else "-"  # of none
    context = {
        "groups": partners_across(user, kind, timezone.localdate()),
        "kinds": PartnerKind.choices,
        "kind": kind,
    }
    return render(request, "partnership/desk/network.html", context)
