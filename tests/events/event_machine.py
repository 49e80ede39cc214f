"""Events lived through at random, with what must hold after every step."""

from collections.abc import Callable
from datetime import datetime, time, timedelta
from typing import Any

from django.db.models import F
from django.utils import timezone

from tests.accounts.people import spoke
from tests.events.event_made import values, worker
from tests.lives import RandomLife, lived
from upstander.audit.models import Entry
from upstander.core.errors import NotAllowed
from upstander.events.actions import event as actions
from upstander.events.actions import registration as registering
from upstander.events.actions.attendance import Came, note_attendance
from upstander.events.models import Event, Occurrence, Registration
from upstander.events.states import EVENT_MOVES, REGISTRATION_MOVES, EventState, RegistrationState


class Ground:
    """Two who write for a spoke, and someone of another."""

    def __init__(self) -> None:
        self.writers, self.other = [worker()], worker(1)


class Life(RandomLife[Ground]):
    """The events of one spoke, who registers, and days that pass by chance."""

    def __init__(self, ground: Ground, seed: int) -> None:
        super().__init__(ground, seed)
        self.sheets: list[str] = []
        self.met: set[tuple[str, str]] = set()
        Registration.objects.all().delete()
        Event.objects.all().delete()
        self.look()

    def one(self, model: Any) -> Any:
        """A row by chance."""
        rows = list(model.objects.order_by("pk"))
        if not rows:
            raise NotAllowed
        return self.chance.choice(rows)

    def someone(self) -> Any:
        return self.chance.choice([*self.ground.writers * 5, self.ground.other])

    def allowed(self, verb: Callable[..., None], before: Any, logged: int) -> None:
        if verb in PUBLIC:
            return
        assert self.by != self.ground.other, self.said(verb, "by someone of another spoke")
        assert logged > 0, self.said(verb, "not in the log")

    def check(self, verb: Callable[..., None], before: dict[str, Any]) -> None:
        """The invariants."""
        for pk, old in before["events"].items():
            now = self.stamp["events"][pk]
            path = {old["state"], *EVENT_MOVES[EventState(old["state"])]}
            assert now["state"] in path, self.said(verb, "no such move of an event")
        for pk, old in before["people"].items():
            self._person(verb, old, self.stamp["people"][pk])
        for pk, day in self.stamp["days"].items():
            self._day(verb, pk, day, before)

    def _person(self, verb: Any, old: dict[str, Any], now: dict[str, Any]) -> None:
        path = {old["state"], *REGISTRATION_MOVES[RegistrationState(old["state"])]}
        assert now["state"] in path, self.said(verb, "no such move of a registration")
        fixed = ("turn", "code_digest", "sheet_digest", "occurrence_id", "made_on")
        assert [now[n] for n in fixed] == [old[n] for n in fixed], self.said(verb, "it changed")
        assert old["sealed"] is not None or now["sealed"] is None, self.said(verb, "told again")
        if now["state"] == RegistrationState.GIVEN_UP:
            assert now["sealed"] is None, self.said(verb, "given up, and not forgotten")

    def _day(self, verb: Any, pk: int, day: dict[str, Any], before: Any) -> None:
        event = self.stamp["events"][day["event_id"]]
        people = [row for row in self.stamp["people"].values() if row["occurrence_id"] == pk]
        waiting = [row["turn"] for row in people if row["state"] == "waiting"]
        placed = [row["turn"] for row in people if row["state"] == "placed"]
        most = event["places"]
        if event["state"] == EventState.PUBLISHED and not day["is_cancelled"]:
            is_over = day["ends_at"] <= timezone.now()
            assert is_over or most is None or len(placed) <= most, self.said(verb, "too many")
            has_room = most is None or len(placed) < most
            assert is_over or not (waiting and has_room), self.said(verb, "a place stands empty")
        turns = sorted(row["turn"] for row in people)
        assert len(set(turns)) == len(turns), self.said(verb, "two with one turn")
        old = before["days"].get(pk)
        if old and old["starts_at"] != day["starts_at"] and verb is not _days:
            assert day["sequence"] > old["sequence"], self.said(verb, "moved in silence")
        if old and old["is_cancelled"]:
            assert day["is_cancelled"], self.said(verb, "a cancelled day came back")

    def look(self) -> None:
        def rows(model: Any) -> dict[Any, Any]:
            return {row["id"]: row for row in model.objects.values()}

        self.stamp = {"events": rows(Event), "days": rows(Occurrence), "people": rows(Registration)}
        for what in ("events", "people"):
            self.met |= {(what, row["state"]) for row in self.stamp[what].values()}
        self.entries = Entry.objects.count()


