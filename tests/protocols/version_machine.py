"""A protocol lived through at random: written, discussed, put in force, replaced, given up."""

from collections.abc import Callable
from datetime import date
from typing import Any

from tests.lives import RandomLife, lived
from tests.protocols.protocol_made import (
    NO_CONTACT,
    a_coordinator,
    a_duty,
    a_level,
    a_partner,
    a_spoke,
    a_step,
    a_whole_draft,
    a_worker,
    put_in_force,
)
from upstander.audit.models import Entry
from upstander.core.errors import NotAllowed, allowed
from upstander.network.interface import memberships_of
from upstander.protocols.actions import editing, version
from upstander.protocols.actions.editing import Seen
from upstander.protocols.actions.protocol import start_next_version
from upstander.protocols.models import DutyContact, Protocol, Version
from upstander.protocols.queries.content import content_of
from upstander.protocols.queries.editing import editable
from upstander.protocols.queries.protocol import whole
from upstander.protocols.rules.editing import PARTS
from upstander.protocols.rules.protocol import OPEN_STATES, may_be_signed, missing
from upstander.protocols.states import (
    HOLDING_STATES,
    VERSION_MOVES,
    WRITTEN_STATES,
    Section,
    VersionState,
)

TODAY = date(2026, 1, 1)


class Ground:
    """A worker and a coordinator of the spoke, and someone of another one."""

    def __init__(self) -> None:
        self.organisation = a_spoke()
        self.worker, self.lead = a_worker(self.organisation), a_coordinator(self.organisation)
        self.other = a_coordinator(a_spoke(1))
        self.partner = a_partner(self.organisation)


class Life(RandomLife[Ground]):
    """One protocol; its verbs touch the newest version, by chance an older one."""

    def __init__(self, ground: Ground, seed: int) -> None:
        super().__init__(ground, seed)
        first = a_whole_draft(ground.worker, ground.organisation, f"Life {seed}")
        self.pk = first.protocol_id
        self.states: set[str] = {first.state}
        self.look()

    @property
    def protocol(self) -> Protocol:
        return Protocol.objects.get(pk=self.pk)

    @property
    def version(self) -> Version:
        rows = list(self.protocol.versions.order_by("-number"))
        return rows[0] if self.chance.random() < 0.9 else self.chance.choice(rows)

    def seen(self) -> Seen:
        """The version of now, or by chance an older one."""
        row = self.version
        return Seen(row, row.version - (self.chance.random() < 0.15), self.by)

    def someone(self) -> Any:
        people = (self.ground.worker, self.ground.lead, self.ground.other)
        return self.chance.choices(people, (4, 5, 1))[0]

    def allowed(self, verb: Callable[..., None], before: Any, logged: int) -> None:
        is_ours = verb in OURS
        assert self.by != self.ground.other or not is_ours, self.said(verb, "by a stranger")
        assert logged or not is_ours, self.said(verb, "not in the log")

    def check(self, verb: Callable[..., None], before: dict[int, Any]) -> None:
        """The invariants."""
        states = [row["state"] for row in self.stamp.values()]
        self.states |= set(states)
        assert sum(s in OPEN_STATES for s in states) <= 1, self.said(verb, "two are open")
        assert sum(s in HOLDING_STATES for s in states) <= 1, self.said(verb, "two hold")
        assert list(self.stamp) == list(range(1, len(states) + 1)), self.said(verb, "numbers")
        for number, old in before.items():
            new = self.stamp[number]
            path = _reachable(old["state"]) if verb is _force else {
                old["state"], *VERSION_MOVES[VersionState(old["state"])]
            }  # fmt: skip
            assert new["state"] in path, self.said(verb, "no such move")
            assert new["version"] >= old["version"], self.said(verb, "the version went back")
            if old["state"] not in WRITTEN_STATES:
                assert new["content"] == old["content"], self.said(verb, "it is no draft")
            if new["content"] != old["content"]:
                assert new["version"] > old["version"], self.said(verb, "changed, and not counted")
        self._check_rows(verb)

    def _check_rows(self, verb: Callable[..., None]) -> None:
        """Positions without gaps, steps that name rows of their own version, contacts of duties."""
        for row in self.protocol.versions.all():
            for part in (row.levels, row.duties):
                places = list(part.values_list("position", flat=True))
                assert places == [*range(1, len(places) + 1)], self.said(verb, "gaps in a part")
            for section in Section:
                places = list(row.steps.filter(section=section).values_list("position", flat=True))
                assert places == [*range(1, len(places) + 1)], self.said(verb, "gaps in a section")
            strange = row.steps.exclude(duty=None).exclude(duty__of=row)
            assert not strange.exists(), self.said(verb, "a role of another version")
            assert not row.steps.exclude(levels=None).exclude(levels__of=row).exists(), self.said(
                verb, "a level of another version"
            )
        assert not DutyContact.objects.filter(name="", phone="", email="", when="").exists()

    def look(self) -> None:
        rows = self.protocol.versions.order_by("number")
        self.stamp = {
            row.number: {"state": row.state, "version": row.version, "content": content_of(row),
                         "contacts": [r["contact"] for r in editable(row)["duties"]]}
            for row in rows
        }  # fmt: skip
        self.entries = Entry.objects.filter(of=f"protocol:{self.pk}").count()


