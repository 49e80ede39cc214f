"""Scores against reckonings of another kind, and the ranking against brute force."""

from decimal import Decimal
from fractions import Fraction
from types import SimpleNamespace

from hypothesis import given
from hypothesis import strategies as st

from upstander.funding.rules.scoring import (
    Severity,
    above_line,
    as_decimal,
    leave_one_out,
    mean,
    means,
    most_points,
    places,
    severities,
    spread,
    weighted,
)


def line(pk: int, weight: int, steps: int) -> SimpleNamespace:
    return SimpleNamespace(pk=pk, weight=weight, anchors=["word"] * steps)


LINES = st.lists(st.tuples(st.integers(1, 9), st.integers(2, 6)), min_size=1, max_size=6)
SCORES = st.integers(0, 20).map(lambda n: Fraction(n * 5))
MARKS = st.dictionaries(
    st.integers(0, 5), st.dictionaries(st.integers(0, 3), SCORES, min_size=1), min_size=1
)
AMOUNTS = st.lists(st.integers(0, 9).map(Decimal), min_size=6, max_size=6)


@given(LINES, st.data())
def test_a_weighted_score_is_the_sum_of_what_each_line_is_worth(rows, data):
    lines = [line(n, weight, steps) for n, (weight, steps) in enumerate(rows)]
    points = {row.pk: data.draw(st.integers(0, most_points(row))) for row in lines}
    found = weighted(points, lines)
    whole = 0
    worth = 0
    for row in lines:
        for _ in range(row.weight):
            whole += len(row.anchors) - 1
            worth += points[row.pk]
    assert found == Fraction(worth * 100, whole)
    assert 0 <= found <= 100
    assert weighted(dict.fromkeys(points, 0), lines) == 0
    assert weighted({row.pk: most_points(row) for row in lines}, lines) == 100


@given(LINES, st.integers(2, 9))
def test_weights_are_shares_of_their_sum(rows, times):
    lines = [line(n, weight, steps) for n, (weight, steps) in enumerate(rows)]
    more = [line(n, weight * times, steps) for n, (weight, steps) in enumerate(rows)]
    points = {row.pk: most_points(row) // 2 for row in lines}
    assert weighted(points, lines) == weighted(points, more)


def test_a_rubric_without_points_gives_nothing():
    assert (weighted({1: 0}, [line(1, 3, 1)]), most_points(line(1, 1, 0))) == (0, 0)


def test_a_mean_is_exact_until_it_is_rounded_once():
    assert mean([Fraction(1, 3), Fraction(2, 3), Fraction(0)]) == Fraction(1, 3)
    assert as_decimal(Fraction(200, 3)) == Decimal("66.666667")
    assert [as_decimal(Fraction(n, 20), 1) for n in (1, 3, 5)] == [
        Decimal("0.0"), Decimal("0.2"), Decimal("0.2"),
    ]  # fmt: skip


def test_scores_more_than_25_points_apart_are_pointed_out():
    assert spread([Fraction(50), Fraction(75)]) == (25, Decimal("12.5"), False)
    assert spread([Fraction(50), Fraction(76)]) == (26, Decimal(13), True)
    assert spread([Fraction(70)]) == (0, Decimal(0), False)


def test_severity_compares_only_what_is_shared():
    marks = {
        "a": {1: Fraction(80), 2: Fraction(60), 3: Fraction(40)},
        "b": {1: Fraction(50), 2: Fraction(70)},
        "c": {1: Fraction(100)},
    }
    found = severities(marks)
    assert found[1] == Severity(2, Fraction(65), Fraction(60))
    assert found[2] == Severity(2, Fraction(65), Fraction(55))
    assert found[3] == Severity(1, Fraction(40), Fraction(70))
    assert [found[n].difference for n in (1, 2, 3)] == [5, 10, -30]


@given(MARKS)
def test_places_count_who_is_better(marks):
    found = means(marks)
    assert places(found) == {
        key: 1 + sum(other > value for other in found.values()) for key, value in found.items()
    }


@given(MARKS, AMOUNTS, st.integers(0, 30).map(Decimal))
def test_the_budget_line_is_as_long_as_the_money(marks, amounts, budget):
    found, order = means(marks), list(range(6))
    asked = dict(enumerate(amounts))
    reached = above_line(found, asked, budget, order)
    ranked = sorted(found, key=lambda key: (-found[key], key))
    assert reached == frozenset(ranked[: len(reached)])
    assert sum((asked[key] for key in reached), Decimal(0)) <= budget
    rest = ranked[len(reached) :]
    assert not rest or sum(asked[key] for key in [*reached, rest[0]]) > budget


@given(MARKS, AMOUNTS, st.integers(0, 30).map(Decimal))
def test_leaving_one_out_is_reckoning_anew_without_her(marks, amounts, budget):
    asked, order = dict(enumerate(amounts)), list(range(6))
    found = {row.reviewer: row for row in leave_one_out(marks, asked, budget, order)}
    assert set(found) == {reviewer for row in marks.values() for reviewer in row}
    for reviewer, row in found.items():
        kept = {
            key: {r: v for r, v in values.items() if r != reviewer}
            for key, values in marks.items()
            if set(values) != {reviewer}
        }
        assert row.unscored == frozenset(marks) - frozenset(kept)
        old, new = {}, {}
        for key in kept:
            old[key] = Fraction(sum(marks[key].values()), len(marks[key]))
            new[key] = Fraction(sum(kept[key].values()), len(kept[key]))
        for key in kept:
            was = sum(value > old[key] for value in old.values())
            now = sum(value > new[key] for value in new.values())
            assert row.moves[key] == now - was
        had, has = (above_line(values, asked, budget, order) for values in (old, new))
        assert (row.lost, row.gained) == (had - has, has - had)
