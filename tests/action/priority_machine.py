"""Priorities and their rounds lived through at random, with what must hold after every step."""

from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.utils import timezone

from tests.accounts.people import spoke
from tests.action.priority_made import a_seat, agreement, coordinator, words
from tests.action.survey_made import worker
from tests.lives import RandomLife, lived
from upstander.action.actions import priority as actions
from upstander.action.actions import scoring
from upstander.action.interface import OwnNumber, public_priorities, use_own_number
from upstander.action.models import Evidence, Priority, Review, RoundOfScoring, Score
from upstander.action.queries.priority import is_in_open_round
from upstander.action.states import (
    PRIORITY_MOVES,
    PUBLIC_PRIORITY_STATES,
    ROUND_MOVES,
    PriorityState,
    RoundState,
)
from upstander.audit.models import Entry
from upstander.core.errors import NotAllowed

# While the committee scores, what it scores stands still.
FIXED = ("title", "words", "addresses", "state")


class Ground:
    """A coordinator and a worker of one spoke, a coordinator of another, seats of the first."""

    def __init__(self) -> None:
        self.signer, self.writer, self.other = coordinator(), worker(), coordinator(1)
        self.seats = [a_seat(name=f"Seat {n}") for n in range(2)] + [a_seat(spoke(1), name="Far")]


class Life(RandomLife[Ground]):
    """The priorities of one spoke."""

    def __init__(self, ground: Ground, seed: int) -> None:
        super().__init__(ground, seed)
        self._clear()
        self.look()

    def _clear(self) -> None:
        for model in (Score, RoundOfScoring, Review, Evidence, Priority):
            model.objects.all().delete()

    @property
    def row(self) -> Priority:
        rows = list(Priority.objects.all())
        if not rows:
            raise NotAllowed
        return self.chance.choice(rows)

    @property
    def round(self) -> RoundOfScoring:
        rows = list(RoundOfScoring.objects.all())
        if not rows:
            raise NotAllowed
        return self.chance.choice(rows)

    def someone(self) -> Any:
        ground = self.ground
        return self.chance.choice([*[ground.signer] * 6, *[ground.writer] * 3, ground.other])

    def allowed(self, verb: Callable[..., None], before: Any, logged: int) -> None:
        assert self.by != self.ground.other, self.said(verb, "by someone of another spoke")
        assert logged == 1, self.said(verb, "not once in the log")

    def check(self, verb: Callable[..., None], before: dict[str, Any]) -> None:
        """The invariants."""
        for pk, old in before["rows"].items():
            now = self.stamp["rows"][pk]
            path = {old["state"], *PRIORITY_MOVES[PriorityState(old["state"])]}
            assert now["state"] in path, self.said(verb, "no such move")
            if pk in before["scored"] and pk in self.stamp["scored"]:
                kept = {name: now[name] for name in FIXED}
                was = {name: old[name] for name in FIXED}
                assert kept == was, self.said(verb, "it changed while it was scored")
        for pk, state in before["rounds"].items():
            path = {state, *ROUND_MOVES[RoundState(state)]}
            assert self.stamp["rounds"][pk] in path, self.said(verb, "no such move of a round")
        for row in Priority.objects.filter(state__in=PUBLIC_PRIORITY_STATES):
            was_scored = row.scores.filter(round__state="closed").exists()
            assert was_scored or row.unscored, self.said(verb, "agreed without a score or reason")
            assert not is_in_open_round(row), self.said(verb, "agreed while it is scored")
        public = {row.pk for row in public_priorities()}
        agreed = {
            pk for pk, row in self.stamp["rows"].items() if row["state"] in ("agreed", "done")
        }
        assert public == agreed, self.said(verb, "the public sees another set")
        told = {
            row.pk: sum(number for _kind, number in row.evidence) for row in public_priorities()
        }
        open_pieces = Counter(
            row["priority_id"] for row in self.stamp["evidence"] if not row["counted"]
        )
        for pk, number in told.items():
            assert number == open_pieces[pk], self.said(
                verb, "the public counts what a desk counted"
            )
        closed = {key: s for key, s in before["scores"].items() if key[0] not in before["open"]}
        now_closed = {key: self.stamp["scores"].get(key) for key in closed}
        assert now_closed == closed, self.said(verb, "a closed scoring changed")

    def look(self) -> None:
        self.stamp, self.entries = _stamp(), Entry.objects.count()


