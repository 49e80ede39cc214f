"""Is it eligible? An officer checks, asks, decides; the applicant answers and reads why."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from upstander.core.errors import NotAllowed, allowed
from upstander.funding.actions.check import (
    answer_clarification,
    ask_applicant,
    check_application,
)
from upstander.funding.forms.review import AnswerForm, AskForm, CheckForm
from upstander.funding.models import Application
from upstander.funding.queries.check import (
    application_seen,
    applications_told,
    first_findings,
    last_check,
)
from upstander.funding.queries.reading import file_of, reading
from upstander.funding.rules.review import may_answer, may_be_free, may_check, may_read
from upstander.funding.states import CheckDecision
from upstander.network.interface import memberships_of


def check(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The application, what the records say of each condition, and the decision."""
    application = _directed(request, pk)
    last = last_check(application)
    form = CheckForm(request.POST or None, initial=_start(application, last))
    if form.is_valid():
        try:
            check_application(application, form.checked(), by=_user(request))
        except NotAllowed as why:
            form.add_error(None, str(why))
        else:
            messages.success(request, _("The check is recorded."))
            return redirect("funding:check", pk)
    last = last_check(application)
    context = {
        "application": application,
        "form": form,
        "last": last,
        "version": last.pk if last else 0,
        "read": reading(application),
        "may_check": allowed(may_check, application),
    }
    return render(request, "funding/desk/check.html", context)


def _start(application: Application, last: Any) -> dict[str, Any]:
    if last is not None:
        found = {key: (row["is"], row["words"]) for key, row in last.findings.items()}
        started = {"decision": last.decision, "words": last.words}
    else:
        found, started = first_findings(application), {"decision": CheckDecision.ELIGIBLE}
    for key, (is_, words) in found.items():
        started |= {f"is-{key}": is_, f"why-{key}": words}
    return {**started, "seen": last.pk if last else 0}


def ask(request: HttpRequest, pk: UUID) -> HttpResponse:
    """A question to the applicant."""
    application = _directed(request, pk)
    if not allowed(may_check, application):
        return redirect("funding:check", pk)
    form = AskForm(request.POST or None)
    if form.is_valid():
        data = form.cleaned_data
        try:
            ask_applicant(application, data["question"], data["due_on"], by=_user(request))
        except NotAllowed as why:
            form.add_error(None, str(why))
        else:
            messages.success(request, _("The question is asked. The answer will stand here."))
            return redirect("funding:check", pk)
    context = {"application": application, "form": form}
    return render(request, "funding/desk/check_ask.html", context)


def told(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The applicant: questions of the funder, and what was decided of the check."""
    application = applications_told(_user(request), pk)
    if application is None:
        raise Http404
    mine, today = list(memberships_of(request.user)), timezone.localdate()
    rows = []
    for row in application.clarifications.select_related("application__call"):
        is_sent = request.POST.get("number") == str(row.pk)
        form = AnswerForm(request.POST if is_sent else None, auto_id=f"id_{row.pk}_%s")
        if is_sent and form.is_valid():
            try:
                answer_clarification(row, form.cleaned_data["answer"], by=_user(request))
            except NotAllowed as why:
                form.add_error(None, str(why))
                row.refresh_from_db()
            else:
                messages.success(request, _("Your answer is sent."))
                return redirect("funding:check-told", pk)
        is_open = allowed(may_answer, mine, row, today) or is_sent
        rows.append((row, form if is_open else None, row.due_on < today))
    last = last_check(application)
    context = {"application": application, "rows": rows, "last": last}
    return render(request, "funding/desk/check_told.html", context)


@require_safe
def file(request: HttpRequest, pk: UUID, number: UUID) -> HttpResponse:
    """A file of an application, for those who may read it."""
    seen = application_seen(_user(request), pk)
    if seen is None or not allowed(may_read, seen.application, seen.standing):
        raise Http404
    found = file_of(seen.application, number)
    if found is None:
        raise Http404
    answer = HttpResponse(bytes(found.data), content_type=found.kind)
    answer["Content-Disposition"] = content_disposition_header(True, found.name) or ""
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


def _directed(request: HttpRequest, pk: UUID) -> Application:
    seen = application_seen(_user(request), pk)
    if seen is None or not seen.standing.is_officer or not allowed(may_be_free, seen.standing):
        raise Http404
    return seen.application


def _user(request: HttpRequest) -> Any:
    return request.user
