"""An application lived through at random, by the real verbs, with what must hold at every step."""

import random
from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone

from tests.accounts.people import hub, member, spoke
from tests.funding.application_made import NORTH, a_whole_application, coordinator_of, worker_of
from tests.funding.call_made import an_open_call
from upstander.accounts.interface import User
from upstander.core.errors import NotAllowed
from upstander.funding.actions import application as work
from upstander.funding.actions import partner as partners
from upstander.funding.models import Application, Call, LateException, Partner
from upstander.funding.queries.application import (
    applications_of,
    content_of,
    faults_of_application,
    people_to_invite,
    version_of_partner,
    version_of_section,
)
from upstander.funding.states import (
    APPLICATION_MOVES,
    PARTNER_MOVES,
    ApplicationState,
    CallState,
    PartnerState,
)
from upstander.network.models import Community
from upstander.network.rules import SIGNING_ROLES
from upstander.network.states import Role

SECTIONS = ("who", "course", "budget", "questions")
DAY = timedelta(days=1)


class Ground:
    """Four organisations with their people, and the funder; made once, used by many lives."""

    def __init__(self) -> None:
        self.organisations = [spoke(number) for number in range(4)]
        self.people = {row.pk: [coordinator_of(row), worker_of(row)] for row in self.organisations}
        self.officer = member(Role.FUNDER_OFFICER, hub())
        self.everyone = [user for pair in self.people.values() for user in pair] + [self.officer]
        self.signers = {row.pk: self.people[row.pk][0] for row in self.organisations}


class Life:
    """One application from its first word to wherever chance leads."""

    def __init__(self, ground: Ground, seed: int) -> None:
        self.ground, self.chance, self.seed = ground, random.Random(seed), seed  # noqa: S311 - a life
        self.trace: list[str] = []
        self.call_pk = an_open_call(key=f"life-{seed}").pk
        self.pk = a_whole_application(self.call, ground.organisations[0]).pk
        self.agreed: dict[int, str] = {}
        self.reference = ""

    @property
    def call(self) -> Call:
        return Call.objects.get(pk=self.call_pk)

    @property
    def row(self) -> Application:
        return Application.objects.select_related("call", "organisation", "kind").get(pk=self.pk)

    def step(self) -> None:
        """One verb, by someone; a refusal changes nothing, and what must hold holds."""
        verb = self.chance.choice(VERBS)
        before = stamp(self.pk)
        try:
            with transaction.atomic():
                verb(self)
        except NotAllowed:
            assert stamp(self.pk) == before, self.said(verb, "refused, and yet changed something")
            self.trace.append(f"{verb.__name__}: no")
        else:
            self.trace.append(verb.__name__)
        self.check(verb, before)

    def check(self, verb: Callable[..., None], before: Any) -> None:
        """The invariants."""
        row, after = self.row, stamp(self.pk)
        old, new = before["state"], after["state"]
        assert new == old or new in APPLICATION_MOVES[old], self.said(verb, "no such move")
        for pk, state in after["partners"].items():
            was = before["partners"].get(pk, PartnerState.NAMED)
            assert state == was or state in PARTNER_MOVES[was], self.said(verb, "no such partner")
        if old != ApplicationState.DRAFT:
            assert after["words"] == before["words"], self.said(verb, "words changed after sending")
        if new == ApplicationState.SUBMITTED != old:
            self._was_sent_rightly(verb, row)
        assert self.reference in ("", row.reference), self.said(verb, "another number")
        self.reference = row.reference
        for partner in row.partners.filter(state=PartnerState.CONFIRMED):
            agreed = self.agreed.get(partner.pk)
            assert agreed == version_of_partner(partner), self.said(verb, "not what was agreed")
        self._who_may_write(verb, row)

    def _was_sent_rightly(self, verb: Any, row: Application) -> None:
        assert faults_of_application(row) == [], self.said(verb, "sent with faults")
        signer = self.ground.signers[row.organisation_id]
        assert row.signed_by == signer, self.said(verb, "signed by someone else")
        now, call = timezone.now(), row.call
        late = LateException.objects.filter(call=call, organisation=row.organisation).first()
        is_open = call.state == CallState.OPEN and call.closes_at > now
        assert is_open or (late and late.until > now), self.said(verb, "sent too late")
        assert row.is_late == (call.closes_at <= row.sent_at), self.said(verb, "late or not")

    def _who_may_write(self, verb: Any, row: Application) -> None:
        reader = self.chance.choice(self.ground.everyone)
        may = reader in self.ground.people[row.organisation_id]
        may |= row.collaborators.filter(user=reader).exists()
        sees = applications_of(reader).filter(pk=row.pk).exists()
        assert sees == may, self.said(verb, f"{reader} sees: {sees}, may: {may}")

    def said(self, verb: Any, what: str) -> str:
        return f"seed {self.seed}, {verb.__name__}: {what}; so far {self.trace}"

    def anyone(self) -> User:
        """Anybody at all: rules say who may."""
        mine = self.ground.people[self.row.organisation_id]
        return self.chance.choice(mine if self.chance.random() < 0.9 else self.ground.everyone)

    def a_partner(self, state: str = "") -> Partner:
        """One of its partners; one in this state where there is one, more often than not."""
        rows = list(Partner.objects.filter(application=self.pk).select_related("organisation"))
        if not rows:
            raise NotAllowed
        wanted = [row for row in rows if row.state == state]
        partner = self.chance.choice(wanted if wanted and self.chance.random() < 0.8 else rows)
        partner.application = self.row
        return partner


