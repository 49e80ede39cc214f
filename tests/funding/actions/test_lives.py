"""Many lives of an award, step by chance step: the sums agree after each, whatever is tried.

Here a few lives of up to 50 steps; UPSTANDER_LIVES=2000 lives as many.
"""

import os
from collections import Counter
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import connection, transaction
from django.utils import timezone
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from tests.funding.application_made import coordinator_of, worker_of
from tests.funding.award_made import a_plan, an_offer, officer, words_for
from upstander.audit.interface import entries_of, faults
from upstander.core.errors import NotAllowed
from upstander.funding.actions.agreement import (
    accept_agreement,
    decline_award,
    send_agreement,
    take_back_offer,
)
from upstander.funding.actions.amendment import (
    agree_to_amendment,
    propose_amendment,
    refuse_amendment,
    second_amendment,
)
from upstander.funding.actions.instalment import (
    approve_instalment,
    pay_instalment,
    take_back_approval,
)
from upstander.funding.actions.report import (
    accept_report,
    close_award,
    record_return,
    return_report,
    save_report,
    send_reminders,
    submit_report,
)
from upstander.funding.models import Award, Reminder
from upstander.funding.queries.award import awarded, books_of
from upstander.funding.rules.amendment import Change
from upstander.funding.rules.instalment import Part, split
from upstander.funding.states import OfferEnd, PaidAfter

money = st.decimals(min_value="0.01", max_value="9000.00", places=2)
# Mostly whoever may; often enough someone who may not.
RIGHT = ["right"] * 4
people = st.sampled_from([*RIGHT, "one", "two", "coordinator", "worker"])
nth = st.integers(min_value=0, max_value=5)
ENDED: Counter[str] = Counter()
DEAD = ("declined", "withdrawn", "closed")
FREE = ("declined", "withdrawn")
LIVES = int(os.environ.get("UPSTANDER_LIVES", "18"))