def _reachable(state: str) -> set[str]:
    """Past the signatures at once, and what held before is replaced."""
    steps = {VersionState.CONSULTATION: {VersionState.IN_FORCE}}
    steps |= {key: {VersionState.SUPERSEDED} for key in HOLDING_STATES}
    return {state} | steps.get(VersionState(state), set())


def _add(life: Life) -> None:
    part = life.chance.choice(PARTS)
    editing.change_part(life.seen(), part, None, _row(life, part))


def _change(life: Life) -> None:
    part = life.chance.choice(PARTS)
    editing.change_part(life.seen(), part, life.chance.randint(0, 4), _row(life, part))


def _row(life: Life, part: str) -> dict[str, Any]:
    """A row that its form could have said of the version of now."""
    number, chance = len(life.trace), life.chance
    if part == "levels":
        return a_level(f"Level {number}")
    if part == "duties":
        return a_duty(chance.choice([None, life.ground.partner]), f"Role {number}")
    row = life.protocol.versions.order_by("-number").first()
    duties, levels = row.duties.count(), row.levels.count()
    return a_step(
        chance.choice(Section.values),
        f"Step {number}",
        duty=chance.choice([None, *range(duties)]),
        levels=sorted(chance.sample(range(levels), chance.randint(0, levels))),
    )


def _remove(life: Life) -> None:
    editing.remove_part(life.seen(), life.chance.choice(PARTS), life.chance.randint(0, 4))


def _shift(life: Life) -> None:
    place, way = life.chance.randint(0, 4), life.chance.choice([-1, 1])
    editing.shift_part(life.seen(), life.chance.choice(PARTS), place, way)


def _basics(life: Life) -> None:
    editing.change_basics(life.seen(), f"Summary {len(life.trace)}", None)


def _consult(life: Life) -> None:
    version.open_consultation(life.version, by=life.by)


def _back(life: Life) -> None:
    version.take_back_to_draft(life.version, by=life.by)


def _give_up(life: Life) -> None:
    if life.chance.random() < 0.3:
        version.give_up_version(life.version, by=life.by)


def _comment(life: Life) -> None:
    words = f"Words {len(life.trace)}"
    version.add_comment(life.version, words, life.ground.partner.pk, by=life.by)


def _contact(life: Life) -> None:
    contact = {**NO_CONTACT, "phone": life.chance.choice(["", f"555 {len(life.trace)}"])}
    editing.change_contact(life.seen(), life.chance.randint(0, 3), contact)


def _next(life: Life) -> None:
    start_next_version(life.protocol, by=life.by)


def _complete(life: Life) -> None:
    """Whatever is missing is written."""
    row = life.protocol.versions.order_by("-number").first()
    for lack in missing(whole(row), TODAY):
        seen = Seen(row, row.version, life.by)
        if lack.part == "levels":
            editing.change_part(seen, "levels", None, a_level())
        if lack.part == "duties":
            editing.change_part(seen, "duties", None, a_duty(life.ground.partner))
        if lack.part == "steps":
            section = next(s for s in Section if f"“{s.label}”" in lack.text)
            last = row.duties.count() - 1
            editing.change_part(seen, "steps", None, a_step(section, duty=last))
        if lack.part == "basics":
            editing.change_basics(seen, "Whole", TODAY.replace(year=2100))
        row.refresh_from_db()


def _force(life: Life) -> None:
    """What signing does, by the table alone: the verbs of signatures are another noun's."""
    row = life.version
    if not allowed(may_be_signed, memberships_of(life.by), whole(row), TODAY):
        raise NotAllowed
    put_in_force(row)


OURS = [
    _add, _add, _change, _change, _change, _remove, _shift, _shift, _basics, _consult, _consult,
    _comment, _contact, _next, _next,
]  # fmt: skip
VERBS: list[Callable[[Life], None]] = [
    *OURS,
    _back,
    _give_up,
    _complete,
    _complete,
    _force,
    _force,
    _force,
]


def live(ground: Ground, seed: int, steps: int) -> Life:
    """A whole life."""
    return lived(Life(ground, seed), VERBS, steps)