def stamp(pk: Any) -> dict[str, Any]:
    """All that is kept of an application."""
    row = Application.objects.get(pk=pk)
    return {
        "state": row.state,
        "version": row.version,
        "reference": row.reference,
        "partners": dict(row.partners.values_list("pk", "state")),
        "terms": list(row.partners.values_list("role", "agreement", "share")),
        "words": [content_of(row, section) for section in SECTIONS],
        "people": list(row.collaborators.values_list("user", flat=True)),
    }


def _start(life: Life) -> None:
    organisation = life.ground.organisations[0]
    found = work.start_application(life.call, organisation, by=life.anyone())
    assert found.pk == life.pk


def _save(life: Life, section: str, write: Callable[[Application], None]) -> None:
    row = life.row
    seen = version_of_section(row, section)
    if life.chance.random() < 0.1:
        seen = "an old tab"
    work.save_section(row, work.Saving(section, seen), write, by=life.anyone())


def _who(life: Life) -> None:
    kind = life.chance.choice([None, *life.call.kinds.all()])
    keys = life.chance.choice([NORTH[:1], NORTH, ("victoria",), (NORTH[0], "terrace"), ()])

    def write(row: Application) -> None:
        row.kind = kind
        row.communities.set(Community.objects.filter(key__in=keys))

    _save(life, "who", write)


def _mend(life: Life) -> None:
    kind = life.call.kinds.get(key="community")

    def write(row: Application) -> None:
        row.kind = kind
        row.communities.set(Community.objects.filter(key=NORTH[0]))

    _save(life, "who", write)


def _budget(life: Life) -> None:
    asked = Decimal(life.chance.choice([7000, 7500, 7500, 8000]))

    def write(row: Application) -> None:
        row.asked, row.least = asked, life.chance.choice([None, asked, asked + 1])
        first, *rest = row.lines.all()
        first.amount = asked - sum(line.amount for line in rest)
        first.save()

    _save(life, "budget", write)


def _name(life: Life) -> None:
    organisation = life.chance.choice(life.ground.organisations)
    role = life.chance.choice(["", "Cooks", "Sings", "Cooks"])
    partners.name_partner(life.row, organisation, partners.Terms(role, "", None), by=life.anyone())


def _change(life: Life) -> None:
    partner = life.a_partner(PartnerState.CONFIRMED)
    terms = partners.Terms(life.chance.choice(["Cooks", "Sings"]), "By letter", None)
    seen = version_of_partner(partner) if life.chance.random() < 0.9 else "an old tab"
    partners.change_partner(partner, terms, seen, by=life.anyone())


def _remove(life: Life) -> None:
    partners.remove_partner(life.a_partner(), by=life.anyone())


def _ask(life: Life) -> None:
    partners.ask_partner(life.a_partner(PartnerState.NAMED), by=life.anyone())


def _settle(life: Life) -> None:
    partner = life.a_partner(PartnerState.ASKED)
    to = life.chance.choice([PartnerState.CONFIRMED, PartnerState.CONFIRMED, PartnerState.DECLINED])
    by = life.ground.signers[partner.organisation_id]
    by = by if life.chance.random() < 0.9 else life.anyone()
    roles = set(by.memberships.values_list("organisation", "role"))
    partners.settle_partner(partner, to, version_of_partner(partner), by=by)
    assert any((partner.organisation_id, role) in roles for role in SIGNING_ROLES)
    life.agreed[partner.pk] = version_of_partner(partner)


def _let_in(life: Life) -> None:
    everyone = life.ground.everyone
    likely = people_to_invite(life.row) or everyone
    someone = life.chance.choice(likely if life.chance.random() < 0.7 else everyone)
    work.add_collaborator(life.row, someone, by=life.anyone())


def _put_out(life: Life) -> None:
    row = life.row.collaborators.first()
    if row is None:
        raise NotAllowed
    work.remove_collaborator(row, by=life.anyone())


def _send(life: Life) -> None:
    work.send_application(life.row, "Ada, Director", by=life.anyone())


def _take_back(life: Life) -> None:
    work.take_back_application(life.row, by=life.anyone())


def _withdraw(life: Life) -> None:
    work.withdraw_application(life.row, by=life.anyone())


def _take_up(life: Life) -> None:
    work.take_up_application(life.row, by=life.anyone())


def _clock(life: Life) -> None:
    """The call closes, or is open again."""
    now = timezone.now()
    state, closes_at = life.chance.choice(
        [
            (CallState.OPEN, now + 30 * DAY),
            (CallState.OPEN, now - timedelta(minutes=1)),
            (CallState.CLOSED, now - timedelta(minutes=1)),
            (CallState.OPEN, now + 30 * DAY),
        ]
    )
    Call.objects.filter(pk=life.call_pk).update(state=state, closes_at=closes_at)


def _except(life: Life) -> None:
    by = life.ground.officer if life.chance.random() < 0.8 else life.anyone()
    until = timezone.now() + life.chance.choice([-DAY, DAY, 40 * DAY])
    work.allow_late(life.call, life.row.organisation, until, "A flood", by=by)


# What brings a life to an end comes seldom, so that most of it is lived.
VERBS = [
    *[_mend, _budget, _name, _change, _ask, _settle, _send] * 3,
    *[_ask, _settle, _take_up, _take_back, _let_in, _put_out] * 2,
    _start, _who, _remove, _withdraw, _clock, _except,
]  # fmt: skip


def live(ground: Ground, seed: int, steps: int) -> Life:
    """A life of so many steps."""
    life = Life(ground, seed)
    for _step in range(steps):
        life.step()
    return life
