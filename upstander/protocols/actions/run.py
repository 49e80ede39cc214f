"""A protocol is started on an event or as an exercise, worked through, ended and looked back on."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from upstander.accounts.interface import User
from upstander.audit.interface import record
from upstander.core.errors import NotAllowed
from upstander.core.moves import move
from upstander.network.interface import memberships_of
from upstander.partnership.interface import PartnerKind
from upstander.protocols.models import Level, Run, RunEntry, RunStep, Version
from upstander.protocols.queries.run import levels_of, locked_run, people_for, steps_with_levels
from upstander.protocols.rules import run as rules
from upstander.protocols.states import RUN_MOVES, RUN_STEP_MOVES, RunKind, RunState, RunStepState

TWICE = timedelta(minutes=1)  # within it, the same start is one start: a double click
LOOKED_BACK = ("went_well", "went_badly", "to_change")


class Start(NamedTuple):
    """What is started; `title` says in a few words on what, without names."""

    version: Version
    level: Level | None
    kind: str
    title: str = ""


class Given(NamedTuple):
    """A step for someone, or for nobody; `had` is who had it on her page, `text` what she typed."""

    step: int
    to: User | None
    had: int | None
    text: str = ""


class Settling(NamedTuple):
    """A step as its form said it: the state that was seen, the one wanted, and words."""

    step: int
    seen: str
    to: str
    text: str = ""


@transaction.atomic
def start_run(start: Start, *, by: User) -> Run:
    """On an event or as an exercise; its clock begins now."""
    now, title = timezone.now(), start.title.strip()
    if not title:
        raise NotAllowed(_("Say in a few words what it is."))
    # Two clicks wait for each other here, so that the second finds the first one's run.
    version = Version.objects.select_for_update(no_key=True).get(pk=start.version.pk)
    same = Run.objects.filter(
        of=version, kind=start.kind, title=title, started_by=by, started_at__gt=now - TWICE
    )
    if (found := same.filter(state=RunState.RUNNING).first()) is not None:
        return found
    run = begin(start._replace(version=version, title=title), by=by, now=now)
    record("run.started", by=f"user:{by.pk}", of=f"run:{run.pk}", facts={"kind": run.kind})
    return run


def begin(start: Start, *, by: User, now: datetime, token: str | None = None) -> Run:
    """The run with its steps, inside the caller's transaction, who also writes the log."""
    version = start.version
    organisation = version.protocol.organisation
    rules.may_start(memberships_of(by), organisation.pk, version, start.kind)
    rules.may_have_level(start.level, list(version.levels.all()))
    level_id = start.level.pk if start.level else None
    steps = rules.steps_of_level(steps_with_levels(version), level_id)
    rules.may_have_steps(steps)
    run = Run.objects.create(
        of=version,
        organisation=organisation,
        kind=start.kind,
        level=start.level,
        level_title=start.level.title if start.level else "",
        token=token,
        title="" if start.kind == RunKind.CASE else start.title,
        started_at=now,
        started_by=by,
    )
    copy_steps(run, steps, now)
    return run


def copy_steps(run: Run, steps: list[Any], now: datetime) -> None:
    """Those that it does not have yet, due as long after `now` as the protocol says.

    A draft may have been rewritten meanwhile: the words of a step say which it is.
    """
    there = list(run.steps.values_list("section", "position", "text"))
    known = {(section, text) for section, _position, text in there}
    taken = {(section, position) for section, position, _text in there}
    rows = []
    for step in steps:
        if (step.section, step.text) in known:
            continue
        position = step.position
        while (step.section, position) in taken:
            position += 1
        taken.add((step.section, position))
        rows.append(_copy(run, step, position, now))
    RunStep.objects.bulk_create(rows)


def _copy(run: Run, step: Any, position: int, now: datetime) -> RunStep:
    partner = step.duty.partner if step.duty else None
    return RunStep(
        run=run,
        section=step.section,
        position=position,
        text=step.text,
        duty=step.duty.title if step.duty else "",
        is_police=partner is not None and partner.kind == PartnerKind.POLICE,
        due_at=None if step.within is None else now + timedelta(minutes=step.within),
    )


@transaction.atomic
def settle_step(run: Run, wanted: Settling, *, by: User) -> None:
    """Done, left out with a reason, or to do again. What was typed is written in either case."""
    run = locked_run(run)
    rules.may_have_words(run)
    step = settle(run, wanted, by=by)
    if wanted.text.strip():
        _write(run, wanted.text, by, step)
    facts = {"step": step.pk, "state": step.state}
    record("run.step_settled", by=f"user:{by.pk}", of=f"run:{run.pk}", facts=facts)


def settle(run: Run, wanted: Settling, *, by: User) -> RunStep:
    """The step in its new state; whoever wanted the same a moment later is content too."""
    rules.may_work_on(memberships_of(by), run.organisation_id)
    rules.may_go_on(run)
    rules.may_leave_out(run, wanted.to, wanted.text)
    step = step_of(run, wanted.step)
    if step.state == wanted.to:
        return step
    if step.state != wanted.seen:
        raise NotAllowed(_("Someone changed this a moment ago. Reload the page to see it now."))
    is_open = wanted.to == RunStepState.OPEN
    changes: dict[str, Any] = {
        "settled_at": None if is_open else timezone.now(),
        "settled_by": None if is_open else by,
    }
    move(step, to=wanted.to, moves=RUN_STEP_MOVES, **changes)
    return step


