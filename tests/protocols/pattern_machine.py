"""The library of patterns lived through at random: kept by the hub, copied by a spoke."""

from collections.abc import Callable
from copy import deepcopy
from typing import Any

from tests.accounts.people import hub, member
from tests.lives import RandomLife, lived
from tests.protocols.pattern_made import a_pattern, word, wordings
from tests.protocols.protocol_made import (
    a_coordinator,
    a_duty,
    a_level,
    a_partner,
    a_spoke,
    a_step,
    a_whole_draft,
    a_worker,
    places_of,
)
from upstander.audit.models import Entry
from upstander.network.states import Role
from upstander.protocols.actions import editing
from upstander.protocols.actions import pattern as actions
from upstander.protocols.actions.editing import Seen
from upstander.protocols.actions.packed import pattern_snapshot, write_patterns
from upstander.protocols.actions.protocol import Wish, start_protocol
from upstander.protocols.models import Pattern, Version
from upstander.protocols.queries.content import content_of
from upstander.protocols.queries.editing import KEPT, blank
from upstander.protocols.queries.pattern_words import Library
from upstander.protocols.rules.editing import PARTS
from upstander.protocols.states import PATTERN_MOVES, PatternState

WRITTEN = ("title", "summary", "content")
LANGUAGES = ("en", "fr", "fa")


class Ground:
    """Staff of the hub; a worker and a coordinator of a spoke with a protocol to give."""

    def __init__(self) -> None:
        self.organisation = a_spoke()
        self.hub = member(Role.HUB_STAFF, hub())
        self.worker, self.lead = a_worker(self.organisation), a_coordinator(self.organisation)
        a_partner(self.organisation)
        self.given = a_whole_draft(self.worker, self.organisation, "Given")
        for language in LANGUAGES[1:]:
            word(a_pattern(), language)


class Life(RandomLife[Ground]):
    """One pattern that the pack brings, and those that people write beside it."""

    def __init__(self, ground: Ground, seed: int) -> None:
        super().__init__(ground, seed)
        Pattern.objects.filter(key="").delete()
        self.packed = a_pattern().key
        self.look()

    @property
    def pattern(self) -> Pattern:
        rows = Pattern.objects.filter(key="") | Pattern.objects.filter(key=self.packed)
        return self.chance.choice(list(rows.order_by("pk")))

    def seen(self) -> Seen:
        """The version of now, or by chance an older one."""
        row = self.pattern
        return Seen(row, row.version - (self.chance.random() < 0.15), self.by)

    def someone(self) -> Any:
        ground = self.ground
        return self.chance.choices([ground.hub, ground.lead, ground.worker], (6, 2, 2))[0]

    def allowed(self, verb: Callable[..., None], before: Any, logged: int) -> None:
        is_hub = self.by == self.ground.hub
        if verb not in (_pack, _copy, _give):
            assert is_hub, self.said(verb, "by who does not keep the library")
        if verb in (_copy, _give):
            assert not is_hub, self.said(verb, "by someone of elsewhere")
        assert logged or verb is _pack, self.said(verb, "not in the log")

    def check(self, verb: Callable[..., None], before: dict[str, Any]) -> None:
        """The invariants."""
        for pk, old in before["patterns"].items():
            now = self.stamp["patterns"][pk]
            path = {old["state"], *PATTERN_MOVES[PatternState(old["state"])]}
            assert now["state"] in path, self.said(verb, "no such move")
            if any(now[name] != old[name] for name in WRITTEN):
                is_written = old["state"] == PatternState.DRAFT or verb is _pack
                assert is_written, self.said(verb, "it changed while others could copy it")
                assert now["version"] > old["version"], self.said(verb, "changed, not counted")
            assert now["key"] == old["key"], self.said(verb, "another key")
        for now in self.stamp["patterns"].values():
            self._whole(verb, now)
        for pk, old in before["copies"].items():
            assert self.stamp["copies"][pk] == old, self.said(verb, "a copy changed")
        new = set(self.stamp["copies"]) - set(before["copies"])
        assert len(new) <= (verb is _copy), self.said(verb, "a copy from nowhere")
        for pk in new:
            self._copied(verb, self.stamp["copies"][pk], before)

    def _whole(self, verb: Any, row: dict[str, Any]) -> None:
        content = {**blank(), **row["content"]}
        if row["state"] == PatternState.OFFERED:
            assert content["steps"], self.said(verb, "offered without a step")
        for part, names in KEPT.items():
            for one in content[part]:
                assert set(one) == set(names), self.said(verb, "a row says more than a pattern may")
        named = [duty["partner"] for duty in content["duties"]]
        assert not any(named), self.said(verb, "a pattern names a partner")
        duties, levels = len(content["duties"]), len(content["levels"])
        for step in content["steps"]:
            is_done = step["duty"] is None or step["duty"] < duties
            assert is_done, self.said(verb, "a step by nobody that is there")
            assert all(n < levels for n in step["levels"]), self.said(verb, "a step at no level")

    def _copied(self, verb: Any, copy: dict[str, Any], before: dict[str, Any]) -> None:
        offered = [
            said
            for pk, said in before["said"].items()
            if before["patterns"][pk[0]]["state"] == PatternState.OFFERED
            and pk[1] == copy["language"]
            and said[0] == copy["content"]
        ]
        assert offered, self.said(verb, "copied what was not offered so")
        assert copy["is_draft"] in {not said[1] for said in offered}, self.said(verb, "unread")

    def look(self) -> None:
        words = Library(LANGUAGES)
        rows = list(Pattern.objects.all())
        said = {(row.pk, code): words.said(row, code) for row in rows for code in LANGUAGES}
        copies = Version.objects.exclude(pk=self.ground.given.pk)
        self.stamp = {
            "patterns": {row["id"]: row for row in Pattern.objects.values()},
            "said": {key: (one.content, one.is_reviewed) for key, one in said.items() if one},
            "copies": {
                row.pk: {"content": content_of(row), "language": row.source_language,
                         "is_draft": row.is_draft_translation}
                for row in copies
            },
        }  # fmt: skip
        self.entries = Entry.objects.count()


