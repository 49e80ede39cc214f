"""A protocol lived through at random, by the real verbs, with what must hold after every step."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from tests.accounts.people import member, spoke
from tests.lives import RandomLife, lived
from tests.protocols.signature_made import a_version, coordinator, partner, today
from upstander.audit.models import Entry
from upstander.core.errors import NotAllowed
from upstander.network.states import Role
from upstander.protocols.actions import signature as actions
from upstander.protocols.actions.signature import Answer, Term
from upstander.protocols.actions.version import give_up_version, open_consultation
from upstander.protocols.models import Signature, Version
from upstander.protocols.queries.content import digests_of
from upstander.protocols.queries.signature import not_as_signed
from upstander.protocols.states import (
    HOLDING_STATES,
    SIGNATURE_MOVES,
    VERSION_MOVES,
    SignatureState,
    VersionState,
)

GIVEN = ("signed", "declined", "void")


class Ground:
    """Those who sign for the organisation, who write for it, and a stranger."""

    def __init__(self) -> None:
        self.lead = coordinator()
        self.worker = member(Role.SPOKE_WORKER, spoke(), "worker-of-it@example.org")
        self.stranger = coordinator(spoke(1))


class Life(RandomLife[Ground]):
    """One protocol with its versions, and the secrets of links that were made so far."""

    def __init__(self, ground: Ground, seed: int) -> None:
        super().__init__(ground, seed)
        Version.objects.filter(protocol__title="How we answer").update(number=100 + seed)
        self.protocol = a_version(number=1).protocol
        self.secrets: list[str] = []
        self.look()

    @property
    def version(self) -> Version:
        """By chance, the newest more often."""
        rows = list(self.protocol.versions.select_related("protocol__organisation"))
        return rows[0] if self.chance.random() < 0.8 else self.chance.choice(rows)

    @property
    def signature(self) -> Signature:
        rows = Signature.objects.select_related("of__protocol__organisation", "partner")
        found = list(rows.filter(of=self.version))
        open_ = [row for row in found if row.state == "asked"]
        if not found:
            raise NotAllowed
        return self.chance.choice(open_ if open_ and self.chance.random() < 0.8 else found)

    def someone(self) -> Any:
        people = [self.ground.lead] * 8 + [self.ground.worker, self.ground.stranger]
        return self.chance.choice(people)

    def allowed(self, verb: Callable[..., None], before: Any, logged: int) -> None:
        assert logged, self.said(verb, "not in the log")
        is_link = verb in (_sign_by_link, _next)
        assert is_link or self.by != self.ground.stranger, self.said(verb, "by a stranger")

    def check(self, verb: Callable[..., None], before: dict[str, Any]) -> None:
        """The invariants."""
        versions, signatures = self.stamp["versions"], self.stamp["signatures"]
        for pk, row in versions.items():
            old = before["versions"].get(pk, row)["state"]
            allowed_to = {old, *VERSION_MOVES[VersionState(old)]}
            assert row["state"] in allowed_to, self.said(verb, "no such move")
        for pk, row in signatures.items():
            old_row = before["signatures"].get(pk)
            if old_row is None:
                assert row["state"] == "asked", self.said(verb, "not asked first")
                continue
            reach = {old_row["state"], *SIGNATURE_MOVES[SignatureState(old_row["state"])]}
            assert row["state"] in reach, self.said(verb, "no such move")
            if old_row["state"] in GIVEN:
                same = {**row, "state": "", "secret_digest": None}
                assert same == {**old_row, "state": "", "secret_digest": None}, self.said(
                    verb, "a signature was changed"
                )
        held = [row for row in versions.values() if row["state"] in HOLDING_STATES]
        assert len(held) <= 1, self.said(verb, "two versions hold")
        for row in held:
            mine = [s for s in signatures.values() if s["of_id"] == row["id"]]
            states = {s["state"] for s in mine} - {"void"}
            assert "signed" in states, self.said(verb, "in force unsigned")
            assert "asked" not in states, self.said(verb, "in force before all answered")
            words = self.protocol.versions.get(pk=row["id"]).validities.first().words
            assert "declined" not in states or words, self.said(verb, "without some, without why")
        for row in versions.values():
            if row["state"] in ("draft", "consultation"):
                live = [s for s in signatures.values() if s["of_id"] == row["id"]]
                assert {s["state"] for s in live} <= {"void"}, self.said(verb, "signed, then open")
        for row in signatures.values():
            if row["state"] == "signed":
                digest = digests_of(Version.objects.get(pk=row["of_id"])).now
                assert row["digest"] == digest, self.said(verb, "not the words that were signed")

    def term(self) -> Term:
        words = self.chance.choice(["", "We all agree.", "So be it."])
        day: date = today() - timedelta(days=self.chance.choice([0, 0, 0, 0, 0, -2]))
        return Term(
            day, today() + timedelta(days=self.chance.choice([200, 200, 200, 300, 400])), words
        )

    def look(self) -> None:
        versions = self.protocol.versions.values()
        signatures = Signature.objects.filter(of__protocol=self.protocol).values()
        self.stamp = {
            "versions": {row["id"]: row for row in versions},
            "signatures": {row["id"]: row for row in signatures},
        }
        self.entries = Entry.objects.count()


def _consult(life: Life) -> None:
    open_consultation(life.version, by=life.by)


def _give_up(life: Life) -> None:
    give_up_version(life.version, by=life.by)


def _begin(life: Life) -> None:
    version = life.version
    actions.begin_signing(version, version.version, by=life.by)


def _rework(life: Life) -> None:
    actions.rework_version(life.version, by=life.by)


def _ask(life: Life) -> None:
    actions.ask_partner(life.version, partner("School"), by=life.by)


def _link(life: Life) -> None:
    life.secrets.append(actions.make_link(life.signature, by=life.by))


def _answer(life: Life) -> Answer:
    if life.chance.random() < 0.8:
        return Answer(True, f"Ida {len(life.trace)}", "Chief")
    return Answer(False, "", "", "Not so.")


def _record(life: Life) -> None:
    day = today() + timedelta(days=life.chance.choice([0, 0, 0, 1]))
    actions.record_answer(life.signature, _answer(life), day, by=life.by)


def _sign_by_link(life: Life) -> None:
    actions.answer_by_link(life.chance.choice([*life.secrets[-3:], "wrong"]), _answer(life))


def _take_back(life: Life) -> None:
    actions.take_back_signature(life.signature, by=life.by)


def _force(life: Life) -> None:
    actions.put_in_force(life.version, life.term(), by=life.by)


def _review(life: Life) -> None:
    actions.start_review(life.version, by=life.by)


def _confirm(life: Life) -> None:
    actions.confirm_unchanged(life.version, life.term(), by=life.by)


def _next(life: Life) -> None:
    """Once the newest is decided, another one in consultation."""
    newest = life.protocol.versions.first()
    if newest.state in ("draft", "consultation", "signing"):
        raise NotAllowed
    a_version(number=newest.number + 1, state=VersionState.DRAFT)
    open_consultation(life.protocol.versions.first(), by=life.ground.lead)


VERBS: list[Callable[[Life], None]] = [
    *[_record] * 9, *[_force] * 7, *[_begin] * 5, *[_link] * 2, *[_sign_by_link] * 2,
    *[_next] * 5, _consult, _give_up, _rework, _ask, _take_back, _review, _confirm,
]  # fmt: skip


def live(ground: Ground, seed: int, steps: int) -> Life:
    """A whole life."""
    life = lived(Life(ground, seed), VERBS, steps)
    assert not_as_signed() == []
    return life
