"""How long there is, in words."""

import pytest

from upstander.protocols.rules.within import Unit, in_words, split


@pytest.mark.parametrize(
    ("minutes", "words", "parts"),
    [
        (1, "within 1 minute", (1, Unit.MINUTES)),
        (90, "within 90 minutes", (90, Unit.MINUTES)),
        (60, "within 1 hour", (1, Unit.HOURS)),
        (180, "within 3 hours", (3, Unit.HOURS)),
        (1440, "within 1 day", (1, Unit.DAYS)),
        (2880, "within 2 days", (2, Unit.DAYS)),
        (1500, "within 25 hours", (25, Unit.HOURS)),
    ],
)
def test_minutes_are_said_in_the_largest_unit_that_fits(minutes, words, parts):
    assert (in_words(minutes), split(minutes)) == (words, parts)


def test_no_time_is_no_words():
    assert in_words(None) == ""
