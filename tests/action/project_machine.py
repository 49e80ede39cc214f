"""A project lived through at random, by the real verbs, with what must hold after every step."""

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from typing import Any

from tests.accounts.people import member, spoke
from tests.action.project_made import (
    a_photo,
    a_project,
    activity_values,
    measure_values,
    outcome_values,
    plan,
    today,
)
from tests.lives import RandomLife, lived
from upstander.action.actions import project as actions
from upstander.action.models import (
    Activity,
    Measure,
    Milestone,
    Note,
    Outcome,
    Photo,
    Project,
)
from upstander.action.queries.project import parts_of
from upstander.action.states import PLAN_STATES, PROJECT_MOVES, ProjectState
from upstander.audit.models import Entry
from upstander.core.errors import NotAllowed
from upstander.network.states import Role

PARTS = (Milestone, Activity, Outcome, Measure, Note, Photo)
PLAN = (Project, Milestone, Outcome)


class Ground:
    """Who signs, who writes, and someone of another organisation."""

    def __init__(self) -> None:
        self.signs = member(Role.SPOKE_COORDINATOR, spoke(), "coordinator-spoke-0@example.org")
        self.writes = member(Role.SPOKE_WORKER, spoke())
        self.other = member(Role.SPOKE_COORDINATOR, spoke(1))


class Life(RandomLife[Ground]):
    """One project."""

    def __init__(self, ground: Ground, seed: int) -> None:
        super().__init__(ground, seed)
        self.pk = a_project(title=f"Life {seed}").pk
        self.look()

    @property
    def project(self) -> Project:
        return Project.objects.get(pk=self.pk)

    def someone(self) -> Any:
        people = [self.ground.signs] * 6 + [self.ground.writes] * 3 + [self.ground.other]
        return self.chance.choice(people)

    def allowed(self, verb: Callable[..., None], before: Any, logged: int) -> None:
        assert self.by != self.ground.other, self.said(verb, "by someone else")
        assert logged or self.stamp == before, self.said(verb, "not in the log")

    def check(self, verb: Callable[..., None], before: dict[Any, Any]) -> None:
        """The invariants."""
        [project], [old] = self.stamp[Project].values(), before[Project].values()
        state, was = ProjectState(project["state"]), ProjectState(old["state"])
        assert state == was or state in PROJECT_MOVES[was], self.said(verb, "no such move")
        signed = state == was or self.by == self.ground.signs
        assert signed, self.said(verb, "moved by who does not sign")
        if was != ProjectState.PLANNED:
            gone = [part for part in PARTS if not before[part].keys() <= self.stamp[part].keys()]
            assert gone == [], self.said(verb, f"gone once it had begun: {gone}")
        if was not in PLAN_STATES:
            moved = [part for part in PLAN if before[part] != self.stamp[part]]
            assert moved == [], self.said(verb, f"the plan of what is over changed: {moved}")
        if state == ProjectState.RUNNING:
            assert self.stamp[Outcome], self.said(verb, "runs without an outcome")
        if state == ProjectState.STOPPED:
            assert project["reason"], self.said(verb, "stopped without a reason")
        for row in self.stamp[Photo].values():
            assert row["consent"] == "nobody" or row["how"], self.said(verb, "no consent")
            assert not (row["gone_at"] and row["is_public"]), self.said(verb, "gone and shown")
        self._sums(verb)

    def _sums(self, verb: Callable[..., None]) -> None:
        books = parts_of(self.project, is_own=True).books
        costs = [row["cost"] for row in self.stamp[Activity].values() if row["cost"] is not None]
        spent = sum((Decimal(cost) for cost in costs), Decimal(0))
        assert books.spent == (spent if costs else None), self.said(verb, "costs do not add up")
        if books.left is not None:
            assert books.left + spent == books.budget, self.said(verb, "the budget is off")

    def any_of(self, part: type[Any]) -> Any:
        """One of its rows, by chance."""
        path = {"Measure": "outcome__project", "Photo": "activity__project"}
        field = path.get(part.__name__, "project")
        rows = list(part.objects.filter(**{field: self.pk}).order_by("pk"))
        if not rows:
            raise NotAllowed
        return self.chance.choice(rows)

    def seen(self, row: Any) -> int:
        """The version of now, or by chance an older one."""
        return int(row.version) - (self.chance.random() < 0.2)

    def amount(self) -> Decimal | None:
        """Cents, or nothing."""
        return self.chance.choice([None, Decimal(self.chance.randint(0, 99999)) / 100])

    def look(self) -> None:
        self.stamp = _stamp(self.pk)
        self.entries = Entry.objects.filter(of=f"project:{self.pk}").count()


