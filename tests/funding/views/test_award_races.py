"""Two officers press at once: one winner, and the other keeps her words."""

import threading

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from tests.accounts.people import sign_in
from tests.funding.award_made import an_accepted_award, officer
from upstander.funding.actions.instalment import approve_instalment
from upstander.funding.models import Instalment


@pytest.mark.parametrize("what", ["approve", "pay"])
def test_two_officers_at_once_one_winner_and_the_other_keeps_her_words(site, what):
    award = an_accepted_award()
    row = award.instalments.get(state="planned", paid_after="agreement")
    if what == "pay":
        approve_instalment(row, by=officer(3))
    clients, answers = [sign_in(Client(), officer(n)) for n in (1, 2)], []
    page = f"/desk/funding/awards/{award.reference}/instalments/{row.number}/{what}/"
    barrier, day = threading.Barrier(2), timezone.localdate().isoformat()

    def press(client: Client, number: int) -> None:
        barrier.wait()
        try:
            data = {"payment": f"EFT of {number}", "paid_on": day}
            answers.append(client.post(page, data))
        finally:
            connection.close()

    threads = [threading.Thread(target=press, args=[c, n]) for n, c in enumerate(clients, 1)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(answer.status_code for answer in answers) == [302, 409]
    row = Instalment.objects.get(pk=row.pk)
    assert row.state == ("approved" if what == "approve" else "paid")
    lost = next(a.content.decode() for a in answers if a.status_code == 409)
    assert "This has already been dealt with." in lost
    if what == "pay":
        mine = "EFT of 1" if row.payment == "EFT of 2" else "EFT of 2"
        assert mine in lost
