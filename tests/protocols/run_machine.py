"""A run lived through at random, by the real verbs, with what must hold after every step."""

from collections.abc import Callable
from typing import Any

from tests.accounts.people import member, spoke
from tests.lives import RandomLife, lived
from tests.protocols.run_made import a_version, level
from upstander.audit.models import Entry
from upstander.network.states import Role
from upstander.protocols.actions import run as actions
from upstander.protocols.actions import run_on_request as on_request
from upstander.protocols.actions.run import Settling, Start
from upstander.protocols.models import Run, RunStep
from upstander.protocols.states import RUN_MOVES, RUN_STEP_MOVES, RunKind, RunState, RunStepState

FIXED = ("of_id", "organisation_id", "kind", "token", "title", "started_at", "started_by_id")
WORDS = ("went_well", "went_badly", "to_change")


class Ground:
    """A protocol, two who work with it, and someone who does not."""

    def __init__(self) -> None:
        self.people = [
            member(Role.SPOKE_WORKER, spoke(), f"worker-{number}@example.org") for number in (1, 2)
        ]
        self.stranger = member(Role.SPOKE_COORDINATOR, spoke(9), "stranger@example.org")
        self.version = a_version(self.people[0])


class Life(RandomLife[Ground]):
    """One run of a kind that chance chose."""

    def __init__(self, ground: Ground, seed: int) -> None:
        super().__init__(ground, seed)
        kind, by = self.chance.choice(list(RunKind)), ground.people[0]
        at = level(ground.version, self.chance.randint(0, 1))
        if kind == RunKind.CASE:
            token = on_request.start_on_request(ground.version, at, by=by)
            self.pk = Run.objects.get(token=token).pk
        else:
            self.pk = actions.start_run(Start(ground.version, at, kind, f"Life {seed}"), by=by).pk
        self.look()

    @property
    def run(self) -> Run:
        return Run.objects.get(pk=self.pk)

    def someone(self) -> Any:
        is_ours = self.chance.random() < 0.9
        return self.chance.choice(self.ground.people) if is_ours else self.ground.stranger

    def allowed(self, verb: Callable[..., None], before: Any, logged: int) -> None:
        assert self.by != self.ground.stranger or verb in UNGUARDED, self.said(verb, "stranger")

    def look(self) -> None:
        self.stamp = _stamp(self.pk)

    def check(self, verb: Any, before: dict[str, Any]) -> None:
        """The invariants."""
        run, old = self.stamp["run"], before["run"]
        path = {old["state"], *RUN_MOVES[RunState(old["state"])]}
        assert run["state"] in path, self.said(verb, "no such move")
        kept = {name: run[name] for name in FIXED}
        assert kept == {name: old[name] for name in FIXED}, self.said(verb, "what it is changed")
        now = {step["id"]: step["state"] for step in self.stamp["steps"]}
        for step in before["steps"]:
            path = {step["state"], *RUN_STEP_MOVES[RunStepState(step["state"])]}
            assert now.get(step["id"]) in path, self.said(verb, "no such move of a step")
        words = {step["text"] for step in self.stamp["steps"]}
        old_words = {step["text"] for step in before["steps"]}
        assert words >= old_words, self.said(verb, "a step is lost")
        assert len(words) == len(self.stamp["steps"]), self.said(verb, "a step is there twice")
        assert self.stamp["entries"] >= before["entries"], self.said(verb, "words are lost")
        if old["state"] != RunState.RUNNING:
            assert self.stamp["steps"] == before["steps"], self.said(verb, "it had ended")
        if old["state"] == RunState.CLOSED:
            assert run == old, self.said(verb, "it was closed")
        if run["kind"] == RunKind.CASE:
            said = [run[name] for name in ("title", *WORDS)], self.stamp["entries"]
            assert said == (["", "", "", ""], 0), self.said(verb, "words on a request")
            assert self.stamp["log"] == 0, self.said(verb, "the log knows it")


def _stamp(pk: int) -> dict[str, Any]:
    run = Run.objects.filter(pk=pk)
    return {
        "run": run.values().get(),
        "steps": list(RunStep.objects.filter(run=pk).order_by("pk").values()),
        "entries": run.get().entries.count(),
        "log": Entry.objects.filter(of=f"run:{pk}").count(),
    }


def _settle(life: Life) -> None:
    run, chance = life.run, life.chance
    step = chance.choice(list(run.steps.all()))
    seen = step.state if chance.random() < 0.8 else chance.choice(list(RunStepState))
    to, text = chance.choice(list(RunStepState)), chance.choice(["", "some words"])
    if run.token and not text:
        on_request.settle_on_request(run.token, step.pk, seen, to, by=life.by)
    else:
        actions.settle_step(run, Settling(step.pk, seen, to, text), by=life.by)


def _give(life: Life) -> None:
    step = life.chance.choice(list(life.run.steps.all()))
    to = life.chance.choice([None, *life.ground.people, life.ground.stranger])
    actions.give_step(life.run, actions.Given(step.pk, to, step.assignee_id), by=life.by)


def _level(life: Life) -> None:
    run, at = life.run, level(life.ground.version, life.chance.randint(0, 1))
    if run.token:
        on_request.change_level_on_request(run.token, at, run.level_id, by=life.by)
    else:
        actions.change_level(run, at, run.level_id, by=life.by)


def _write(life: Life) -> None:
    actions.write_entry(life.run, life.chance.choice([" ", "some words"]), by=life.by)


def _end(life: Life) -> None:
    run = life.run
    if run.token:
        on_request.end_on_request(run.token)
    else:
        actions.end_run(run, by=life.by)


def _take_up(life: Life) -> None:
    run = life.run
    if run.token:
        on_request.take_up_on_request(run.token)
    else:
        actions.take_up_run(run, by=life.by)


def _look_back(life: Life) -> None:
    seen = life.run.version - (life.chance.random() < 0.2)
    actions.look_back(life.run, {"went_well": "well"}, seen, by=life.by)


def _close(life: Life) -> None:
    words = {"to_change": "sooner"} if life.chance.random() < 0.2 else {}
    actions.close_run(life.run, words, life.run.version, by=life.by)


VERBS = (_settle, _settle, _settle, _give, _level, _write, _end, _take_up, _look_back, _close)
# Of a run on a request the room of requests asks who she is, before it comes here.
UNGUARDED = (_end, _take_up)


def live(ground: Ground, seed: int, steps: int) -> Life:
    """A whole life."""
    return lived(Life(ground, seed), VERBS, steps)