def _stamp() -> dict[str, Any]:
    rounds = RoundOfScoring.objects.filter(state="open")
    return {
        "rows": {row["id"]: row for row in Priority.objects.values()},
        "rounds": dict(RoundOfScoring.objects.values_list("pk", "state")),
        "open": set(rounds.values_list("pk", flat=True)),
        "scored": set(rounds.values_list("priorities", flat=True)),
        "scores": {(row["round_id"], row["id"]): row for row in Score.objects.values()},
        "reviews": list(Review.objects.values()),
        "evidence": list(Evidence.objects.values()),
    }


def _gather(life: Life) -> None:
    kind = life.chance.choice(["school", "health", "everyone"])
    said = words(title=f"G{len(life.trace)}", addresses=kind)
    actions.gather_priority(spoke(), said, by=life.by)


def _change(life: Life) -> None:
    row = life.row
    seen = row.version - (life.chance.random() < 0.2)
    actions.change_priority(row, words(title=f"T{len(life.trace)}"), seen=seen, by=life.by)


def _propose(life: Life) -> None:
    actions.propose_priority(life.row, by=life.by)


def _back(life: Life) -> None:
    actions.take_back_priority(life.row, by=life.by)


def _aside(life: Life) -> None:
    actions.set_priority_aside(life.row, by=life.by)


def _up(life: Life) -> None:
    actions.take_up_priority(life.row, by=life.by)


def _agree(life: Life) -> None:
    why = life.chance.choice(["", "All said so"])
    actions.agree_priority(life.row, agreement(unscored=why), seen=life.row.version, by=life.by)


def _review(life: Life) -> None:
    row, today = life.row, timezone.localdate()
    said = {
        "outcome": life.chance.choice(["confirm", "change", "done", "set_aside"]),
        "words": life.chance.choice(["", "We talked"]), "title": "Anew", "text": "",
        "review_on": today + timedelta(life.chance.choice([0, 365])),
    }  # fmt: skip
    seen = row.version - (life.chance.random() < 0.2)
    actions.review_priority(row, said, seen=seen, by=life.by)


def _evidence(life: Life) -> None:
    piece = {"kind": "numbers", "day": timezone.localdate(), "source": "", "survey": None}
    actions.add_evidence(life.row, {**piece, "words": f"E{len(life.trace)}"}, by=life.by)


def _own_number(life: Life) -> None:
    first = timezone.localdate().replace(month=1, day=1)
    counted = life.chance.choice(["all", "wish:record", "language:pa"])
    count = OwnNumber(counted, life.chance.randint(0, 20), first, timezone.localdate())
    use_own_number(life.row, count, by=life.by)


def _no_evidence(life: Life) -> None:
    row = life.row
    piece = row.evidence.first()
    actions.remove_evidence(row, piece.pk if piece else 0, by=life.by)


def _open(life: Life) -> None:
    today = timezone.localdate()
    last = today + timedelta(life.chance.choice([-1, 0, 5]))
    scoring.open_round(spoke(), today, last, by=life.by)


def _score(life: Life) -> None:
    found = life.round
    given = {
        row.pk: {
            **{n: life.chance.randint(1, 5) for n in ("importance", "feasibility", "reach")},
            "words": "",
        }
        for row in Priority.objects.all()
    }
    seat = life.chance.choice([None, *life.ground.seats])
    scoring.give_scores(found, seat, given, by=life.by)


def _close(life: Life) -> None:
    scoring.close_round(life.round, by=life.by)


VERBS: list[Callable[[Life], None]] = [
    _gather, _gather, _change, _propose, _propose, _back, _aside, _up, _agree, _agree, _review,
    _evidence, _own_number, _no_evidence, _open, _open, _score, _score, _close, _close,
]  # fmt: skip


def live(ground: Ground, seed: int, steps: int) -> Life:
    """A whole life."""
    return lived(Life(ground, seed), VERBS, steps)
