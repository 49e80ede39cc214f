"""Running protocols at the desk: start, the checklist, the end, the review, the lessons."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from upstander.core.errors import NotAllowed
from upstander.protocols.actions import run as actions
from upstander.protocols.forms import run as forms
from upstander.protocols.models import Run, RunStep
from upstander.protocols.queries import run as queries
from upstander.protocols.queries.run_lessons import lessons_shown_to
from upstander.protocols.states import RunState

SHOWN = 50


def run_or_404(request: HttpRequest, pk: int) -> Run:
    """One on an event or an exercise of her organisations."""
    rows = queries.runs_visible_to(request.user)  # type: ignore[arg-type]
    return get_object_or_404(rows, pk=pk)


@require_safe
def listed(request: HttpRequest) -> HttpResponse:
    """What runs, what is to be looked back on, what is closed; of requests only how many."""
    mine = queries.organisations_of(request.user)  # type: ignore[arg-type]
    if not mine:
        raise PermissionDenied
    now = timezone.now()
    rows = queries.runs_visible_to(request.user)  # type: ignore[arg-type]
    context = {
        "runs": queries.in_order(queries.with_numbers(rows, now))[:SHOWN],
        "on_requests": queries.runs_on_requests(mine),
        "may_start": bool(queries.startable_by(mine)),
    }
    return render(request, "protocols/desk/run_list.html", context)


def start(request: HttpRequest) -> HttpResponse:
    """On an event, or as an exercise."""
    mine = queries.organisations_of(request.user)  # type: ignore[arg-type]
    if not mine:
        raise PermissionDenied
    asked = queries.startable_by(mine)
    form = forms.StartForm(request.POST or None, asked=asked)
    if form.is_valid():
        try:
            run = actions.start_run(form.start(), by=request.user)  # type: ignore[arg-type]
        except NotAllowed as why:
            form.add_error(None, str(why))
        else:
            return redirect("protocols:run", run.pk)
    context = {"form": form, "asked": asked}
    return render(request, "protocols/desk/run_start.html", context, status=_status(form))


def _status(form: Any) -> int:
    return 422 if form.is_bound and form.errors else 200


@require_safe
def show(request: HttpRequest, pk: int) -> HttpResponse:
    """The checklist."""
    return page(request, run_or_404(request, pk))


def page(
    request: HttpRequest, run: Run, text: str = "", why: str = "", status: int = 200
) -> HttpResponse:
    """The checklist; `text` was typed and could not be written yet: it stands in the log's form."""
    levels = queries.levels_of(run)
    initial = {"level": run.level_id, "seen": run.level_id}
    context = {
        "run": run,
        "checklist": queries.checklist_of(run, timezone.now()),
        "entries": queries.log_of(run),
        "people": queries.people_for(run.organisation_id),
        "entry": forms.EntryForm(initial={"text": text}),
        "level": forms.LevelForm(levels=levels, initial=initial) if len(levels) > 1 else None,
        "is_running": run.state == RunState.RUNNING,
        "why": why,
    }
    return render(request, "protocols/desk/run.html", context, status=status)


def _done(request: HttpRequest, run: Run, deed: Callable[[], Any], text: str = "") -> HttpResponse:
    """Do it and show the checklist; where it may not be, say why, with what was typed."""
    try:
        deed()
    except NotAllowed as why:
        return page(request, run_or_404(request, run.pk), text, str(why), status=409)
    return redirect("protocols:run", run.pk)


@require_POST
def step(request: HttpRequest, pk: int, step: int) -> HttpResponse:
    """Done, left out, again, or given to someone."""
    run, form, by = run_or_404(request, pk), forms.StepForm(request.POST), request.user
    get_object_or_404(RunStep, run=run, pk=step)
    if not form.is_valid():
        return page(request, run, request.POST.get("text", ""), _too_long(form), status=422)
    data = form.cleaned_data
    if data["do"] != "give":
        settling = form.settling(step)
        deed: Callable[[], Any] = lambda: actions.settle_step(run, settling, by=by)  # type: ignore[arg-type]  # noqa: E731
        return _done(request, run, deed, data["text"])
    people = {user.pk: user for user in queries.people_for(run.organisation_id)}
    to, text = people.get(data["to"]), data["text"]
    if to is None and data["to"] is not None:  # she left while the page was open
        why = _("This person is not in your organisation.")
        return page(request, run, text, why, status=409)
    given = actions.Given(step, to, data["had"], text)
    return _done(request, run, lambda: actions.give_step(run, given, by=by), text)  # type: ignore[arg-type]


def _too_long(form: Any) -> str:
    return " ".join(str(error) for errors in form.errors.values() for error in errors)


@require_POST
def write(request: HttpRequest, pk: int) -> HttpResponse:
    """A line of the log."""
    run, form = run_or_404(request, pk), forms.EntryForm(request.POST)
    text = request.POST.get("text", "")
    if not form.is_valid():
        return page(request, run, text, _too_long(form), status=422)
    return _done(request, run, lambda: actions.write_entry(run, text, by=request.user), text)  # type: ignore[arg-type]


@require_POST
def level(request: HttpRequest, pk: int) -> HttpResponse:
    """Another level: its steps are added."""
    run = run_or_404(request, pk)
    form = forms.LevelForm(request.POST, levels=queries.levels_of(run))
    if not form.is_valid():
        return page(request, run, why=_too_long(form), status=422)
    chosen, seen = form.chosen(), form.cleaned_data["seen"]
    return _done(request, run, lambda: actions.change_level(run, chosen, seen, by=request.user))  # type: ignore[arg-type]


@require_POST
def end(request: HttpRequest, pk: int) -> HttpResponse:
    """It is over; then it is looked back on."""
    run = run_or_404(request, pk)
    return _done(request, run, lambda: actions.end_run(run, by=request.user))  # type: ignore[arg-type]


@require_POST
def take_up(request: HttpRequest, pk: int) -> HttpResponse:
    """It goes on."""
    run = run_or_404(request, pk)
    return _done(request, run, lambda: actions.take_up_run(run, by=request.user))  # type: ignore[arg-type]


def review(request: HttpRequest, pk: int) -> HttpResponse:
    """Look back on it, and close it."""
    run = run_or_404(request, pk)
    initial = {name: getattr(run, name) for name in actions.LOOKED_BACK} | {"seen": run.version}
    form = forms.LookBackForm(request.POST or None, initial=initial)
    if form.is_valid() and _looked_back(request, run, form):
        return redirect("protocols:run", run.pk)
    context = {
        "run": run,
        "form": form,
        "checklist": queries.checklist_of(run, timezone.now()),
        "theirs": run if form.non_field_errors() else None,
    }
    return render(request, "protocols/desk/run_review.html", context, status=_status(form))


def _looked_back(request: HttpRequest, run: Run, form: forms.LookBackForm) -> bool:
    deed = actions.close_run if form.cleaned_data["is_final"] else actions.look_back
    try:
        deed(run, form.words(), form.cleaned_data["seen"], by=request.user)  # type: ignore[arg-type]
    except NotAllowed as why:
        run.refresh_from_db()
        form.see_anew(run.version)
        form.add_error(None, str(why))
        return False
    messages.success(request, _("Saved."))
    return True


@require_safe
def lessons(request: HttpRequest, pk: int | None = None) -> HttpResponse:
    """What was learned: of all that she may see, or of one protocol for its next review."""
    found = lessons_shown_to(request.user, pk)  # type: ignore[arg-type]
    if found is None:
        raise PermissionDenied
    return render(request, "protocols/desk/run_lessons.html", found._asdict())
