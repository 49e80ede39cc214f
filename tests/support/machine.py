"""A request lived through at random, by the real verbs, with what must hold after every step."""

import random
import uuid
from collections.abc import Callable
from typing import Any

from django.db import transaction
from django.utils import timezone

from tests.support.desks import STORY, hub_team, request, team
from upstander.audit.interface import faults
from upstander.core.errors import NotAllowed
from upstander.core.seal import Unopened
from upstander.support.actions import case as work
from upstander.support.actions import ending, exchange, referral
from upstander.support.actions.team import rotate_key
from upstander.support.codes import keys_of
from upstander.support.models import Case, Consent, KeyWrap, Referral, Team
from upstander.support.queries.case import version_of
from upstander.support.queries.keys import Hand, case_keys, content, person_keys
from upstander.support.states import CASE_MOVES, OVER_STATES, REFERRAL_MOVES, ReferralState

RUNNING = (ReferralState.OFFERED, ReferralState.ACCEPTED)


class Ground:
    """Two spokes and the hub with their people; made once, used by many lives."""

    def __init__(self) -> None:
        first, coordinator, worker, _ = team()
        second, other_coordinator, other_worker, _ = team("archway-community-services")
        hub, hub_coordinator, _ = hub_team()
        self.teams = [first, second, hub]
        self.hands = {
            first.pk: [coordinator, worker],
            second.pk: [other_coordinator, other_worker],
            hub.pk: [hub_coordinator],
        }
        self.everyone = [hand for hands in self.hands.values() for hand in hands]


class Life:
    """One request from its arrival to wherever chance leads."""

    def __init__(self, ground: Ground, seed: int) -> None:
        self.ground, self.chance, self.seed = ground, random.Random(seed), seed  # noqa: S311 - a life
        self.trace: list[str] = []
        case, code = request(ground.teams[0], is_held=self.chance.random() < 0.2)
        self.pk, self.unwrap = case.pk, keys_of(code).unwrap
        self.is_gone = False

    @property
    def case(self) -> Case:
        return Case.objects.get(pk=self.pk)

    def step(self) -> None:
        """One verb, by someone; a refusal changes nothing, and what must hold holds."""
        verb = self.chance.choice(VERBS)
        before = _stamp(self.pk)
        try:
            with transaction.atomic():
                verb(self)
        except NotAllowed:
            assert _stamp(self.pk) == before, self._said(verb, "refused, and yet something changed")
            self.trace.append(f"{verb.__name__}: no")
        else:
            self.trace.append(verb.__name__)
        self.check(verb, before)

    def check(self, verb: Callable[..., None], before: Any) -> None:
        """The invariants."""
        case = Case.objects.filter(pk=self.pk).first()
        if case is None:
            assert self.is_gone, self._said(verb, "it is gone without having been destroyed")
            assert not KeyWrap.objects.filter(case=self.pk).exists()
            return
        self._moved_along_the_table(verb, before, case)
        standing = set(
            Consent.objects.filter(case=case, revoked_on=None)
            .exclude(team=None)
            .values_list("team", flat=True)
        )
        holding = set(
            KeyWrap.objects.filter(case=case)
            .exclude(team_key=None)
            .values_list("team_key__team", flat=True)
        )
        assert holding == standing, self._said(verb, f"keys {holding}, consents {standing}")
        assert standing or case.state in OVER_STATES, self._said(verb, "open, and to nobody")
        for row in Referral.objects.filter(case=case, state__in=RUNNING):
            assert row.to_team_id in standing, self._said(verb, "a referral without consent")
        reader = self.chance.choice(self.ground.everyone)
        opens = self._opens(case, reader)
        may = any(reader in self.ground.hands[pk] for pk in standing)
        assert opens == may, self._said(verb, f"{reader.user} opens: {opens}, may: {may}")
        story = content(case, "story", person_keys(case, self.unwrap))
        assert story == STORY, self._said(verb, "the person no longer reads what she sent")

    def _moved_along_the_table(self, verb: Any, before: Any, case: Case) -> None:
        old, referrals = before[0], before[1]
        assert case.state == old or case.state in CASE_MOVES[old], self._said(verb, "no such move")
        for row in Referral.objects.filter(case=case):
            was = referrals.get(row.pk)
            assert was is None or row.state == was or row.state in REFERRAL_MOVES[was], self._said(
                verb, "no such move of a referral"
            )

    def _opens(self, case: Case, reader: Hand) -> bool:
        try:
            return content(case, "story", case_keys(case, reader, "story")) == STORY
        except (NotAllowed, Unopened):
            return False

    def _said(self, verb: Any, what: str) -> str:
        return f"seed {self.seed}, {verb.__name__}: {what}; so far {self.trace}"

    def anyone(self) -> Hand:
        """Anybody at all: rules say who may."""
        mine = self.ground.hands[self.case.team_id]
        return self.chance.choice(mine if self.chance.random() < 0.8 else self.ground.everyone)

    def a_team(self) -> Team:
        return self.chance.choice(self.ground.teams)

    def keys(self) -> dict[str, bytes]:
        return person_keys(self.case, self.unwrap)


