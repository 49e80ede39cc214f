"""What became of an application: said once its call is decided, of what was sent."""

import pytest

from tests.accounts.people import spoke
from tests.funding.application_made import a_sent_application, worker_of
from tests.funding.award_made import an_offer
from tests.funding.review_made import a_closed_call, applications_in
from upstander.funding.models import Application, Call
from upstander.funding.queries.application_outcome import outcomes_of
from upstander.funding.states import ApplicationState, CallState

pytestmark = pytest.mark.django_db


def test_it_is_said_of_what_was_sent_once_the_call_is_decided():
    call = a_closed_call()
    rows = {
        state: a_sent_application(call, spoke(number), state=state)
        for number, state in enumerate(ApplicationState)
    }
    user = worker_of(spoke())
    for state in CallState:
        Call.objects.filter(pk=call.pk).update(state=state)
        found = outcomes_of(Application.objects.filter(call=call).select_related("call"), user)
        is_told = state in ("decided", "published")
        told = {rows[name].pk for name in ("submitted", "ineligible") if is_told}
        assert {*found} == told, state


def test_only_whoever_may_see_the_award_is_led_to_it():
    call = a_closed_call()
    first, second = applications_in(call, 2)
    award = an_offer(first)
    Call.objects.filter(pk=call.pk).update(state="decided")
    rows = list(Application.objects.filter(call=call).select_related("call"))
    name, url = f"Award \u2068{award.reference}\u2069 · Offered", f"/desk/funding/awards/{award}/"
    nothing = ("No award was made for this application.", "")
    for user, led in ((worker_of(first.organisation), url), (worker_of(second.organisation), "")):
        assert outcomes_of(rows, user) == {first.pk: (name, led), second.pk: nothing}
