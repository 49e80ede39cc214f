"""An application: start it, see what is missing, read it, sign and send it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from upstander.core.errors import NotAllowed, allowed
from upstander.core.pdf import pdf_of
from upstander.funding.actions.application import send_application, start_application
from upstander.funding.forms.application import SignForm
from upstander.funding.models import Application
from upstander.funding.queries.application import (
    applicants_of,
    applications_of,
    applications_readable_by,
    calls_open_to,
    faults_of_application,
    is_collaborator,
    late_until,
)
from upstander.funding.queries.application_outcome import outcomes_of
from upstander.funding.queries.application_read import read_application, said
from upstander.funding.queries.application_receipt import receipt_of
from upstander.funding.queries.check import is_checked
from upstander.funding.rules import application as rules
from upstander.funding.states import ApplicationState
from upstander.funding.views.application_deeds import deeds_for
from upstander.funding.views.application_steps import STEPS, Step, steps_of
from upstander.network.interface import is_officer, memberships_of, writes_for

DOCUMENT = "funding/document.typ"


def application_or_404(request: HttpRequest, pk: UUID) -> Application:
    """One in which she may write, in whatever state it is."""
    return get_object_or_404(applications_of(request.user), pk=pk)  # type: ignore[arg-type]


def start(request: HttpRequest) -> HttpResponse:
    """Begin an application, or go on with the one that is there."""
    user: Any = request.user
    organisations, calls = applicants_of(user), calls_open_to(user, timezone.now())
    if not organisations:
        raise PermissionDenied
    if request.method == "POST":
        call = _chosen(calls, request.POST.get("call", ""))
        organisation = _chosen(organisations, request.POST.get("organisation", ""))
        if call and organisation:
            try:
                application = start_application(call, organisation, by=user)
            except NotAllowed as why:
                messages.error(request, str(why))
                return redirect("funding:application-start")
            return redirect("funding:application", application.pk)
        messages.info(request, _("Choose the call, and for whom you apply."))
    context = {
        "organisations": organisations,
        "calls": [(call, said(call, call, "title"), _until(call)) for call in calls],
        "call": request.POST.get("call", ""),
    }
    return render(request, "funding/desk/application_start.html", context)


def _chosen(rows: list[Any], key: str) -> Any:
    """The row with this number; the only one where nothing was said."""
    if not key and len(rows) == 1:
        return rows[0]
    return next((row for row in rows if str(row.pk) == key), None)


def _until(call: Any) -> str:
    return rules.moment_of(call, call.closes_at)


@require_safe
def show(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What there is and what is missing; for the funder, all of it to read."""
    user: Any = request.user
    application = get_object_or_404(applications_readable_by(user), pk=pk)
    mine = list(memberships_of(user))
    is_mine = writes_for(mine, application.organisation_id) or is_collaborator(user, application)
    if not is_mine:
        context = {"read": read_application(application), "is_officer": is_officer(mine)}
        return render(request, "funding/desk/application_read.html", context)
    faults = faults_of_application(application)
    steps = steps_of(application, faults)
    context = {
        "application": application,
        "title": said(application.call, application.call, "title"),
        "steps": steps,
        "missing": len(faults),
        "done": sum(step.is_done for step in steps),
        "all": sum(not step.is_free for step in steps),
        "deeds": deeds_for(application, user),
        "is_draft": application.state == ApplicationState.DRAFT,
        "is_checked": is_checked(application),
        "outcome": outcomes_of([application], user).get(application.pk),
        **timing(application),
    }
    return render(request, "funding/desk/application_overview.html", context)


def timing(application: Application) -> dict[str, Any]:
    """Until when it can be sent, and whether that is over."""
    call, late, now = application.call, late_until(application), timezone.now()
    closes_at = max(filter(None, [call.closes_at, late]), default=None)
    try:
        rules.may_be_in_time(call, late, now)
        over = ""
    except NotAllowed as why:
        over = str(why)
    days = (closes_at - now).days if closes_at and not over else None
    return {"closes": rules.moment_of(call, closes_at), "days_left": days, "over": over}


def review(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Everything on one page as it will be read; a coordinator signs and sends."""
    user: Any = request.user
    application = application_or_404(request, pk)
    form = SignForm(request.POST or None, initial={"name": user.name})
    if form.is_valid():
        try:
            send_application(application, form.signed_as(), by=user)
        except NotAllowed as why:
            form.add_error(None, str(why))
            application.refresh_from_db()
        else:
            return redirect("funding:application-receipt", pk)
    mine = list(memberships_of(user))
    faults = faults_of_application(application)
    context = {
        "application": application,
        "step": STEPS[-1],
        "number": len(STEPS),
        "of": len(STEPS),
        "read": read_application(application),
        "faults": [(fault, _step_of(fault)) for fault in faults],
        "form": form,
        "may_sign": allowed(rules.may_sign, mine, application),
        "is_draft": application.state == ApplicationState.DRAFT,
        "is_checked": is_checked(application),
        **timing(application),
    }
    status = 409 if form.non_field_errors() else 200
    return render(request, "funding/desk/application_review.html", context, status=status)


def _step_of(fault: Any) -> Step:
    return next(step for step in STEPS if step.key == fault.section)


@require_safe
def receipt(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What was sent, when, by whom, under which number."""
    application = application_or_404(request, pk)
    if application.state != ApplicationState.SUBMITTED:
        return redirect("funding:application", pk)
    context = {
        "application": application,
        "read": read_application(application),
        "sent": rules.moment_of(application.call, application.sent_at),
    }
    return render(request, "funding/desk/application_receipt.html", context)


@require_safe
def receipt_pdf(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The receipt to keep."""
    application = application_or_404(request, pk)
    if application.state != ApplicationState.SUBMITTED:
        return redirect("funding:application", pk)
    made = pdf_of(DOCUMENT, receipt_of(application), get_language() or "en")
    response = HttpResponse(made, content_type="application/pdf")
    name = f"{application.reference}.pdf"
    response.headers["Content-Disposition"] = content_disposition_header(True, name)
    return response
