"""A protocol on a request. The log is written by the room of requests, of the request alone.

An entry of the run itself would say for ever which run belonged to which request: by its time.
Nothing here takes a text, so that nothing that was told can come here.
"""

import secrets
from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone

from upstander.accounts.interface import User
from upstander.core.moves import move
from upstander.protocols.actions.run import Settling, Start, begin, set_level, settle
from upstander.protocols.models import Level, Run, RunStep, RunTally, Version
from upstander.protocols.queries.run import locked_run, run_of_request
from upstander.protocols.rules import run as rules
from upstander.protocols.states import RUN_MOVES, RunKind, RunState, RunStepState


@transaction.atomic
def start_on_request(version: Version, level: Level | None, *, by: User) -> str:
    """The random name of the run, which only the caller keeps; NotAllowed where not in force."""
    token = secrets.token_urlsafe(32)
    begin(Start(version, level, RunKind.CASE), by=by, now=timezone.now(), token=token)
    return token


@transaction.atomic
def settle_on_request(token: str, step: int, seen: str, to: str, *, by: User) -> RunStep:
    """The step in its new state."""
    return settle(locked_run(run_of_request(token)), Settling(step, seen, to), by=by)


@transaction.atomic
def change_level_on_request(token: str, level: Level, seen: int | None, *, by: User) -> None:
    """The steps of the new level come to those that are there."""
    set_level(locked_run(run_of_request(token)), level, seen, by=by)


@transaction.atomic
def end_on_request(token: str) -> bool:
    """Whether it ran until now; a request that is over ends it too."""
    run = locked_run(run_of_request(token))
    if run.state != RunState.RUNNING:
        return False
    move(run, to=RunState.ENDED, moves=RUN_MOVES, ended_at=timezone.now())
    return True


@transaction.atomic
def take_up_on_request(token: str) -> None:
    """It goes on."""
    run = locked_run(run_of_request(token))
    rules.may_move(run, RunState.RUNNING)
    move(run, to=RunState.RUNNING, moves=RUN_MOVES, ended_at=None)


@transaction.atomic
def forget_runs(tokens: Iterable[str]) -> None:
    """The runs go; what stays is how often a protocol was started and how its steps went."""
    rows = Run.objects.filter(kind=RunKind.CASE, token__in=list(tokens))
    for run in rows.prefetch_related("steps").order_by("pk"):
        _count(run)
        run.delete()


def _count(run: Run) -> None:
    # The version is held: two requests may be destroyed at once, and both have no tally yet.
    Version.objects.select_for_update(no_key=True).get(pk=run.of_id)
    tally, _ = RunTally.objects.get_or_create(of=run.of, level=run.level)
    for step in run.steps.all():
        key = f"{step.section}-{step.position}"
        row = tally.steps.setdefault(key, {"done": 0, "late": 0, "skipped": 0, "open": 0})
        row[_how(step)] += 1
    tally.runs += 1
    tally.save(update_fields=["runs", "steps"])


def _how(step: RunStep) -> str:
    if step.state != RunStepState.DONE:
        return str(step.state)
    is_late = step.due_at is not None and step.settled_at is not None
    return "late" if is_late and step.settled_at > step.due_at else "done"  # type: ignore[operator]
