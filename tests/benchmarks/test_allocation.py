"""P6 in short: its judge tells the levels apart and finds a ranking wrong."""

import pytest

from benchmarks.allocation import SIZES, differing, measure, ranked, ranking
from benchmarks.calls import make_call
from benchmarks.enumeration import every_allocation, rank, small_call
from upstander.funding.allocation.exact import broken_rules
from upstander.funding.allocation.problem import Rule


def test_the_control_is_found_wrong() -> None:
    assert len(differing(ranking)) > 10


def test_every_level_decides_some_of_the_small_calls() -> None:
    decides = [0] * 6
    for call in map(small_call, range(100)):
        left = [rank(call, amounts) for amounts in every_allocation(call)]
        for level in range(6 if left else 0):
            best = [one for one in left if one[level] == max(one[level] for one in left)]
            decides[level] += len(best) < len(left)
            left = best
    assert min(decides) > 3, decides


@pytest.mark.parametrize("size", SIZES, ids=lambda size: size.name)
def test_a_call_is_as_large_as_it_says_and_a_ranking_keeps_all_but_floors(size) -> None:
    call = make_call(size, 0)
    assert call == make_call(size, 0)
    assert len(call.candidates) == size.applications
    assert len(call.need) == size.communities
    assert {place for one in call.candidates for place in one.communities} <= call.need.keys()
    assert set(broken_rules(call, ranked(call))) <= {Rule.FLOOR}


def test_it_prints_its_table(monkeypatch, capsys) -> None:
    monkeypatch.setattr("benchmarks.allocation.SIZES", {next(iter(SIZES)): 60.0})
    monkeypatch.setattr("benchmarks.allocation.CALLS", 1)
    monkeypatch.setattr("benchmarks.allocation._explaining", lambda: 0.0)
    assert measure()
    assert "100 of 100 small calls equal to enumeration" in capsys.readouterr().out
