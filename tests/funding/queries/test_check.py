"""Who finds an application that is checked, and the questions about it."""

from datetime import timedelta

import pytest

from tests.accounts.people import member, spoke
from tests.funding.application_made import a_sent_application, coordinator_of, worker_of
from tests.funding.award_made import officer
from tests.funding.review_made import a_closed_call, applications_in
from tests.funding.telling import NIGHT, TODAY
from upstander.funding.models import Clarification
from upstander.funding.queries.check import application_seen, applications_told, asked_of
from upstander.funding.states import ApplicationState
from upstander.network.states import Role

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def test_nobody_sees_what_is_written_or_was_withdrawn():
    call, by = a_closed_call(), officer()
    rows = {
        state: a_sent_application(call, spoke(number), state=state)
        for number, state in enumerate(ApplicationState)
    }
    found = {state: application_seen(by, row.pk) for state, row in rows.items()}
    assert {state: seen and seen.application for state, seen in found.items()} == {
        "draft": None, "submitted": rows["submitted"], "ineligible": rows["ineligible"],
        "withdrawn": None,
    }  # fmt: skip


def _asked(application, day, answered=None):
    return Clarification.objects.create(
        application=application, question="Who cooks?", due_on=day, asked_by=officer(),
        asked_at=NIGHT, answer="All" if answered else "", answered_at=answered,
        answered_by=coordinator_of(application.organisation) if answered else None,
    )  # fmt: skip


def test_questions_are_for_those_who_write_for_the_applicant_and_what_is_open_comes_first():
    ours, other = applications_in(a_closed_call(), 2)
    done = _asked(ours, TODAY - 9 * DAY, NIGHT)
    later, sooner = _asked(ours, TODAY + DAY), _asked(ours, TODAY)
    also, theirs = _asked(ours, TODAY), _asked(other, TODAY)
    before = _asked(ours, TODAY, NIGHT - DAY)
    rows = [sooner, also, later, before, done]
    people = {
        worker_of(ours.organisation): (rows, [ours, None]),
        coordinator_of(ours.organisation): (rows, [ours, None]),
        worker_of(other.organisation): ([theirs], [None, other]),
        member(Role.EDITOR, ours.organisation, "editor@example.org"): ([], [None, None]),
        officer(): ([], [None, None]),
    }
    for user, (asked, told) in people.items():
        assert list(asked_of(user)) == asked
        assert [applications_told(user, row.pk) for row in (ours, other)] == told