class Lives(RuleBasedStateMachine):
    """Anyone tries anything; rules say no, and rows never disagree."""

    def __init__(self) -> None:
        super().__init__()
        self.around = transaction.atomic()
        self.around.__enter__()
        self.award = an_offer()
        here = self.award.organisation
        self.people = {
            "one": officer(), "two": officer(2),
            "coordinator": coordinator_of(here), "worker": worker_of(here),
        }  # fmt: skip
        self.last: dict[tuple[str, int], str] = {}

    def teardown(self) -> None:
        ENDED[self.now().state] += 1
        transaction.set_rollback(True)
        self.around.__exit__(None, None, None)

    def now(self) -> Award:
        return Award.objects.select_related("call").get(pk=self.award.pk)

    def attempt(self, action, *args, **kwargs) -> None:
        """A refusal changes nothing; anything but a refusal is a fault."""
        verbs = len(entries_of(f"award:{self.award.reference}"))
        try:
            action(*args, **kwargs)
        except NotAllowed:
            assert len(entries_of(f"award:{self.award.reference}")) == verbs

    def who(self, name, right):
        return self.people[right if name == "right" else name]

    def pick(self, rows, number: int):
        found = list(rows)
        return found[number % len(found)] if found else None

    @rule(who=people, parts=st.integers(1, 4), stale=st.booleans())
    def send(self, who, parts, stale):
        award = self.now()
        after = [PaidAfter.AGREEMENT, PaidAfter.INTERIM, PaidAfter.FINAL, PaidAfter.NONE]
        plan = a_plan(award)
        wanted = [
            Part(amount, award.starts_on, after[n])
            for n, amount in enumerate(split(award.amount, parts))
        ]
        plan = plan._replace(parts=wanted, seen=plan.seen - stale)
        self.attempt(send_agreement, award, plan, by=self.who(who, "one"))

    @rule(who=people, number=nth)
    def accept(self, who, number):
        if agreement := self.pick(self.award.agreements.all(), number):
            self.attempt(
                accept_agreement, agreement, "Ada, Coordinator", by=self.who(who, "coordinator")
            )

    @rule(who=people, sure=nth)
    def decline(self, who, sure):
        if sure == 0:
            self.attempt(decline_award, self.now(), by=self.who(who, "coordinator"))

    @rule(who=people, sure=nth, reason=st.sampled_from(OfferEnd.values))
    def take_offer_back(self, who, sure, reason):
        if sure < 2:
            self.attempt(take_back_offer, self.now(), reason, by=self.who(who, "one"))

    @rule(who=people, number=nth)
    def approve(self, who, number):
        if row := self.pick(self.award.instalments.all(), number):
            self.attempt(approve_instalment, row, by=self.who(who, "one"))

    @rule(who=people, number=nth)
    def take_back(self, who, number):
        if row := self.pick(self.award.instalments.all(), number):
            self.attempt(take_back_approval, row, by=self.who(who, "one"))

    @rule(who=people, number=nth)
    def pay(self, who, number):
        if row := self.pick(self.award.instalments.all(), number):
            self.attempt(
                pay_instalment, row, "EFT 1", timezone.localdate(), by=self.who(who, "two")
            )

    @rule(who=people, kind=st.sampled_from(["amend", "top_up", "reduction"]), amount=money,
          days=st.integers(-500, 200), carried=st.booleans())  # fmt: skip
    def propose(self, who, kind, amount, days, carried):
        award = self.now()
        end = award.ends_on + timedelta(days=days) if days % 2 else None
        change = Change(
            kind,
            "The winter was long.",
            amount=Decimal(0) if kind == "amend" else amount,
            carried=amount if carried and kind == "amend" else Decimal(0),
            new_end=end,
            due_on=award.starts_on,
        )
        self.attempt(propose_amendment, award, change, by=self.who(who, "one"))

    @rule(who=people, number=nth, what=st.sampled_from(["second", "agree", "agree", "refuse"]))
    def settle(self, who, number, what):
        if row := self.pick(self.award.amendments.order_by("-pk"), number % 2):
            by = self.who(who, "two" if what == "second" else "coordinator")
            if what == "agree":
                self.attempt(agree_to_amendment, row, "Ada, Coordinator", by=by)
            else:
                action = second_amendment if what == "second" else refuse_amendment
                self.attempt(action, row, by=by)

    @rule(who=people, number=nth, less=money, what=st.sampled_from(
        ["save", "submit", "submit", "accept", "return"]))  # fmt: skip
    def report(self, who, number, less, what):
        if not (row := self.pick(self.award.reports.all(), number)):
            return
        by, words = (
            self.who(who, "one" if what in ("accept", "return") else "coordinator"),
            words_for(row, less=min(less, Decimal(3000))),
        )
        if what in ("save", "submit"):
            self.attempt(save_report if what == "save" else submit_report, row, words, by=by)
        elif what == "accept":
            self.attempt(accept_report, row, by=by)
        else:
            self.attempt(return_report, row, "What came of it?", by=by)

    @rule(who=people, amount=money, whole=st.booleans())
    def give_back(self, who, amount, whole):
        award = self.now()
        amount = (books_of(award).left or amount) if whole else amount
        seen, today = award.returns.count(), timezone.localdate()
        self.attempt(record_return, award, amount, today, seen=seen, by=self.who(who, "one"))

    @rule(who=people)
    def close(self, who):
        self.attempt(close_award, self.now(), by=self.who(who, "one"))

    @rule(steps=st.integers(1, 3))
    def go_on(self, steps):
        """What is to be done next, by whoever may: so that many lives come to their end."""
        for _ in range(steps):
            self.step(self.now())

    def step(self, award):
        one, two, hers = (self.people[n] for n in ("one", "two", "coordinator"))
        if row := award.amendments.filter(state="proposed").first():
            return self.attempt(refuse_amendment, row, by=one)
        if award.state == "offered":
            self.attempt(send_agreement, award, a_plan(award), by=one)
            return self.attempt(accept_agreement, award.agreements.first(), "Ada", by=hers)
        for row in award.reports.exclude(state="accepted"):
            self.attempt(submit_report, row, words_for(row, less=Decimal("10.01")), by=hers)
            return self.attempt(accept_report, row, by=one)
        for row in award.instalments.exclude(state__in=["paid", "cancelled"]):
            self.attempt(approve_instalment, row, by=one)
            return self.attempt(pay_instalment, row, "EFT 2", timezone.localdate(), by=two)
        if left := books_of(award).left:
            seen, today = award.returns.count(), timezone.localdate()
            return self.attempt(record_return, award, left, today, seen=seen, by=one)
        return self.attempt(close_award, award, by=one)

    @rule(days=st.integers(-20, 20))
    def remind(self, days):
        day: date = self.now().ends_on + timedelta(days=60 + days)
        send_reminders(day)
        rows = Reminder.objects.filter(report__award=self.award).count()
        assert send_reminders(day) == 0
        assert Reminder.objects.filter(report__award=self.award).count() == rows

    @invariant()
    def sums_agree(self):
        award = self.now()
        books = books_of(award)
        whole = Decimal(0) if award.state in FREE else award.amount
        assert books.instalments == whole
        assert (books.left or 0) >= 0
        assert awarded(award.call) <= award.call.budget
        first = Decimal("7500.00")
        changes = award.amendments.filter(state="agreed").values_list("change", flat=True)
        assert award.amount == first + sum(changes)

    @invariant()
    def nobody_alone(self):
        for row in self.award.instalments.all():
            assert row.state != "paid" or row.approved_by_id != row.paid_by_id
            who = {self.people["one"].pk, self.people["two"].pk, None}
            assert {row.approved_by_id, row.paid_by_id} <= who
        for row in self.award.amendments.filter(state="agreed", is_above_ceiling=True):
            assert row.second_by_id not in (None, row.made_by_id)

    @invariant()
    def ends_are_ends(self):
        award = self.now()
        states = {("award", award.pk): award.state}
        states |= {("instalment", row.pk): row.state for row in award.instalments.all()}
        for key, state in self.last.items():
            assert key in states  # nothing is ever deleted
            assert state not in (*DEAD, "paid", "cancelled") or states[key] == state
        self.last = states
        assert award.places.filter(is_held=True).exists() is (award.state not in FREE)
        if award.state == "closed":
            assert books_of(award).left == 0
            assert set(award.instalments.values_list("state", flat=True)) <= {"paid", "cancelled"}
            assert set(award.reports.values_list("state", flat=True)) == {"accepted"}


@pytest.mark.django_db
def test_many_lives():
    run_state_machine_as_test(
        Lives,
        settings=settings(
            max_examples=LIVES, stateful_step_count=50, deadline=None, derandomize=True,
            suppress_health_check=list(HealthCheck),
        ),
    )  # fmt: skip
    assert list(faults()) == []
    assert ("closed" in ENDED, bool(set(FREE) & set(ENDED))) == (True, True)
    assert connection.in_atomic_block
