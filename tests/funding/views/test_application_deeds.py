"""What may be done with an application as a whole: in each state, in time and after it."""

from datetime import timedelta

import pytest

from tests.accounts.people import member, spoke
from tests.funding.application_made import a_sent_application, coordinator_of, worker_of
from tests.funding.award_made import officer
from tests.funding.call_made import an_open_call
from tests.funding.telling import NIGHT
from upstander.funding.actions.application import allow_late
from upstander.funding.models import Call
from upstander.funding.states import ApplicationState
from upstander.funding.views.application_deeds import deeds_for
from upstander.network.states import Role

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def test_what_is_offered_to_whom_and_until_when(telling):
    call = an_open_call(closes_at=NIGHT + DAY)
    rows = [a_sent_application(call, spoke(n), state=s) for n, s in enumerate(ApplicationState)]
    edit = {
        row.organisation: member(Role.EDITOR, row.organisation, f"{row.state}@example.org")
        for row in rows
    }
    people = {"signs": coordinator_of, "writes": worker_of, "edits": edit.get,
              "funds": lambda _at: officer()}  # fmt: skip

    def found():
        told = {
            (row.state, name): [deed for deed, _deed in deeds_for(row, make(row.organisation))]
            for row in rows
            for name, make in people.items()
        }
        return {key: deeds for key, deeds in told.items() if deeds}

    withdraw = {(state, "signs"): ["withdraw"] for state in ("draft", "submitted")}
    in_time = {
        **withdraw, ("submitted", "signs"): ["take-back", "withdraw"],
        ("withdrawn", "signs"): ["take-up"], ("withdrawn", "writes"): ["take-up"],
    }  # fmt: skip
    assert found() == in_time
    telling.at = NIGHT + DAY
    assert found() == withdraw
    for row in rows:
        allow_late(call, row.organisation, telling.at + DAY, "A flood.", by=officer())
    Call.objects.filter(pk=call.pk).update(state="closed")
    for row in rows:
        row.call.refresh_from_db()
    assert found() == in_time
    Call.objects.filter(pk=call.pk).update(state="decided")
    for row in rows:
        row.call.refresh_from_db()
    assert {key: deeds for key, deeds in found().items() if "withdraw" in deeds} == {}
