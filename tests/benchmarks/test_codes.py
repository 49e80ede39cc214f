"""S6 in short: the same bytes for a wrong code and a destroyed one; and the statistic is right."""

import pytest

from benchmarks.codes import make_codes, measure, smirnov
from tests.support.desks import hub_team


@pytest.mark.django_db
def test_a_wrong_code_and_a_destroyed_one_are_answered_with_the_same_bytes(monkeypatch) -> None:
    monkeypatch.setattr("benchmarks.codes.DESTROYED", 4)
    monkeypatch.setattr("benchmarks.codes.SLEEP", 0.5)
    hub_team()
    found = measure(make_codes(), 8)
    assert len(found.answers) == 1
    assert smirnov(found.wrong, found.planted) < 0.01


@pytest.mark.parametrize(
    ("apart", "p"),
    # Smirnov's table: at 1000 and 1000 the difference 1.358 × √(2/1000) is met in 5 of 100.
    [(0, 1.0), (0.0607, 0.05), (0.0728, 0.01), (0.5, 0.0)],
)
def test_the_probability_is_that_of_the_table(apart: float, p: float) -> None:
    one = [number / 1000 for number in range(1000)]
    other = [value + apart for value in one]
    assert smirnov(one, other) == pytest.approx(p, abs=0.005)