def _stamp(pk: int) -> dict[Any, dict[Any, Any]]:
    """The project and all its parts, by number; pictures by their size."""
    found: dict[Any, dict[Any, Any]] = {
        Project: {row["id"]: row for row in Project.objects.filter(pk=pk).values()}
    }
    for part in PARTS:
        path = {Measure: "outcome__project", Photo: "activity__project"}.get(part, "project")
        rows = part._default_manager.filter(**{path: pk}).values()
        found[part] = {r["id"]: {k: v for k, v in r.items() if k != "data"} for r in rows}
    return found


def _move(life: Life) -> None:
    to = life.chance.choice(list(ProjectState))
    reason = life.chance.choice(["", "No hall"])
    actions.move_project(life.project, to, reason, by=life.by)


def _begin(life: Life) -> None:
    actions.move_project(life.project, ProjectState.RUNNING, by=life.by)


def _change(life: Life) -> None:
    project, title = life.project, f"Title {len(life.trace)}"
    values = plan(title=title, budget=life.amount())
    actions.change_project(project, values, seen=life.seen(project), by=life.by)


def _activity(life: Life) -> dict[str, Any]:
    coming, counted = life.chance.random() < 0.3, life.chance.random() < 0.5
    return activity_values(
        title=f"Activity {len(life.trace)}", cost=life.amount(),
        held_on=today() + timedelta(days=3 if coming else -3),
        attendance=life.chance.randint(0, 90) if counted else None,
        is_cancelled=life.chance.random() < 0.1,
    )  # fmt: skip


def _add_activity(life: Life) -> None:
    actions.add_part(life.project, "activity", _activity(life), by=life.by)


def _change_activity(life: Life) -> None:
    row = life.any_of(Activity)
    actions.change_part(row, "activity", _activity(life), seen=life.seen(row), by=life.by)


def _add_outcome(life: Life) -> None:
    values = outcome_values(change=f"Change {len(life.trace)}")
    actions.add_part(life.project, "outcome", values, by=life.by)


def _change_outcome(life: Life) -> None:
    row, values = life.any_of(Outcome), outcome_values(target=Decimal(len(life.trace)))
    actions.change_part(row, "outcome", values, seen=life.seen(row), by=life.by)


def _measure(life: Life) -> None:
    day = today() - timedelta(days=life.chance.randint(-1, 4))
    actions.add_part(life.any_of(Outcome), "measure", measure_values(measured_on=day), by=life.by)


def _milestone(life: Life) -> None:
    values = {"text": f"Step {len(life.trace)}", "due_on": today(), "done_on": None}
    actions.add_part(life.project, "milestone", values, by=life.by)


def _note(life: Life) -> None:
    values = {"kind": "risk", "noted_on": today(), "words": f"{len(life.trace)}", "done": ""}
    actions.add_part(life.project, "note", values, by=life.by)


def _remove(life: Life) -> None:
    name = life.chance.choice(["milestone", "activity", "outcome", "note", "measure"])
    actions.remove_part(life.any_of(actions.PARTS[name]), name, by=life.by)


def _photo(life: Life) -> None:
    consent = life.chance.choice(["nobody", "agreed", ""])
    activity, how = life.any_of(Activity), life.chance.choice(["", "A list"])
    a_photo(activity, consent=consent, how=how, is_public=life.chance.random() < 0.5, by=life.by)


def _show(life: Life) -> None:
    shown = life.chance.random() < 0.5
    actions.show_photo(life.any_of(Photo), is_public=shown, by=life.by)


def _out(life: Life) -> None:
    actions.take_out_photo(life.any_of(Photo), by=life.by)


VERBS: list[Callable[[Life], None]] = [
    _move, _begin, _change, _change, _add_activity, _add_activity, _change_activity, _add_outcome,
    _change_outcome, _measure, _measure, _milestone, _note, _remove, _photo, _photo, _show, _out,
]  # fmt: skip


def live(ground: Ground, seed: int, steps: int) -> Life:
    """A whole life."""
    return lived(Life(ground, seed), VERBS, steps)