def _stamp(pk: Any) -> Any:
    case = Case.objects.filter(pk=pk).values().first()
    if case is None:
        return None
    referrals = dict(Referral.objects.filter(case=pk).values_list("pk", "state"))
    wraps = set(KeyWrap.objects.filter(case=pk).values_list("kind", "team_key"))
    return case["state"], referrals, tuple(sorted(map(str, case.items()))), wraps


def _take(life: Life) -> None:
    work.take_case(life.case, by=life.anyone().user)


def _assign(life: Life) -> None:
    work.assign_case(life.case, life.anyone().user, by=life.anyone().user)


def _acknowledge(life: Life) -> None:
    work.acknowledge_case(life.case, "We read it.", uuid.uuid4(), by=life.anyone())


def _support(life: Life) -> None:
    work.start_support(life.case, by=life.anyone().user)


def _write(life: Life) -> None:
    exchange.write_message(life.case, "How are you?", uuid.uuid4(), by=life.anyone())


def _hers(life: Life) -> None:
    exchange.write_as_person(life.case, "Well.", uuid.uuid4(), life.keys())


def _assess(life: Life) -> None:
    status = life.chance.choice(["undecided", "counted", "not_counted"])
    seen = version_of(life.case, "assessment")
    work.assess_case(
        life.case, work.Assessment({"what": ["threat"]}, status, seen), by=life.anyone()
    )


def _close(life: Life) -> None:
    work.close_case(life.case, "It is settled.", uuid.uuid4(), by=life.anyone())


def _refuse(life: Life) -> None:
    work.refuse_case(life.case, "We cannot.", uuid.uuid4(), by=life.anyone())


def _reopen(life: Life) -> None:
    work.reopen_case(life.case, by=life.anyone().user)


def _abuse(life: Life) -> None:
    work.mark_abuse(life.case, by=life.anyone().user)


def _release(life: Life) -> None:
    work.release_case(life.case, by=life.anyone().user)


def _identity(life: Life) -> None:
    work.open_identity(life.case, by=life.anyone())


def _ask(life: Life) -> None:
    goal = referral.Goal(life.a_team(), "", life.chance.random() < 0.5, uuid.uuid4())
    if life.chance.random() < 0.2:
        goal = goal._replace(team=None, service="victimlinkbc")
    referral.ask_to_refer(life.case, goal, "They can help.", by=life.anyone())


def _one(life: Life) -> Referral:
    rows = list(Referral.objects.filter(case=life.pk).select_related("case", "to_team"))
    if not rows:
        raise NotAllowed
    return life.chance.choice(rows)


def _agree(life: Life) -> None:
    referral.agree_as_person(_one(life), life.keys())


def _recorded(life: Life) -> None:
    referral.agree_for_person(_one(life), by=life.anyone())


def _no(life: Life) -> None:
    referral.say_no_as_person(_one(life))


def _accept(life: Life) -> None:
    row = _one(life)
    hands = life.ground.hands.get(row.to_team_id or 0, life.ground.everyone)
    referral.accept_referral(row, by=life.chance.choice(hands).user)


def _decline(life: Life) -> None:
    row = _one(life)
    hands = life.ground.hands.get(row.to_team_id or 0, life.ground.everyone)
    referral.decline_referral(row, by=life.chance.choice(hands).user)


def _withdraw(life: Life) -> None:
    referral.withdraw_referral(_one(life), by=life.anyone().user)


def _finish(life: Life) -> None:
    referral.finish_referral(_one(life), "It went well.", by=life.anyone())


def _revoke(life: Life) -> None:
    rows = list(Consent.objects.filter(case=life.pk).select_related("team", "referral", "case"))
    if not rows or life.chance.random() < 0.5:
        raise NotAllowed
    referral.revoke_consent(life.chance.choice(rows))


def _rotate(life: Life) -> None:
    place = life.a_team()
    rotate_key(place, by=life.chance.choice(life.ground.hands[place.pk]))


def _delete(life: Life) -> None:
    if life.chance.random() < 0.9:
        raise NotAllowed
    life.is_gone = ending.ask_deletion(life.case)


def _time(life: Life) -> None:
    assert ending.destroy_due(timezone.localdate()) == 0  # nothing is due on the day it ends


VERBS: list[Callable[[Life], None]] = [
    _take, _take, _assign, _acknowledge, _acknowledge, _support, _write, _hers, _assess, _close,
    _refuse, _reopen, _abuse, _release, _identity, _ask, _ask, _agree, _agree, _recorded, _no,
    _accept, _decline, _withdraw, _finish, _revoke, _rotate, _delete, _time,
]  # fmt: skip


def live(ground: Ground, seed: int, steps: int) -> Life:
    """A whole life; it ends when the request is destroyed."""
    life = Life(ground, seed)
    for _ in range(steps):
        life.step()
        if life.is_gone:
            break
    return life


def is_log_whole() -> bool:
    """After all of it."""
    return list(faults()) == []
