"""What may be done with a training, over all states and people; and who has completed it."""

from datetime import date, timedelta
from types import SimpleNamespace

import pytest

from upstander.core.errors import NotAllowed, allowed
from upstander.learning.rules import certificate as certificates
from upstander.learning.rules import cohort as rules
from upstander.learning.states import CertificateState, CohortState, EnrolmentState
from upstander.network.states import Role

TODAY, DAY = date(2031, 5, 2), timedelta(days=1)
MINE = {role: [SimpleNamespace(organisation_id=1, role=role)] for role in Role}
ELSEWHERE = [SimpleNamespace(organisation_id=2, role=Role.TRAINER)]
TRAINERS = {Role.TRAINER, Role.HUB_STAFF, Role.HUB_COORDINATOR}
TABLE = {
    rules.may_change: ("draft open closed", ()),
    rules.may_open: ("draft closed", (TODAY, TODAY)),
    rules.may_finish: ("open closed", (TODAY, TODAY)),
}


def a_cohort(state="open", **changes):
    found = {"state": state, "organisation_id": 1, "sessions_needed": 80, "lessons_needed": 100}
    return SimpleNamespace(**{**found, **changes})


def a_session(state="open", day=TODAY, **changes):
    return SimpleNamespace(cohort=a_cohort(state), day=day, is_noted=False, **changes)


@pytest.mark.parametrize("rule", TABLE, ids=lambda rule: rule.__name__)
def test_who_may_do_what_in_which_state(rule) -> None:
    states, more = TABLE[rule]
    found = {
        (state.value, role)
        for state in CohortState
        for role in Role
        if allowed(rule, MINE[role], a_cohort(state), *more)
    }
    assert found == {(state, role) for state in states.split() for role in TRAINERS}
    assert not allowed(rule, ELSEWHERE, a_cohort(states.split()[0]), *more)


@pytest.mark.parametrize(
    ("to", "states"), [("closed", {"open"}), ("cancelled", {"draft", "open", "closed"})]
)
def test_where_it_may_go(to, states) -> None:
    mine = MINE[Role.TRAINER]
    found = {s.value for s in CohortState if allowed(rules.may_go, mine, a_cohort(s), to)}
    assert found == states
    assert not allowed(rules.may_go, MINE[Role.EDITOR], a_cohort("open"), to)


@pytest.mark.parametrize(("last", "opens", "ends"), [
    (None, False, False), (TODAY - DAY, False, True), (TODAY, True, True),
    (TODAY + DAY, True, False),
])  # fmt: skip
def test_the_last_day_decides(last, opens, ends) -> None:
    mine = MINE[Role.TRAINER]
    assert allowed(rules.may_open, mine, a_cohort("draft"), last, TODAY) is opens
    assert allowed(rules.may_finish, mine, a_cohort("open"), last, TODAY) is ends


@pytest.mark.parametrize("state", ["", *EnrolmentState.values])
@pytest.mark.parametrize("cohort", CohortState)
def test_one_enrols_once_while_it_is_open(cohort, state) -> None:
    found = allowed(rules.may_enrol, {1}, a_cohort(cohort), state, TODAY, TODAY)
    assert found is (cohort == "open" and state in ("", "left"))


@pytest.mark.parametrize(("work", "last"), [(set(), TODAY), ({1}, TODAY - DAY), ({1}, None)])
def test_nobody_enrols_from_outside_or_too_late(work, last) -> None:
    assert not allowed(rules.may_enrol, work, a_cohort(), "", last, TODAY)


@pytest.mark.parametrize(
    ("state", "says"),
    [("enrolled", "enrolled already"), ("waiting", "on the waiting list already")],
)
def test_who_enrols_twice_is_told_in_a_sentence(state, says) -> None:
    with pytest.raises(NotAllowed, match=says):
        rules.may_enrol({1}, a_cohort(), state, TODAY, TODAY)


def test_one_leaves_what_one_has_until_it_is_over() -> None:
    found = {
        (cohort.value, state.value)
        for cohort in CohortState
        for state in EnrolmentState
        if allowed(rules.may_leave, a_cohort(cohort), state)
    }
    assert found == {(c, s) for c in ("open", "closed") for s in ("enrolled", "waiting")}


