"""Who has an application to review, in which order."""

from datetime import date

import pytest
from django.utils.timezone import localdate

from tests.funding.review_made import a_closed_call, applications_in, given, officer, reviewer
from upstander.funding.actions.review import give_back_review
from upstander.funding.queries.assigning import board, live_digest, proposal
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
    give_back_review(other, "time", by=ada)
    assert board(first.call, by, telling.at.date()).seen == live_digest(first.call)


def test_a_proposal_counts_what_people_have_and_forgets_who_no_longer_reviews():
    by, gone, ada, eve = officer(), reviewer(3), reviewer(), reviewer(2)
    call = a_closed_call(reviewers_each=1)
    rows = applications_in(call, 4)
    for row, user in ((rows[0], ada), (rows[1], gone)):
        given(row, user, by)
    gone.memberships.update(ends_on=date(2020, 1, 2), starts_on=date(2020, 1, 1))
    found = proposal(board(call, by, localdate()))
    chosen = {row.pk: [] for row in rows}
    assert {**chosen, **found.chosen} == found.chosen
    people = sorted(user for users in found.chosen.values() for user in users)
    assert (people, found.lacks) == (sorted([ada.pk, eve.pk]), [])
    other = proposal(board(call, by, localdate()))
    assert other == found


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
