"""What each may do with an award and its parts, at every step of its life; who pressed twice."""

from decimal import Decimal
from types import SimpleNamespace as Row

import pytest
from django.utils import timezone

from tests.accounts.people import member
from tests.funding.application_made import coordinator_of, worker_of
from tests.funding.award_made import (
    an_accepted_award,
    an_accepted_report,
    an_agreement,
    an_offer,
    officer,
    pay_all,
    words_for,
)
from upstander.core.errors import NotAllowed
from upstander.funding.actions.agreement import decline_award
from upstander.funding.actions.amendment import (
    agree_to_amendment,
    propose_amendment,
    refuse_amendment,
    second_amendment,
)
from upstander.funding.actions.instalment import approve_instalment, pay_instalment
from upstander.funding.actions.report import close_award, return_report, submit_report
from upstander.funding.models import Award
from upstander.funding.rules.amendment import Change
from upstander.funding.views.award_deeds import (
    AMENDMENT_DEEDS,
    AWARD_DEEDS,
    INSTALMENT_DEEDS,
    REPORT_DEEDS,
    deeds_for,
)
from upstander.network.interface import memberships_of
from upstander.network.states import Role


class Life:
    """An award, and everyone who has to do with it."""

    def __init__(self) -> None:
        self.award = an_offer()
        here = self.award.organisation
        self.people = {
            "one": officer(), "two": officer(2), "signs": coordinator_of(here),
            "writes": worker_of(here),
            "near": member(Role.FUNDER_OFFICER, here, "near@example.org"),
            "reviews": member(Role.REVIEWER, here, "reviews@example.org"),
        }  # fmt: skip

    def may(self) -> dict[str, list[str]]:
        """What each can do now, with the award and with each of its parts."""
        award = Award.objects.select_related("call").get(pk=self.award.pk)
        parts = [
            ("", AWARD_DEEDS, [award]),
            ("instalment {0.number} ", INSTALMENT_DEEDS, award.instalments.all()),
            ("change ", AMENDMENT_DEEDS, award.amendments.filter(state="proposed")),
            ("{0.kind} ", REPORT_DEEDS, award.reports.all()),
        ]
        found = {}
        for name, user in self.people.items():
            mine = list(memberships_of(user))
            found[name] = [
                f"{begins.format(row)}{deed}"
                for begins, deeds, rows in parts
                for row in rows
                for deed, _deed in deeds_for(deeds, row, award, mine, user)
            ]
        return {name: deeds for name, deeds in found.items() if deeds}


@pytest.mark.django_db
def test_from_the_offer_to_the_end():
    life = Life()
    one, two, signs = (life.people[name] for name in ("one", "two", "signs"))
    offered = {name: ["plan", "take-back"] for name in ("one", "two")}
    assert life.may() == {**offered, "signs": ["decline"]}
    an_agreement(life.award)
    assert life.may() == {**offered, "signs": ["accept", "decline"]}
    award = an_accepted_award(life.award)
    first, last = award.instalments.filter(state="planned")
    to_approve = [f"instalment {first.number} approve"]
    assert life.may() == {name: ["amend", *to_approve] for name in ("one", "two")}
    approve_instalment(first, by=one)
    back, pay = (f"instalment {first.number} {deed}" for deed in ("take-back", "pay"))
    assert life.may() == {"one": ["amend", back], "two": ["amend", pay, back]}
    pay_instalment(first, "EFT", timezone.localdate(), by=two)
    interim = award.reports.get(kind="interim")
    submit_report(interim, words_for(interim), by=signs)
    settle = [f"interim {deed}" for deed in ("accept", "return")]
    assert life.may() == {name: ["amend", *settle] for name in ("one", "two")}
    return_report(interim, "More.", by=one)
    assert life.may() == {name: ["amend"] for name in ("one", "two")}
    interim.refresh_from_db()
    an_accepted_report(award, "interim")
    assert life.may() == {
        name: ["amend", f"instalment {last.number} approve"] for name in ("one", "two")
    }
    pay_all(award)
    an_accepted_report(award, "final", less=Decimal(100))
    assert life.may() == {name: ["amend", "returned"] for name in ("one", "two")}
    kept = Change("amend", "Later.", carried=Decimal(100))
    change = propose_amendment(award, kept, by=one)
    assert life.may() == {
        "one": ["returned", "change refuse"], "two": ["returned", "change refuse"],
        "signs": ["change agree", "change refuse"],
    }  # fmt: skip
    agree_to_amendment(change, "Ada", by=signs)
    assert life.may() == {name: ["amend", "close"] for name in ("one", "two")}
    close_award(award, by=one)
    assert life.may() == {}


