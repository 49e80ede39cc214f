"""What may happen to a protocol that is running. Time and memberships are passed in."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.utils.translation import gettext as _

from upstander.core.errors import NotAllowed
from upstander.network.interface import writes_for
from upstander.protocols.states import (
    HOLDING_STATES,
    RUN_MOVES,
    RunKind,
    RunState,
    RunStepState,
    Section,
    VersionState,
)

OVER_VERSIONS = (VersionState.SUPERSEDED, VersionState.WITHDRAWN)
SECTIONS = {section: number for number, section in enumerate(Section)}


def may_start(mine: Iterable[Any], organisation_id: int, version: Any, kind: str) -> None:
    """What is in force is started; as an exercise, also what is still written or signed."""
    may_work_on(mine, organisation_id)
    if version.state in OVER_VERSIONS:
        raise NotAllowed(_("This version does not hold any more. Choose the one in force."))
    if kind != RunKind.EXERCISE and version.state not in HOLDING_STATES:
        raise NotAllowed(_("This version is not in force yet. You can start it as an exercise."))


def may_work_on(mine: Iterable[Any], organisation_id: int) -> None:
    """Whoever writes for the organisation works on what it has started."""
    if not writes_for(mine, organisation_id):
        raise NotAllowed(_("Only workers and coordinators of the organisation can do this."))


def may_have_level(level: Any, levels: Sequence[Any]) -> None:
    """A level of this very version; none only where it has none."""
    if level is None and levels:
        raise NotAllowed(_("Choose a level."))
    if level is not None and level not in levels:
        raise NotAllowed(_("This level belongs to another version. Choose a level again."))


def may_have_steps(steps: Sequence[Any]) -> None:
    """Nothing is started that says nothing."""
    if not steps:
        raise NotAllowed(_("There is no step for this level yet. Write the steps first."))


def may_go_on(run: Any) -> None:
    """Steps, words and the level change only while it runs."""
    if run.state != RunState.RUNNING:
        raise NotAllowed(_("This has ended. Take it up again to change it."))


def may_have_words(run: Any) -> None:
    """Of a request nothing is written here: its own notes are sealed."""
    if run.kind == RunKind.CASE:
        raise NotAllowed(_("Write it in the notes of the request. There it is sealed."))


def may_leave_out(run: Any, to: str, text: str) -> None:
    """Whoever leaves out a step says why; of a request, in the notes of the request."""
    if to == RunStepState.SKIPPED and run.kind != RunKind.CASE and not text.strip():
        raise NotAllowed(_("Say why this step is left out."))


def may_be_given(run: Any, user: Any, people: Iterable[Any]) -> None:
    """A step goes to someone of the organisation; of a request, to whoever has the request."""
    may_go_on(run)
    if run.kind == RunKind.CASE:
        raise NotAllowed(_("Whoever has the request has its steps."))
    if user is not None and user not in people:
        raise NotAllowed(_("This person is not in your organisation."))


def may_move(run: Any, to: str) -> None:
    """Along the table of moves."""
    if to not in RUN_MOVES[run.state]:
        raise NotAllowed(_("This has already been dealt with. Reload the page to see it now."))


def may_close(run: Any, words: Iterable[str]) -> None:
    """It is closed when someone has looked back on it."""
    may_have_words(run)
    may_move(run, RunState.CLOSED)
    if not any(text.strip() for text in words):
        raise NotAllowed(_("Write down at least one thing before you close it."))


def may_look_back(run: Any) -> None:
    """After the end and before it is closed."""
    may_have_words(run)
    if run.state != RunState.ENDED:
        raise NotAllowed(_("You can look back on it after its end, until it is closed."))


def steps_of_level(steps: Iterable[Any], level_id: int | None) -> list[Any]:
    """The steps of a level in the order of the sections; a step without levels is for all.

    `steps` have their levels at hand: `step.levels.all()`.
    """
    found = [
        step
        for step in steps
        if not (levels := [row.pk for row in step.levels.all()]) or level_id in levels
    ]
    return sorted(found, key=lambda step: (SECTIONS[step.section], step.position))
