"""A response protocol on a request: the person's wishes first, then the checklist."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from upstander.core.errors import NotAllowed, allowed
from upstander.network.interface import memberships_of
from upstander.protocols.interface import (
    RunState,
    checklist_of,
    levels_of,
    run_of_request,
)
from upstander.support.actions import protocol as actions
from upstander.support.forms.protocol import LevelForm, PoliceForm, ProtocolForm, StepForm
from upstander.support.models import Case, CaseProtocol
from upstander.support.queries.protocol import in_force_for, protocol_of, who_may_know
from upstander.support.rules import may_open, may_run_protocol
from upstander.support.views.opening import case_or_404


def own_case_or_404(request: HttpRequest, pk: UUID) -> Case:
    """A request that is open to her; for others of the network there is nothing here."""
    case = case_or_404(request, pk)
    if not allowed(may_open, list(memberships_of(request.user)), case, request.user):
        raise Http404
    return case


def show(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The checklist where one was started; before, what the person wished."""
    case = own_case_or_404(request, pk)
    row = protocol_of(case)
    return _checklist(request, case, row) if row else _start(request, case)


def _start(request: HttpRequest, case: Case) -> HttpResponse:
    user: Any = request.user
    asked = in_force_for(case)
    context: dict[str, Any] = {"case": case, "known": who_may_know(case), "why": "", "form": None}
    try:
        may_run_protocol(list(memberships_of(user)), case, user)
    except NotAllowed as why:
        return render(request, "support/desk/protocol_start.html", context | {"why": str(why)})
    form = ProtocolForm(request.POST or None, asked=asked) if asked else None
    if form and form.is_valid():
        version, level = form.version_and_level()
        police = form.cleaned_data["police"] == "yes"
        try:
            actions.start_protocol(case, version, level, police=police, by=user)
        except NotAllowed as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect("support:protocol", case.pk)
    status = 422 if form and form.is_bound else 200
    context["form"] = form
    return render(request, "support/desk/protocol_start.html", context, status=status)


def _checklist(request: HttpRequest, case: Case, row: CaseProtocol) -> HttpResponse:
    user: Any = request.user
    run = run_of_request(row.token)
    checklist, levels = checklist_of(run, timezone.now()), levels_of(run)
    may_run = allowed(may_run_protocol, list(memberships_of(user)), case, user)
    initial = {"level": run.level_id, "seen": run.level_id}
    steps = [line.step for line in (*checklist.to_do, *checklist.settled)]
    context = {
        "case": case,
        "run": run,
        "checklist": checklist,
        "known": who_may_know(case),
        "police": row.is_police_agreed,
        "has_police": any(step.is_police for step in steps),
        "police_form": PoliceForm(initial={"police": "yes" if row.is_police_agreed else "no"}),
        "level": LevelForm(levels=levels, initial=initial) if len(levels) > 1 else None,
        "is_running": may_run and run.state == RunState.RUNNING,
        "may_take_up": may_run and run.state == RunState.ENDED,
        "base": reverse("support:protocol", args=[case.pk]),
        "is_request": True,
    }
    return render(request, "support/desk/protocol.html", context)


def dealt_with() -> str:
    """What is said of a button that no page shows any more."""
    return _("This has already been dealt with. Look at the page again.")


def _refused(request: HttpRequest, case: Case, why: str) -> HttpResponse:
    messages.error(request, why)
    return redirect("support:protocol", case.pk)


def _done(request: HttpRequest, case: Case, deed: Callable[[], None]) -> HttpResponse:
    """Nothing is typed here, so that nothing can be lost: say why, and show the page."""
    try:
        deed()
    except NotAllowed as why:
        return _refused(request, case, str(why))
    return redirect("support:protocol", case.pk)


@require_POST
def settle(request: HttpRequest, pk: UUID, step: int) -> HttpResponse:
    """Done, left out, or to do again."""
    case, form, user = own_case_or_404(request, pk), StepForm(request.POST), request.user
    if not form.is_valid():
        return _refused(request, case, dealt_with())
    seen, to = form.cleaned_data["seen"], form.cleaned_data["do"]
    return _done(
        request,
        case,
        lambda: actions.settle_protocol_step(case, step, seen, to, by=user),  # type: ignore[arg-type]
    )


@require_POST
def level(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Another level."""
    case, user = own_case_or_404(request, pk), request.user
    if (row := protocol_of(case)) is None:
        return _refused(request, case, dealt_with())
    form = LevelForm(request.POST, levels=levels_of(run_of_request(row.token)))
    if not form.is_valid():
        return _refused(request, case, _("Choose a level."))
    chosen, seen = form.chosen(), form.cleaned_data["seen"]
    return _done(
        request,
        case,
        lambda: actions.change_protocol_level(case, chosen, seen, by=user),  # type: ignore[arg-type]
    )


@require_POST
def police(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What the person said of the police."""
    case, form, user = own_case_or_404(request, pk), PoliceForm(request.POST), request.user
    if not form.is_valid():
        return _refused(request, case, _("Choose one of the two."))
    agreed = form.cleaned_data["police"] == "yes"
    return _done(request, case, lambda: actions.note_police_word(case, agreed, by=user))  # type: ignore[arg-type]


@require_POST
def end(request: HttpRequest, pk: UUID) -> HttpResponse:
    """It is over."""
    case, user = own_case_or_404(request, pk), request.user
    return _done(request, case, lambda: actions.end_protocol(case, by=user))  # type: ignore[arg-type]


@require_POST
def take_up(request: HttpRequest, pk: UUID) -> HttpResponse:
    """It goes on."""
    case, user = own_case_or_404(request, pk), request.user
    return _done(request, case, lambda: actions.take_up_protocol(case, by=user))  # type: ignore[arg-type]
