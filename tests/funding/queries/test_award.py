"""How an award stands when it is to be changed."""

import pytest

from tests.funding.application_made import coordinator_of
from tests.funding.award_made import an_accepted_award, an_accepted_report, officer, words_for
from upstander.funding.actions.report import accept_report, return_report, submit_report
from upstander.funding.queries.award import now_of

pytestmark = pytest.mark.django_db


def test_it_is_reported_once_its_final_report_is_in():
    award, by = an_accepted_award(), officer()
    signs, final = coordinator_of(award.organisation), award.reports.get(kind="final")

    def send():
        final.refresh_from_db()
        submit_report(final, words_for(final), by=signs)

    steps = [
        (lambda: None, False), (lambda: an_accepted_report(award, "interim"), False),
        (send, True), (lambda: return_report(final, "More.", by=by), False), (send, True),
        (lambda: accept_report(final, by=by), True),
    ]  # fmt: skip
    for step, is_reported in steps:
        step()
        assert now_of(award).is_reported is is_reported
