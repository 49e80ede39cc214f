"""Awards at the desk: the lists, the page of one, its papers, and what is done there."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import translation
from django.views.decorators.http import require_safe

from upstander.core.errors import NotAllowed, allowed
from upstander.core.pdf import pdf_of
from upstander.funding.actions.agreement import DOCUMENT
from upstander.funding.models import Award, Call
from upstander.funding.queries.agreement_text import letter as words_of_letter
from upstander.funding.queries.award import (
    awards_visible_to,
    books_of,
    report_day_with,
    tasks_of,
)
from upstander.funding.queries.award_history import history_of
from upstander.funding.queries.call import slices
from upstander.funding.queries.call_chart import bars
from upstander.funding.queries.publication import public_award
from upstander.funding.rules.award import may_manage
from upstander.funding.rules.report import may_edit_report
from upstander.funding.states import FREED_AWARD_STATES, AgreementState, AwardState
from upstander.funding.views.award_deeds import (
    AMENDMENT_DEEDS,
    AWARD_DEEDS,
    INSTALMENT_DEEDS,
    REPORT_DEEDS,
    Deed,
    deeds_for,
)
from upstander.network.interface import is_officer, memberships_of

PAGE = "funding/desk/award_"


def award_or_404(request: HttpRequest, reference: str) -> Award:
    """An award that this person may see."""
    return get_object_or_404(awards_visible_to(request.user), reference=reference)


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """The awards of her organisations; all for an officer."""
    context = {
        "awards": awards_visible_to(request.user).order_by("-year", "organisation__name", "pk"),
        "is_officer": is_officer(memberships_of(request.user)),
    }
    return render(request, f"{PAGE}list.html", context)


@require_safe
def of_call(request: HttpRequest, key: str) -> HttpResponse:
    """The awards of a call, and what they come to by region."""
    if not is_officer(memberships_of(request.user)):
        raise Http404
    call = get_object_or_404(Call, key=key)
    context = {
        "call": call,
        "awards": awards_visible_to(request.user).filter(call=call),
        "bars": bars(call, slices(call)),
        "is_officer": True,
    }
    return render(request, f"{PAGE}list.html", context)


@require_safe
def show(request: HttpRequest, reference: str) -> HttpResponse:
    """All about an award, and what she may do with it now."""
    award, user = award_or_404(request, reference), request.user
    if award.state == AwardState.RECORDED:
        return _recorded(request, award)
    mine = list(memberships_of(user))

    def beside(deeds: dict[str, Deed], rows: Any) -> list[tuple[Any, list[tuple[str, Deed]]]]:
        return [(row, deeds_for(deeds, row, award, mine, user)) for row in rows]  # type: ignore[arg-type]

    counting = (AgreementState.OFFERED, AgreementState.ACCEPTED)
    agreements = list(award.agreements.select_related("accepted_by"))
    deeds = deeds_for(AWARD_DEEDS, award, award, mine, user)  # type: ignore[arg-type]
    first = next((row for row in deeds if row[1].is_main(award)), None)
    context = {
        "award": award,
        "books": books_of(award),
        "places": award.places.select_related("community"),
        "agreements": agreements,
        "agreement": next((a for a in agreements if a.state in counting), None),
        "first": first,
        "deeds": [row for row in deeds if row is not first],
        "instalments": beside(
            INSTALMENT_DEEDS, award.instalments.select_related("approved_by", "paid_by")
        ),
        "reports": [
            (row, allowed(may_edit_report, mine, row, award)) for row in award.reports.all()
        ],
        "amendments": beside(AMENDMENT_DEEDS, award.amendments.all()),
        "tasks": tasks_of(award) if award.state == AwardState.ACCEPTED else [],
        "is_manager": allowed(may_manage, mine, award),
        "returns": award.returns.all(),
        "is_held": award.state not in FREED_AWARD_STATES,
        "events": history_of(award),
    }
    return render(request, f"{PAGE}page.html", context)


def _recorded(request: HttpRequest, award: Award) -> HttpResponse:
    """What an announcement says: how it was agreed and paid is not known here."""
    is_public = public_award(award.call.key, award.reference) is not None
    return render(request, f"{PAGE}recorded.html", {"award": award, "is_public": is_public})


@require_safe
def agreement_pdf(request: HttpRequest, reference: str, version: int) -> HttpResponse:
    """A version of the agreement, byte for byte as it was sent."""
    award = award_or_404(request, reference)
    agreement = get_object_or_404(award.agreements, version=version)
    return _pdf(bytes(agreement.pdf), f"{award.reference}-{version}.pdf")


@require_safe
def letter(request: HttpRequest, reference: str) -> HttpResponse:
    """The letter that tells of the award, in the language of the reader."""
    award, language = award_or_404(request, reference), translation.get_language() or "en"
    if award.state in (AwardState.RECORDED, *FREED_AWARD_STATES):
        raise Http404
    title, blocks = words_of_letter(award, language)
    made = pdf_of(DOCUMENT, {"title": title, "blocks": blocks}, language)
    return _pdf(made, f"{award.reference}.pdf")


def _pdf(data: bytes, name: str) -> HttpResponse:
    answer = HttpResponse(data, content_type="application/pdf")
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    answer["Cache-Control"] = "private, no-store"
    return answer


def do_award(request: HttpRequest, reference: str, name: str) -> HttpResponse:
    """Something is done with the award itself."""
    award = award_or_404(request, reference)
    return _do(request, award, award, AWARD_DEEDS, name)


def do_instalment(request: HttpRequest, reference: str, number: int, name: str) -> HttpResponse:
    """Something is done with an instalment."""
    award = award_or_404(request, reference)
    row = get_object_or_404(award.instalments, number=number)
    return _do(request, award, row, INSTALMENT_DEEDS, name)


def do_amendment(request: HttpRequest, reference: str, pk: int, name: str) -> HttpResponse:
    """Something is done with a change."""
    award = award_or_404(request, reference)
    return _do(request, award, get_object_or_404(award.amendments, pk=pk), AMENDMENT_DEEDS, name)


def do_report(request: HttpRequest, reference: str, kind: str, name: str) -> HttpResponse:
    """Something is done with a report that was sent."""
    award = award_or_404(request, reference)
    return _do(request, award, get_object_or_404(award.reports, kind=kind), REPORT_DEEDS, name)


def _do(
    request: HttpRequest, award: Award, subject: Any, deeds: dict[str, Deed], name: str
) -> HttpResponse:
    """The page of a deed, and what comes of it. Words that were typed are never lost."""
    if name not in deeds:
        raise Http404
    deed, user, why = deeds[name], request.user, ""
    options = {"award": award, "subject": _read(award, subject, name), "user": user}
    form = deed.form(request.POST if request.method == "POST" else None, **options)  # type: ignore[arg-type]
    try:
        deed.rule(list(memberships_of(user)), subject, award, user)  # type: ignore[arg-type]
        if form.is_valid():
            deed.act(subject, form, user)  # type: ignore[arg-type]
            return _done(request, award, deed)
    except NotAllowed as refusal:
        why = str(refusal)
    if why and request.method == "POST":
        if deed.is_done(type(subject).objects.get(pk=subject.pk), user):  # type: ignore[arg-type]
            return _done(request, award, deed)
        form.is_valid()
        form.add_error(None, why)
    elif why:
        messages.error(request, why)
        return redirect("funding:award", award.reference)
    context = {"award": award, "subject": subject, "deed": deed, "form": form, "name": name}
    context["agreement"] = options["subject"] if name == "accept" and subject is award else None
    context["report_day"] = report_day_with(award, subject) if deeds is AMENDMENT_DEEDS else None
    return render(request, f"{PAGE}deed.html", context, status=409 if why else 200)


def _read(award: Award, subject: Any, name: str) -> Any:
    """What is signed: the agreement that waits; else what the deed is done with."""
    if subject is award and name == "accept":
        return award.agreements.filter(state=AgreementState.OFFERED).first()
    return subject


def _done(request: HttpRequest, award: Award, deed: Deed) -> HttpResponse:
    messages.success(request, deed.done)
    return redirect("funding:award", award.reference)