@pytest.mark.django_db
def test_a_change_above_the_ceiling_and_an_end_without_an_award():
    life = Life()
    one, two, signs = (life.people[name] for name in ("one", "two", "signs"))
    award = an_accepted_award(life.award)
    more = Change("top_up", "It snowed.", amount=Decimal(500), due_on=award.starts_on)
    change = propose_amendment(award, more, by=one)

    def of_changes():
        return {
            name: [deed for deed in deeds if "change" in deed] for name, deeds in life.may().items()
        }

    second, refuse, agree = (f"change {name}" for name in ("second", "refuse", "agree"))
    assert of_changes() == {
        "one": [refuse], "two": [second, refuse], "signs": [refuse],
    }  # fmt: skip
    second_amendment(change, by=two)
    assert of_changes() == {
        "one": [refuse], "two": [refuse], "signs": [agree, refuse],
    }  # fmt: skip
    refuse_amendment(change, by=signs)
    assert of_changes() == {"one": [], "two": []}


@pytest.mark.django_db
def test_nothing_is_done_with_what_was_turned_down_or_taken_back():
    life = Life()
    decline_award(life.award, by=life.people["signs"])
    assert life.may() == {}
    Award.objects.update(state="withdrawn")
    assert life.may() == {}


ADA, EVE = Row(pk=1), Row(pk=2)


@pytest.mark.parametrize(("deeds", "name", "state", "by"), [
    (INSTALMENT_DEEDS, "approve", "approved", "approved_by_id"),
    (INSTALMENT_DEEDS, "pay", "paid", "paid_by_id"),
    (AMENDMENT_DEEDS, "agree", "agreed", "settled_by_id"),
    (AMENDMENT_DEEDS, "refuse", "refused", "settled_by_id"),
    (AMENDMENT_DEEDS, "second", None, "second_by_id"),
    (REPORT_DEEDS, "accept", "accepted", "accepted_by_id"),
    (REPORT_DEEDS, "return", "returned", None),
    (AWARD_DEEDS, "decline", "declined", None),
    (AWARD_DEEDS, "take-back", "withdrawn", None),
    (AWARD_DEEDS, "close", "closed", None),
])  # fmt: skip
def test_who_presses_twice_did_it(deeds, name, state, by):
    is_done = deeds[name].is_done
    row = Row(**{"state": state or "proposed", by or "nobody": ADA.pk})
    other = Row(**{"state": "other", by or "nobody": ADA.pk})
    assert [is_done(row, ADA), is_done(row, EVE), is_done(other, ADA)] == [
        True, by is None, state is None,
    ]  # fmt: skip


def test_other_deeds_are_never_done_twice():
    for deeds, name in ((INSTALMENT_DEEDS, "take-back"), (AWARD_DEEDS, "plan"),
                        (AWARD_DEEDS, "amend"), (AWARD_DEEDS, "returned")):  # fmt: skip
        assert deeds[name].is_done(Row(state="planned"), ADA) is False


@pytest.mark.django_db
def test_what_is_over_is_said_in_its_own_words():
    life = Life()
    one, signs = life.people["one"], life.people["signs"]
    award = an_accepted_award(life.award)

    def why_not(name, user):
        mine = list(memberships_of(user))
        with pytest.raises(NotAllowed) as why:
            AWARD_DEEDS[name].rule(mine, award, award, user)
        return str(why.value)

    answered = "This award has been answered already."
    assert [why_not("plan", one), why_not("accept", signs), why_not("decline", signs)] == [
        answered
    ] * 3
    assert why_not("accept", one) == answered
    award.state = "closed"
    over = "This can only be done while the award is accepted and not closed."
    assert [why_not(name, one) for name in ("amend", "returned")] == [over] * 2
