"""A call lived through at random, by the real verbs, with what must hold after every step."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.utils import timezone

from tests.accounts.people import hub, member, spoke
from tests.funding.call_made import a_draft_call
from tests.lives import RandomLife, lived
from upstander.audit.models import Entry
from upstander.core.errors import NotAllowed
from upstander.funding.actions import call as actions
from upstander.funding.actions import call_parts as parts
from upstander.funding.actions.call_parts import Seen
from upstander.funding.models import Call, Envelope
from upstander.funding.queries.call import PARTS, whole
from upstander.funding.rules.call import CloseReason, is_open
from upstander.funding.rules.call_checklist import missing
from upstander.funding.states import CALL_MOVES, CallState
from upstander.network.states import Role

HOUR = timedelta(hours=1)
# What who applies relies on: it stands still once the call is no longer a draft.
FIXED = ("title", "year", "currency", "budget", "time_zone", "decides_on", "starts_on", "ends_on")


class Ground:
    """Two officers, and someone who is none."""

    def __init__(self) -> None:
        self.officers = [
            member(Role.FUNDER_OFFICER, hub(), f"officer-{number}@example.org") for number in (1, 2)
        ]
        self.other = member(Role.SPOKE_COORDINATOR, spoke())


class Life(RandomLife[Ground]):
    """One call, and a clock that goes on by chance."""

    def __init__(self, ground: Ground, seed: int) -> None:
        super().__init__(ground, seed)
        self.now = timezone.now()
        self.pk = a_draft_call(**self._dates(), key=f"life-{seed}").pk
        self.look()

    @property
    def call(self) -> Call:
        return Call.objects.get(pk=self.pk)

    def someone(self) -> Any:
        is_officer = self.chance.random() < 0.9
        return self.chance.choice(self.ground.officers) if is_officer else self.ground.other

    def allowed(self, verb: Callable[..., None], before: Any, logged: int) -> None:
        is_clock = verb is _clock
        assert is_clock or self.by != self.ground.other, self.said(verb, "by no officer")
        assert is_clock or logged, self.said(verb, "not in the log")

    def check(self, verb: Callable[..., None], before: dict[str, Any]) -> None:
        """The invariants."""
        call, old = self.call, before["call"]
        path = _reachable(old["state"]) if verb is _clock else {old["state"]} | {
            *CALL_MOVES[CallState(old["state"])]
        }  # fmt: skip
        assert call.state in path, self.said(verb, "no such move")
        assert call.version >= old["version"], self.said(verb, "the version went back")
        if old["state"] != CallState.DRAFT:
            kept = {name: getattr(call, name) for name in FIXED}
            assert kept == {name: old[name] for name in FIXED}, self.said(verb, "it is no draft")
            assert self.stamp["parts"] == before["parts"], self.said(verb, "its parts changed")
        if old["state"] == CallState.OPEN and call.state == CallState.OPEN:
            assert call.closes_at >= old["closes_at"], self.said(verb, "less time than promised")
        if old["state"] == CallState.DRAFT and call.state == CallState.SCHEDULED:
            lacks = missing(whole(call), timezone.now())
            assert lacks == [], self.said(verb, f"scheduled without {lacks}")
        if call.state in (CallState.DRAFT, CallState.CLOSED):
            assert not is_open(call, self.now), self.said(verb, "taken, though it is not open")

    def seen(self) -> Seen:
        """The version of now, or by chance an older one."""
        call = self.call
        version = call.version - (self.chance.random() < 0.2)
        return Seen(call, version, self.by)

    def _dates(self) -> dict[str, Any]:
        opens = self.now + self.chance.randint(-3, 6) * HOUR
        closes = opens + self.chance.randint(1, 48) * HOUR
        return {"opens_at": opens, "closes_at": closes, "decides_on": (closes + 60 * HOUR).date()}

    def look(self) -> None:
        self.stamp = _stamp(self.pk)
        self.entries = Entry.objects.filter(of=f"call:{self.pk}").count()


def _reachable(state: str) -> set[str]:
    """The clock may open and close at once what was missed as a whole."""
    steps = {CallState.SCHEDULED: {"open", "closed"}, CallState.OPEN: {"closed"}}
    return {state} | steps.get(CallState(state), set())


def _stamp(pk: Any) -> dict[str, Any]:
    """The call, and its parts without their translations."""
    rows = [list(part.objects.filter(call=pk).values()) for part in (*PARTS.values(), Envelope)]
    parts = [{k: v for k, v in row.items() if k != "texts"} for part in rows for row in part]
    return {"call": Call.objects.filter(pk=pk).values().get(), "parts": str(parts)}


def _schedule(life: Life) -> None:
    actions.schedule_call(life.call, by=life.by)


def _back(life: Life) -> None:
    actions.take_back_call(life.call, by=life.by)


def _open(life: Life) -> None:
    actions.open_call(life.call, by=life.by)


def _close(life: Life) -> None:
    actions.close_call(life.call, life.chance.choice(list(CloseReason)), by=life.by)


def _extend(life: Life) -> None:
    at = life.call.closes_at or life.now
    actions.extend_call(life.call, at + life.chance.randint(-24, 24) * HOUR, by=life.by)


def _clock(life: Life) -> None:
    life.now += life.chance.randint(0, 5) * HOUR
    actions.keep_call_times(life.now)


def _basics(life: Life) -> None:
    parts.change_basics(life.seen(), {**life._dates(), "title": f"Title {len(life.trace)}"})


def _summary(life: Life) -> None:
    parts.reword_summary(life.seen(), life.chance.choice(["", "Clearer", "Clearer still"]))


def _translate(life: Life) -> None:
    call = life.call
    parts.translate_call(life.seen(), "fr", {(Call, call.pk, "title"): "Un appel"})


def _add(life: Life) -> None:
    parts.change_part(life.seen(), "costs", None, {"name": "Rooms"})


def _anchors(life: Life) -> None:
    row = life.call.criteria.first()
    anchors = life.chance.choice([["No", "Yes"], ["No", ""]])
    parts.change_part(life.seen(), "criteria", row.pk, {"anchors": anchors})


def _shift(life: Life) -> None:
    row = life.chance.choice(list(life.call.questions.all()))
    parts.shift_part(life.call, "questions", row.pk, life.chance.choice([-1, 1]), by=life.by)


def _remove(life: Life) -> None:
    rows = list(life.call.costs.all())
    if not rows:
        raise NotAllowed
    parts.remove_part(life.seen(), "costs", life.chance.choice(rows).pk)


def _envelope(life: Life) -> None:
    region = life.call.envelopes.first().region_id
    floor = life.chance.choice([0, 37500, 400000])
    parts.change_envelopes(life.seen(), {region: (floor, None)})


VERBS: list[Callable[[Life], None]] = [
    _schedule, _schedule, _schedule, _back, _open, _close, _extend, _extend, _clock, _clock,
    _basics, _summary, _translate, _add, _anchors, _shift, _remove, _envelope,
]  # fmt: skip


def live(ground: Ground, seed: int, steps: int) -> Life:
    """A whole life."""
    return lived(Life(ground, seed), VERBS, steps)
