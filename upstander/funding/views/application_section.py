"""One part of an application: drawn, saved by hand or by itself, and never lost."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from upstander.core.errors import NotAllowed, allowed
from upstander.funding.actions.application import Conflict, Saving, save_section
from upstander.funding.actions.application_file import add_file, remove_file
from upstander.funding.forms.answers import QuestionsForm
from upstander.funding.forms.application import BudgetForm, CourseForm, SectionForm, WhoForm
from upstander.funding.models import Application, File
from upstander.funding.queries.application import (
    applications_readable_by,
    facts_of,
    faults_of_application,
    is_collaborator,
    version_of_section,
)
from upstander.funding.queries.application_read import read_application, said
from upstander.funding.rules import application as rules
from upstander.funding.rules.ceilings import ceilings_of
from upstander.funding.views.application import application_or_404, timing
from upstander.funding.views.application_steps import place_of
from upstander.network.interface import memberships_of

FORMS: dict[str, type[SectionForm]] = {
    "who": WhoForm,
    "course": CourseForm,
    "budget": BudgetForm,
    "questions": QuestionsForm,
}


def section(request: HttpRequest, pk: UUID, name: str) -> HttpResponse:
    """A part with its form. What can be read is saved; the rest stays on the page and says why."""
    application = application_or_404(request, pk)
    if request.method != "POST":
        return _page(request, application, name, FORMS[name](None, application=application))
    form = FORMS[name](request.POST, request.FILES, application=application)
    is_whole, is_quiet = form.is_valid(), "X-Autosave" in request.headers
    saving = Saving(name, request.POST.get("_seen", ""), is_quiet)
    try:
        save_section(application, saving, form.writer(), by=request.user)  # type: ignore[arg-type]
        _add_files(form, application, request.user)
    except NotAllowed as why:
        return _keep(request, application, name, form, why)
    application = application_or_404(request, pk)
    if is_quiet:
        return _said(application, name, is_whole)
    if not is_whole:
        return _page(request, application, name, form)
    messages.success(request, _("Saved."))
    return redirect(_next(request, application, name))


def _add_files(form: Any, application: Application, user: Any) -> None:
    for question, name, file in form.uploads() if isinstance(form, QuestionsForm) else []:
        add_file(application, question, name, file, by=user)


def _next(request: HttpRequest, application: Application, name: str) -> str:
    """Where it goes on. A browser would carry the old place along where none is named."""
    do, told = request.POST.get("do", ""), request.POST.get("_told", "").split()
    wrong = {
        fault.key
        for fault in faults_of_application(application)
        if fault.section == name and not fault.is_lack
    }
    # What is wrong is said once on its own page; whoever has read it there may go on.
    if do == "on" and wrong <= set(told) and (after := place_of(name)["after"]):
        return reverse(f"funding:application-{after.key}", args=[application.pk]) + "#main"
    rows = do.rpartition("-")[0].rpartition("-")[0]
    return reverse(f"funding:application-{name}", args=[application.pk]) + f"#{rows or 'main'}"


def _said(application: Application, name: str, is_whole: bool) -> HttpResponse:
    """To the script: what it says, and from which version the page goes on."""
    time = date_format(timezone.localtime(), "TIME_FORMAT")
    says = _("Saved at %(time)s.") % {"time": time}
    if not is_whole:
        says = _("Not everything is saved. Press Save to see why.")
    return JsonResponse({"says": says, "seen": version_of_section(application, name)})


def _keep(
    request: HttpRequest, application: Application, name: str, form: SectionForm, why: NotAllowed
) -> HttpResponse:
    """Nothing was written over: her words, beside those of the other."""
    if "X-Autosave" in request.headers:
        return JsonResponse({"says": str(why)}, status=409)
    application = application_or_404(request, application.pk)
    theirs = FORMS[name](None, application=application)
    hidden = ("csrfmiddlewaretoken", "_seen", "_told", "do")
    context = {
        "application": application,
        "why": why,
        "hers": form.pairs(),
        "theirs": theirs.pairs(),
        "may_keep": isinstance(why, Conflict),
        "sent": [(k, v) for k, vs in request.POST.lists() if k not in hidden for v in vs],
        "seen": version_of_section(application, name),
        "here": reverse(f"funding:application-{name}", args=[application.pk]),
        **place_of(name),
    }
    return render(request, "funding/desk/application_conflict.html", context, status=409)


def _page(
    request: HttpRequest, application: Application, name: str, form: SectionForm
) -> HttpResponse:
    mine = list(memberships_of(request.user))
    may_write = allowed(
        rules.may_write,
        mine,
        application,
        is_collaborator=is_collaborator(request.user, application),  # type: ignore[arg-type]
    )
    if not may_write:
        return redirect("funding:application", application.pk)
    faults = [f for f in faults_of_application(application) if f.section == name]
    context = {
        "application": application,
        "form": form,
        "has_faults": form.is_bound,
        "seen": version_of_section(application, name),
        "call_title": said(application.call, application.call, "title"),
        "lacks": [fault for fault in faults if fault.is_lack],
        "wrong": [fault for fault in faults if not fault.is_lack],
        **place_of(name),
        **timing(application),
        **_beside(application, name),
    }
    return render(request, f"funding/desk/application_{name}.html", context)


def _beside(application: Application, name: str) -> dict[str, Any]:
    """What stands beside the form of a part: both ceilings, or what the budget comes to."""
    call = application.call
    if name == "who":
        facts = facts_of(application)
        offers = ceilings_of(call.kinds.all(), facts.communities, facts.neighbours)
        return {
            "offers": [(said(call, offer.kind, "name"), offer) for offer in offers],
            "kinds": [(kind, said(call, kind, "name"), said(call, kind, "summary"))
                      for kind in call.kinds.all()],
            "chosen": facts.communities,
        }  # fmt: skip
    return {"read": read_application(application)} if name == "budget" else {}


@require_safe
def file(request: HttpRequest, pk: UUID, number: UUID) -> HttpResponse:
    """A file of an application, for whoever may read this."""
    application = get_object_or_404(applications_readable_by(request.user), pk=pk)  # type: ignore[arg-type]
    row = get_object_or_404(File, application=application, pk=number)
    response = HttpResponse(bytes(row.data), content_type=row.kind)
    response.headers["Content-Disposition"] = content_disposition_header(True, row.name)
    return response


@require_POST
def drop(request: HttpRequest, pk: UUID, number: UUID) -> HttpResponse:
    """Take a file out of the application."""
    row = get_object_or_404(File, application=application_or_404(request, pk), pk=number)
    try:
        remove_file(row, by=request.user)  # type: ignore[arg-type]
        messages.success(request, _("The file is taken out."))
    except NotAllowed as why:
        messages.error(request, str(why))
    return redirect("funding:application-questions", pk)