def _start(life: Life) -> None:
    language = life.chance.choice(LANGUAGES)
    actions.start_pattern(f"P{len(life.trace)}", "For us", language=language, by=life.by)


def _row(life: Life, part: str) -> dict[str, Any]:
    """A row of one that has at least one role, or a step by nobody."""
    number = len(life.trace)
    if part == "levels":
        return a_level(f"Level {number}")
    if part == "duties":
        return {"title": f"Role {number}", "partner": "", "partner_id": None}
    return a_step(text=f"Step {number}", duty=None, section=life.chance.choice(["care", "safety"]))


def _add(life: Life) -> None:
    part = life.chance.choice(PARTS)
    editing.change_part(life.seen(), part, None, _row(life, part))


def _person(life: Life) -> None:
    """A duty as the editor of a protocol would send it, with a partner and a contact."""
    row = a_duty(a_partner(life.ground.organisation), f"Role {len(life.trace)}")
    editing.change_part(life.seen(), "duties", None, row)


def _remove(life: Life) -> None:
    editing.remove_part(life.seen(), life.chance.choice(PARTS), life.chance.randint(0, 3))


def _shift(life: Life) -> None:
    place, way = life.chance.randint(0, 3), life.chance.choice([-1, 1])
    editing.shift_part(life.seen(), life.chance.choice(PARTS), place, way)


def _basics(life: Life) -> None:
    seen = life.seen()
    editing.change_pattern(seen, seen.holder.title, f"Summary {len(life.trace)}")


def _move(life: Life) -> None:
    actions.move_pattern(life.pattern, life.chance.choice(list(PatternState)), by=life.by)


def _offer(life: Life) -> None:
    actions.move_pattern(life.pattern, PatternState.OFFERED, by=life.by)


def _draft(life: Life) -> None:
    actions.move_pattern(life.pattern, PatternState.DRAFT, by=life.by)


def _give(life: Life) -> None:
    version = Version.objects.get(pk=life.ground.given.pk)
    actions.give_as_pattern(version, by=life.by)


def _copy(life: Life) -> None:
    organisation, language = life.ground.organisation, life.chance.choice(LANGUAGES)
    places = places_of(organisation)
    wish = Wish(organisation, f"C{len(life.trace)}", places, language, life.pattern)
    start_protocol(wish, by=life.by)


def _pack(life: Life) -> None:
    """The pack has the pattern back as it is, or in other words; words are read by someone."""
    row = deepcopy(pattern_snapshot()[life.packed])
    if life.chance.random() < 0.3:
        row["content"]["steps"].append(a_step(text=f"Packed {len(life.trace)}", duty=None))
    write_patterns({life.packed: row})
    pattern = Pattern.objects.get(key=life.packed)
    for words in wordings(pattern, "fr"):
        words.state = "reviewed"
        words.save()


VERBS: list[Callable[[Life], None]] = [
    _start, _add, _add, _person, _remove, _shift, _basics, _move, _offer, _offer, _draft, _give,
    _copy, _copy, _copy, _copy, _pack,
]  # fmt: skip


def live(ground: Ground, seed: int, steps: int) -> Life:
    """A whole life."""
    return lived(Life(ground, seed), VERBS, steps)