def test_lessons_are_noted_by_who_has_a_place_also_afterwards() -> None:
    found = {
        (cohort.value, state.value)
        for cohort in CohortState
        for state in EnrolmentState
        if allowed(rules.may_note_lessons, a_cohort(cohort), state)
    }
    assert found == {(c, "enrolled") for c in ("draft", "open", "closed", "finished")}


def test_attendance_is_noted_from_the_day_on() -> None:
    mine = MINE[Role.TRAINER]
    found = {
        (state.value, days)
        for state in CohortState
        for days in (-1, 0, 1)
        if allowed(rules.may_note_attendance, mine, a_session(state, TODAY + days * DAY), TODAY)
    }
    assert found == {(s, d) for s in ("open", "closed", "finished") for d in (-1, 0)}
    assert not allowed(rules.may_note_attendance, ELSEWHERE, a_session(), TODAY)


def test_the_last_session_stays_where_people_enrol() -> None:
    mine = MINE[Role.TRAINER]
    remove, plain = rules.may_remove_session, a_session()
    assert allowed(remove, mine, a_cohort("draft"), plain, 1)
    assert allowed(remove, mine, a_cohort("open"), plain, 2)
    assert not allowed(remove, mine, a_cohort("open"), plain, 1)
    noted = SimpleNamespace(is_noted=True)
    assert not allowed(remove, mine, a_cohort("draft"), noted, 2)


def test_nobody_loses_a_place() -> None:
    assert [allowed(rules.may_have_places, n, 3) for n in (2, 3, 4)] == [False, True, True]


@pytest.mark.parametrize(
    ("attended", "done", "is_complete"),
    [(4, 7, True), (5, 7, True), (3, 7, False), (4, 6, False), (0, 0, False)],
)
def test_completed_are_both_shares(attended, done, is_complete) -> None:
    assert rules.has_completed(a_cohort(), 5, attended, 7, done) is is_complete


def test_shares_are_whole_percents_and_nothing_may_be_asked() -> None:
    third = a_cohort(sessions_needed=67, lessons_needed=0)
    assert rules.has_completed(third, 3, 2, 7, 0) is False  # 66.7 percent are not 67
    assert rules.has_completed(a_cohort(sessions_needed=66, lessons_needed=0), 3, 2, 7, 0) is True


@pytest.mark.parametrize("state", CohortState)
def test_a_certificate_is_given_once_when_it_is_finished_and_complete(state) -> None:
    mine, rule = MINE[Role.TRAINER], certificates.may_issue
    found = [
        allowed(rule, mine, a_cohort(state), is_complete=complete, has_one=has)
        for complete in (True, False)
        for has in (False, True)
    ]
    assert found == [state == "finished", False, False, False]
    assert not allowed(rule, ELSEWHERE, a_cohort(state), is_complete=True, has_one=False)


@pytest.mark.parametrize("state", CertificateState)
def test_a_valid_certificate_is_taken_back_with_a_reason(state) -> None:
    row = SimpleNamespace(state=state, enrolment=SimpleNamespace(cohort=a_cohort("finished")))
    rule = certificates.may_revoke
    assert allowed(rule, MINE[Role.TRAINER], row, "Wrong person") is (state == "valid")
    assert not allowed(rule, MINE[Role.TRAINER], row, "  ")
    assert not allowed(rule, MINE[Role.SPOKE_COORDINATOR], row, "Wrong person")


def test_codes_are_read_in_any_script_and_nothing_else_is_one() -> None:
    code = certificates.make_code()
    arabic = "".join(chr(0x660 + int(c)) for c in code)
    shown = certificates.groups_of(code)
    assert (len(shown), shown.replace(" ", "")) == (24, code)
    assert {certificates.read_code(typed) for typed in (code, arabic, shown, f" {code}. ")} == {
        code
    }
    for typed in ("", code[:-1], code + "1", "x" * 20, "\x00", "1" * 10_000):
        assert certificates.read_code(typed) == ""
    assert rules.has_completed(a_cohort(sessions_needed=0, lessons_needed=1), 3, 2, 0, 0) is False
    assert rules.has_completed(a_cohort(sessions_needed=1, lessons_needed=0), 0, 0, 7, 7) is False
