"""What the sharing out of a call's money rests on."""

import json
from decimal import Decimal

import pytest

from tests.accounts.people import spoke
from tests.funding.application_made import a_sent_application
from tests.funding.award_made import officer
from tests.funding.review_made import a_closed_call
from upstander.funding.actions.decision import weigh
from upstander.funding.queries.decision import (
    applications,
    needs,
    plain_problem,
    problem_from,
    problem_of,
    said_needs,
)

pytestmark = pytest.mark.django_db


def test_each_call_has_its_own_applications_and_weights():
    one, other, by = a_closed_call(), a_closed_call(), officer()
    ours = a_sent_application(one, spoke(), places=["houston"])
    theirs = a_sent_application(other, spoke(1), places=["houston"])
    for number, state in enumerate(("draft", "ineligible", "withdrawn"), 2):
        a_sent_application(one, spoke(number), state=state, places=["houston"])
    weigh(one, {"houston": (Decimal(2), "A count")}, by=by)
    weigh(other, {"houston": (Decimal(3), "A report"), "kitimat": (Decimal(4), "It")}, by=by)
    assert [list(applications(call)) for call in (one, other)] == [[ours], [theirs]]
    assert [said_needs(call) for call in (one, other)] == [
        {"houston": (Decimal(2), "A count")},
        {"houston": (Decimal(3), "A report"), "kitimat": (Decimal(4), "It")},
    ]
    assert [needs(call)["houston"] for call in (one, other)] == [2, 3]


def test_what_the_solver_was_asked_is_read_as_it_was_written():
    call = a_closed_call()
    a_sent_application(call, spoke(), places=["houston"])
    a_sent_application(call, spoke(1), places=["kelowna"], least=Decimal(5000))
    problem = problem_of(call, budget=Decimal("90000.50"), seed="spring")
    ceilings = {one.region: one.ceiling for one in problem.envelopes}
    assert (ceilings["north"], ceilings["interior"]) == (Decimal(75000), None)
    read = problem_from(json.loads(json.dumps(plain_problem(problem))))
    assert {*read.neighbours} == {"houston", "kelowna"} & {*problem.neighbours}
    assert read._replace(neighbours={}) == problem._replace(neighbours={})
    assert {key: problem.neighbours[key] for key in read.neighbours} == read.neighbours
