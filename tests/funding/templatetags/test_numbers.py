"""Numbers and words as the pages of funding write them."""

from decimal import Decimal
from fractions import Fraction
from types import SimpleNamespace as Row

import pytest

from tests.funding.telling import NIGHT
from upstander.funding.templatetags import application, awards, calls, decisions, reviews


def test_scores():
    assert [reviews.score(Fraction(n, 3)) for n in (0, 1, 200, 300)] == [
        "0.0", "0.3", "66.7", "100.0",
    ]  # fmt: skip
    assert [reviews.spread_of(Decimal(n)) for n in ("0", "1.25", "1.35")] == ["0.0", "1.2", "1.4"]
    assert [decisions.points(n) for n in (None, Decimal(0), Decimal("66.666667"))] == [
        "–", "0.0", "66.7",
    ]  # fmt: skip
    given = {"a": Decimal("12.5")}
    assert [decisions.points_of(given, key) for key in "ab"] == ["12.5", "–"]
    assert [reviews.across(Fraction(n)) for n in (0, 50, 100)] == ["20", "500", "980"]


@pytest.mark.parametrize(("value", "said"), [
    (0, "0"), (3, "+3"), (-3, "−3"), (Fraction(0), "0.0"), (Fraction(1, 100), "0.0"),
    (Fraction(-1, 100), "0.0"), (Fraction(1, 3), "+0.3"), (Fraction(-25, 2), "−12.5"),
])  # fmt: skip
def test_a_number_with_its_sign(value, said):
    assert reviews.signed(value) == f"\u2066{said}\u2069"


def test_money_and_what_stands_under_a_key():
    assert [reviews.money(n, "CAD") for n in (None, Decimal(0), Decimal("7.50"))] == [
        "", "\u2068$0\u2069", "\u2068$7.50\u2069",
    ]  # fmt: skip
    assert (reviews.at({"a": 1}, "a"), reviews.at({}, "a"), reviews.item([4, 5], 1)) == (1, None, 5)
    assert [awards.direction(code) for code in ("en", "ar")] == ["ltr", "rtl"]


def test_a_moment_of_a_call():
    call = Row(time_zone="America/Vancouver")
    assert calls.moment(NIGHT, call) == "March 9, 2027, 11:30 p.m. (Pacific Time)"
    assert calls.moment(None, call) == ""
    assert calls.moment(NIGHT, Row(time_zone="No/Where")).startswith("March 10, 2027, 7:30 a.m. (")


def test_words_that_are_typed_and_kept():
    question = Row(most_words=2, kind="text")
    field = Row(value=lambda: "one two three")
    part = Row(rows=None, field=field, answered=Row(question=question, value="one", words=1))
    table = Row(rows=[], field=None, answered=Row(question=question, value="one", words=7))
    assert [application.typed_words(one) for one in (part, table)] == [3, 7]
    assert [len(application.too_long(one)) for one in (part, table)] == [1, 0]
    region = Row(communities=Row(all=lambda: [Row(key="a"), Row(key="b"), Row(key="c")]))
    assert [application.chosen_in(region, keys) for keys in (None, [], ["a", "c", "z"])] == [
        0,
        0,
        2,
    ]