def _days(life: Life) -> None:
    """Time passes: every day is some days longer ago."""
    gone = timedelta(life.chance.randint(1, 6))
    Event.objects.update(first_day=F("first_day") - gone)
    for row in Occurrence.objects.order_by("starts_at"):
        Occurrence.objects.filter(pk=row.pk).update(
            starts_at=row.starts_at - gone, ends_at=row.ends_at - gone
        )


def _make(life: Life) -> None:
    first = timezone.localdate() + timedelta(life.chance.randint(-1, 20))
    plan = life.chance.choice([
        {"first_day": first},
        {"first_day": first, "repeats": "weekly", "until": first + timedelta(weeks=2)},
    ])  # fmt: skip
    places = life.chance.choice([None, 1, 2])
    actions.make_event(spoke(), values(places=places, **plan), by=life.by)


def _change(life: Life) -> None:
    event = life.one(Event)
    places = life.chance.choice([None, 1, 2, 3])
    seen = event.version - (life.chance.random() < 0.2)
    plan = {name: getattr(event, name) for name in actions.PLAN}
    actions.change_event(event, values(**plan, places=places), seen=seen, by=life.by)


def _publish(life: Life) -> None:
    actions.publish_event(life.one(Event), by=life.by)


def _cancel(life: Life) -> None:
    if life.chance.random() < 0.6:
        raise NotAllowed
    actions.cancel_event(life.one(Event), "Snow", by=life.by)


def _cancel_day(life: Life) -> None:
    actions.cancel_occurrence(life.one(Occurrence), by=life.by)


def _move(life: Life) -> None:
    day = life.one(Occurrence)
    start = timezone.now() + timedelta(days=life.chance.randint(-2, 9))
    seen = day.sequence - (life.chance.random() < 0.2)
    actions.move_occurrence(day, start, start + timedelta(hours=2), seen=seen, by=life.by)


def _add(life: Life) -> None:
    day = timezone.localdate() + timedelta(life.chance.randint(1, 9))
    start = timezone.make_aware(datetime.combine(day, time(9)))
    actions.add_occurrence(life.one(Event), start, start + timedelta(hours=1), by=life.by)


def _word(life: Life) -> None:
    event, title = life.one(Event), life.chance.choice(["", "Soirée"])
    said = {"title": title, "about": "Venez."}
    actions.write_words(event, "fr", said, seen=event.version, by=life.by)


def _note(life: Life) -> None:
    day = life.one(Occurrence)
    there = [str(row.pk) for row in day.registrations.all() if life.chance.random() < 0.5]
    number = life.chance.choice([None, 0, 2, 9])
    note_attendance(day, Came(there, number, False), seen=day.sequence, by=life.by)


def _register(life: Life) -> None:
    """By someone without an account; by chance the same form once more."""
    if not life.sheets or life.chance.random() < 0.8:
        life.sheets.append(f"{life.seed}-{len(life.trace)}")
    sheet = life.chance.choice(life.sheets)
    registering.register(life.one(Occurrence), sheet, {"name": "Noor"}, "en")


def _give_up(life: Life) -> None:
    registering.give_up(life.one(Registration))


def _take_out(life: Life) -> None:
    registering.take_out(life.one(Registration), by=life.by)


def _clock(life: Life) -> None:
    registering.remind(timezone.now())
    registering.forget_people(timezone.now())


PUBLIC = (_days, _register, _give_up, _clock)
VERBS: list[Callable[[Life], None]] = [
    _days, _make, _make, _change, _change, _publish, _publish, _publish, _cancel, _cancel_day,
    _move, _add, _word, _note, _note, _register, _register, _register, _register, _register,
    _give_up, _give_up, _take_out, _clock,
]  # fmt: skip


def live(ground: Ground, seed: int, steps: int) -> Life:
    """A whole life."""
    return lived(Life(ground, seed), VERBS, steps)
