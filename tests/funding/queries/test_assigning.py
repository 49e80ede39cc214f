"""Who has an application to review, in which order."""

import pytest

from tests.funding.review_made import a_closed_call, applications_in, given, officer, reviewer
from upstander.funding.actions.review import give_back_review
from upstander.funding.queries.assigning import board
from upstander.funding.queries.review import my_reviews

pytestmark = pytest.mark.django_db


def test_whoever_has_it_again_comes_after_those_who_kept_it(telling):
    by, ada, eve = officer(), reviewer(), reviewer(2)
    first, second = applications_in(a_closed_call(), 2)
    again, kept, other = given(first, ada, by), given(first, eve, by), given(second, ada, by)
    telling.at += telling.at - telling.at.replace(hour=0)
    give_back_review(again, "time", by=ada)
    given(first, ada, by)
    found = {row.application: [one.assignment for one in row.held] for row in
             board(first.call, by, telling.at.date()).rows}  # fmt: skip
    assert found == {first: [kept, again], second: [other]}


def test_she_has_what_she_was_given_and_nothing_of_another():
    by, ada, eve = officer(), reviewer(), reviewer(2)
    first, second = applications_in(a_closed_call(), 2)
    hers, theirs = given(first, ada, by), given(first, eve, by)
    gone = given(second, ada, by)
    give_back_review(gone, "time", by=ada)
    today = hers.due_on
    assert [[row.assignment for row in my_reviews(user, today)] for user in (ada, eve, by)] == [
        [hers], [theirs], [],
    ]  # fmt: skip
