"""Pages of what is proposed or ended about an award: what is read before anyone signs."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.test import Client
from django.utils.formats import date_format

from tests.accounts.people import sign_in
from tests.funding.application_made import coordinator_of
from tests.funding.award_made import an_accepted_award, an_agreement, an_offer, officer
from upstander.funding.actions.amendment import propose_amendment, refuse_amendment
from upstander.funding.models import Award
from upstander.funding.rules.amendment import Change

pytestmark = pytest.mark.django_db


def _client(user) -> Client:
    return sign_in(Client(), user)


def _page(award: Award, rest: str = "") -> str:
    return f"/desk/funding/awards/{award.reference}/{rest}"


def test_who_agrees_to_a_change_reads_first_what_changes():
    award = an_accepted_award(an_offer(amount="5000.00"))
    days = {"new_end": award.ends_on + timedelta(days=30), "due_on": award.starts_on}
    more = Change("top_up", "It snowed.", amount=Decimal(1), **days)
    change = propose_amendment(award, more, by=officer())
    client = _client(coordinator_of(award.organisation))

    page = client.get(_page(award, f"changes/{change.pk}/agree/")).content.decode()

    due = date_format(award.reports.get(kind="final").due_on + timedelta(days=30), "DATE_FORMAT")
    words = [f"New last day: {date_format(days['new_end'], 'DATE_FORMAT')}.",
             f"Final report, due on: {due}.",
             f"When more money is due: {date_format(award.starts_on, 'DATE_FORMAT')}."]  # fmt: skip
    assert [sentence for sentence in words if sentence not in page] == []
    less = Change("reduction", "Less rent.", amount=Decimal(1))
    refuse_amendment(change, by=officer())
    change = propose_amendment(award, less, by=officer())
    page = client.get(_page(award, f"changes/{change.pk}/agree/")).content.decode()
    assert "due on:" not in page


def test_an_offer_is_taken_back_with_a_reason():
    award = an_agreement(an_offer()).award
    client, path = _client(officer()), _page(award, "do/take-back/")

    asked = client.get(path).content.decode()
    lacking = client.post(path, {"reason": ""}).content.decode()
    done = client.post(path, {"reason": "no_answer"}, follow=True).content.decode()
    again = client.post(path, {"reason": "asked"}, follow=True).content.decode()

    assert "This cannot be taken back." in asked
    assert "This field is required." in lacking
    assert "The offer is taken back." in done
    assert "The offer was taken back: No answer came in time." in done
    assert "The offer is taken back." in again  # pressed twice
    hers = _client(coordinator_of(award.organisation))
    assert "Offer taken back" in hers.get(_page(award)).content.decode()
    assert hers.get(_page(award, "do/accept/")).status_code == 302
    assert hers.get(_page(award, "projects/")).status_code == 404
