"""What is said of a call that is decided before all is in."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.accounts.people import spoke
from tests.funding.review_made import (
    a_closed_call,
    applications_in,
    given,
    handed_in,
    officer,
    reviewer,
)
from upstander.funding.actions.application import allow_late
from upstander.funding.actions.check import (
    Checked,
    answer_clarification,
    ask_applicant,
    check_application,
)
from upstander.funding.actions.review import take_back_review
from upstander.funding.models import Clarification
from upstander.funding.queries.decision_open import still_open
from upstander.funding.queries.review import scores, scores_shown_to
from upstander.funding.states import ApplicationState, Condition

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
UNCHECKED = "Not checked for eligibility: \u2068Spoke 10\u2069, \u2068Spoke 11\u2069"


def _check(application, by) -> None:
    findings = {key: {"is": "ok", "words": ""} for key in Condition.values}
    check_application(application, Checked(findings, "eligible", "", 0), by=by)


def test_from_nothing_to_all_of_it():
    call, by, now = a_closed_call(reviewers_each=1), officer(), timezone.now()
    first, second = applications_in(call)
    ada = reviewer()
    said = [still_open(call, by, now)]
    review = given(first, ada, by)
    said.append(still_open(call, by, now))
    given(second, ada, by)
    said.append(still_open(call, by, now))
    take_back_review(review, "changed", by=by)
    handed_in(first, reviewer(2), by)
    _check(first, by)
    said.append(still_open(call, by, now))
    assert said == [
        ["2 reviews are still to be given out", UNCHECKED],
        ["0 of 1 reviews handed in", "1 review is still to be given out", UNCHECKED],
        ["0 of 2 reviews handed in", UNCHECKED],
        ["1 of 2 reviews handed in", "Not checked for eligibility: \u2068Spoke 11\u2069"],
    ]


def test_what_is_asked_and_who_may_still_be_late():
    call, by, now = a_closed_call(reviewers_each=1), officer(), timezone.now()
    first, second = applications_in(call)
    for row, number in ((first, 1), (second, 2)):
        handed_in(row, reviewer(number), by)
        _check(row, by)
    assert still_open(call, by, now) == []
    for row in (first, second):
        ask_applicant(row, "How many?", timezone.localdate(), by=by)
    answered = Clarification.objects.get(application=second)
    answer_clarification(answered, "Twelve.", by=second.signed_by)
    for place in (first.organisation, spoke(20)):
        allow_late(call, place, now + DAY, "A flood.", by=by)
    assert still_open(call, by, now) == [
        "Asked something and not answered yet: \u2068Spoke 10\u2069",
        "May still apply late: \u2068Spoke 20\u2069",
    ]
    assert still_open(call, by, now + DAY) == []  # the days to answer and to apply are over


def test_what_is_out_of_the_running_is_not_waited_for():
    call, by, now = a_closed_call(reviewers_each=1), officer(), timezone.now()
    first, second = applications_in(call)
    for row in (first, second):
        row.state = ApplicationState.WITHDRAWN
        row.save()
    applications_in(a_closed_call(reviewers_each=1), 3)
    assert still_open(call, by, now) == []


def test_an_officer_who_reviews_sees_no_points_before_her_own_are_in():
    call, by = a_closed_call(), officer()
    first, second = applications_in(call)
    bea = reviewer(1)
    for row in (first, second):
        handed_in(row, bea, by)
    ada = reviewer(2)
    held = given(first, ada, by)
    both = scores(call)
    assert set(both) == {first.pk, second.pk}
    assert scores_shown_to(ada, call) == {second.pk: both[second.pk]}
    assert scores_shown_to(by, call) == both
    take_back_review(held, "changed", by=by)
    assert scores_shown_to(ada, call) == both
    call.state = "decided"
    call.save()
    held.state = "started"
    held.save()
    assert scores_shown_to(ada, call) == both