def step_of(run: Run, pk: int) -> RunStep:
    """A step of this run."""
    if (step := run.steps.filter(pk=pk).first()) is None:
        raise NotAllowed(_("This has already been dealt with. Look at the page again."))
    return step


@transaction.atomic
def give_step(run: Run, given: Given, *, by: User) -> None:
    """To someone of the organisation, or to nobody. What was typed beside it is written."""
    run, to = locked_run(run), given.to
    rules.may_work_on(memberships_of(by), run.organisation_id)
    rules.may_be_given(run, to, people_for(run.organisation_id))
    step = step_of(run, given.step)
    if RunStep.objects.filter(pk=step.pk, assignee=given.had).update(assignee=to) != 1:
        raise NotAllowed(_("Someone changed this a moment ago. Reload the page to see it now."))
    if given.text.strip():
        _write(run, given.text, by, step)
    facts = {"step": step.pk, "user": to.pk if to else None}
    record("run.step_given", by=f"user:{by.pk}", of=f"run:{run.pk}", facts=facts)


@transaction.atomic
def write_entry(run: Run, text: str, *, by: User) -> None:
    """A line of the log."""
    run = locked_run(run)
    rules.may_work_on(memberships_of(by), run.organisation_id)
    rules.may_have_words(run)
    rules.may_go_on(run)
    if not text.strip():
        raise NotAllowed(_("Write something first."))
    _write(run, text, by)
    record("run.entry_written", by=f"user:{by.pk}", of=f"run:{run.pk}")


def _write(run: Run, text: str, by: User, step: RunStep | None = None) -> None:
    RunEntry.objects.create(
        run=run, step=step, text=text.strip(), made_at=timezone.now(), made_by=by
    )


@transaction.atomic
def change_level(run: Run, level: Level, seen: int | None, *, by: User) -> None:
    """From now on this level: its steps come to those that are there, and nothing goes."""
    run = locked_run(run)
    rules.may_have_words(run)
    set_level(run, level, seen, by=by)
    facts = {"level": level.position}
    record("run.level_changed", by=f"user:{by.pk}", of=f"run:{run.pk}", facts=facts)


def set_level(run: Run, level: Level, seen: int | None, *, by: User) -> None:
    """Of a run that is held; the clock of the steps that come begins now."""
    rules.may_work_on(memberships_of(by), run.organisation_id)
    rules.may_go_on(run)
    rules.may_have_level(level, levels_of(run))
    if run.level_id == level.pk:
        return
    if run.level_id != seen:
        raise NotAllowed(_("Someone changed this a moment ago. Reload the page to see it now."))
    Run.objects.filter(pk=run.pk).update(level=level, level_title=level.title)
    steps = rules.steps_of_level(steps_with_levels(run.of), level.pk)
    copy_steps(run, steps, timezone.now())


@transaction.atomic
def end_run(run: Run, *, by: User) -> None:
    """What is left to do stays as it is, and is looked back on."""
    run = locked_run(run)
    rules.may_have_words(run)
    rules.may_work_on(memberships_of(by), run.organisation_id)
    move(run, to=RunState.ENDED, moves=RUN_MOVES, ended_at=timezone.now())
    record("run.ended", by=f"user:{by.pk}", of=f"run:{run.pk}")


@transaction.atomic
def take_up_run(run: Run, *, by: User) -> None:
    """It ended too early."""
    run = locked_run(run)
    rules.may_have_words(run)
    rules.may_work_on(memberships_of(by), run.organisation_id)
    move(run, to=RunState.RUNNING, moves=RUN_MOVES, ended_at=None)
    record("run.taken_up", by=f"user:{by.pk}", of=f"run:{run.pk}")


@transaction.atomic
def look_back(run: Run, words: Mapping[str, str], seen: int, *, by: User) -> None:
    """What went well, what did not, what to change; `seen` is the version on her page."""
    _look_back(locked_run(run), words, seen, by)
    record("run.looked_back", by=f"user:{by.pk}", of=f"run:{run.pk}")


@transaction.atomic
def close_run(run: Run, words: Mapping[str, str], seen: int, *, by: User) -> None:
    """Looked back on for good; its lessons stand with the protocol for the next review."""
    run = locked_run(run)
    rules.may_work_on(memberships_of(by), run.organisation_id)
    rules.may_close(run, words.values())
    _look_back(run, words, seen, by)
    move(run, to=RunState.CLOSED, moves=RUN_MOVES, closed_on=timezone.localdate())
    record("run.closed", by=f"user:{by.pk}", of=f"run:{run.pk}")


def _look_back(run: Run, words: Mapping[str, str], seen: int, by: User) -> None:
    rules.may_work_on(memberships_of(by), run.organisation_id)
    rules.may_look_back(run)
    changes = {name: words.get(name, "").strip() for name in LOOKED_BACK}
    rows = Run.objects.filter(pk=run.pk, version=seen)
    if rows.update(**changes, version=seen + 1) != 1:
        raise NotAllowed(
            _("Someone changed this meanwhile. Your words are still here: put both together.")
        )
