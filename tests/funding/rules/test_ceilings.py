"""Both ceilings, side by side."""

from decimal import Decimal

import pytest

from upstander.funding.models import AwardKind
from upstander.funding.rules.answering import words_in
from upstander.funding.rules.ceilings import ceiling, ceilings_of
from upstander.network.models import Community

COMMUNITY = AwardKind(name="Community", most_per_community=Decimal(7500))
REGIONAL = AwardKind(
    name="Regional",
    most_per_award=Decimal(15000),
    least_communities=2,
    most_communities=3,
    are_neighbours_required=True,
)
BOTH = AwardKind(most_per_community=Decimal(7500), most_per_award=Decimal(15000))
ROW = {"a": ["b"], "b": ["a", "c"], "c": ["b"], "d": []}


@pytest.mark.parametrize(
    ("kind", "number", "most"),
    [
        (COMMUNITY, 3, Decimal(22500)),
        (REGIONAL, 3, Decimal(15000)),
        (BOTH, 1, Decimal(7500)),
        (BOTH, 3, Decimal(15000)),
        (AwardKind(), 3, None),
    ],
)
def test_ceiling_is_the_least_that_binds(kind, number, most):
    assert ceiling(kind, number) == most


@pytest.mark.parametrize(
    ("keys", "sentences"),
    [
        ("abc", []),
        ("a", ["It needs at least 2 communities. Choose more."]),
        ("abcd", ["It is for 3 communities at most. Choose fewer.",
                  "The communities must be neighbours of one another. Add the ones in between, "
                  "or choose others."]),
        ("ac", ["The communities must be neighbours of one another. Add the ones in between, "
                "or choose others."]),
    ],
)  # fmt: skip
def test_each_kind_says_its_ceiling_or_why_not(keys, sentences):
    places = [Community(key=key) for key in keys]
    alone, pooled = ceilings_of([COMMUNITY, REGIONAL], places, ROW)
    assert (alone.most, alone.why_not) == (Decimal(7500) * len(keys), [])
    assert (pooled.most, pooled.why_not) == (Decimal(15000), sentences)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("", 0),
        ("one two", 2),
        ("don’t stop – now", 3),
        ("ਪੰਜਾਬੀ ਵਿੱਚ ਲਿਖੋ", 3),
        ("نحن هنا", 2),
        ("我们在这里", 5),
        ("2027 年", 2),
        ("...", 0),
    ],
)
def test_words_are_counted_in_every_script(text, number):
    assert words_in(text) == number
