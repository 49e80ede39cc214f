"""What may happen to a run, over every state and kind."""

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace as Row

from upstander.core.errors import allowed
from upstander.network.states import Role
from upstander.protocols.queries.run import time_left
from upstander.protocols.rules import run as rules
from upstander.protocols.states import RUN_MOVES, RunKind, RunState, RunStepState, Section

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)


def mine(role=Role.SPOKE_WORKER, organisation=1):
    return [Row(organisation_id=organisation, role=role)]


def test_who_works_on_it():
    fine = {
        (role, organisation)
        for role in Role
        for organisation in (1, 2)
        if allowed(rules.may_work_on, mine(role, organisation), 1)
    }
    assert fine == {
        (Role.SPOKE_WORKER, 1), (Role.SPOKE_COORDINATOR, 1),
        (Role.HUB_STAFF, 1), (Role.HUB_COORDINATOR, 1),
    }  # fmt: skip


def test_what_each_state_and_kind_lets_happen():
    found = {}
    for kind in RunKind:
        for state in RunState:
            run = Row(kind=kind, state=state)
            found[kind, state] = "".join(
                "x" if is_fine else "-"
                for is_fine in (
                    allowed(rules.may_go_on, run),
                    allowed(rules.may_have_words, run),
                    allowed(rules.may_be_given, run, None, []),
                    allowed(rules.may_look_back, run),
                    allowed(rules.may_close, run, ["", "x"]),
                    allowed(rules.may_leave_out, run, RunStepState.SKIPPED, " "),
                )
            )
    words = {RunState.RUNNING: "xxx---", RunState.ENDED: "-x-xx-", RunState.CLOSED: "-x----"}
    none = {RunState.RUNNING: "x----x", RunState.ENDED: "-----x", RunState.CLOSED: "-----x"}
    assert found == {
        (kind, state): (none if kind == RunKind.CASE else words)[state]
        for kind in RunKind
        for state in RunState
    }


def test_moves_are_those_of_the_table():
    fine = {(a, b) for a in RunState for b in RunState if allowed(rules.may_move, Row(state=a), b)}
    assert fine == {(a, b) for a, goals in RUN_MOVES.items() for b in goals}


def test_a_level_is_one_of_the_version_s():
    cases = [(None, []), (None, [1]), (1, [1]), (2, [1])]
    assert [allowed(rules.may_have_level, *case) for case in cases] == [True, False, True, False]


def test_the_steps_of_a_level_stand_in_the_order_of_the_sections():
    def step(section, position, *levels):
        rows = [Row(pk=pk) for pk in levels]
        return Row(section=section, position=position, levels=Row(all=lambda: rows))

    care, safe, first, other = (
        step(Section.CARE, 1), step(Section.SAFETY, 2, 7), step(Section.SAFETY, 1),
        step(Section.CHARGE, 1, 8),
    )  # fmt: skip
    assert rules.steps_of_level([care, safe, first, other], 7) == [first, safe, care]
    assert rules.steps_of_level([care, safe, first, other], None) == [first, care]


def test_the_time_that_is_left_is_said_in_words():
    minutes = [-1, 0, 1, 59, 119, 120, 47 * 60 + 59, 48 * 60, 24 * 60 * 9]
    assert [time_left(NOW + timedelta(minutes=m), NOW) for m in minutes] == [
        "", "0 minutes left", "1 minute left", "59 minutes left", "119 minutes left",
        "2 hours left", "47 hours left", "2 days left", "9 days left",
    ]  # fmt: skip
