"""The link that a learner keeps: it comes back whole, or it says that it cannot be read."""

from random import Random

import pytest

from upstander.learning.rules.progress import LETTERS, done_by, link_of

COURSE = "first-answer"


@pytest.mark.parametrize("seed", range(40))
def test_what_is_done_comes_back(seed) -> None:
    chance = Random(seed)  # noqa: S311 # the same each time, and no secret
    done = {number for number in range(1, 61) if chance.random() < seed / 39}
    link = link_of(COURSE, done)
    assert done_by(COURSE, link) == done
    assert (len(link) <= 16, set(link) <= set(LETTERS)) == (True, True)


def test_a_link_says_nothing_but_which_lessons() -> None:
    assert link_of(COURSE, [1, 3]) == link_of(COURSE, (3, 1, 3))
    assert (link_of(COURSE, [1, 3])[:-3], link_of(COURSE, [])[:-3]) == ("a", "0")


def test_every_slip_of_a_letter_is_noticed() -> None:
    link = link_of(COURSE, [2, 5, 7])
    slips = [
        link[:place] + letter + link[place + 1 :]
        for place in range(len(link))
        for letter in LETTERS
        if letter != link[place]
    ]
    assert [slip for slip in slips if done_by(COURSE, slip) is not None] == []


@pytest.mark.parametrize(
    "link", ["", "x", "abc", "a" * 21, "a" * 5000, "ab!c", "абвг", "2pyt\x00", "../..", "١٢٣٤"]
)
def test_what_is_no_link_is_none(link) -> None:
    assert done_by(COURSE, link) is None


def test_the_link_of_another_course_is_none() -> None:
    assert done_by("being-an-upstander", link_of(COURSE, [1])) is None


def test_capitals_and_letters_that_are_taken_for_digits_are_read() -> None:
    links = [link_of(COURSE, range(1, n)) for n in range(1, 61)]
    misread = [link.replace("0", "O").replace("1", "l").upper() for link in links]
    found = [done_by(COURSE, link) for link in misread]
    assert found == [frozenset(range(1, n)) for n in range(1, 61)]
