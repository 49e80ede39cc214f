"""Partners, and their people."""

from decimal import Decimal

import pytest

from tests.accounts.people import person, spoke
from tests.funding.application_made import (
    a_partner,
    coordinator_of,
    worker_of,
)
from tests.funding.application_pages import page, sign_in, text_of, who
from upstander.funding.models import Application, Partner
from upstander.funding.states import ApplicationState, PartnerState

pytestmark = pytest.mark.django_db


def test_a_partner_is_named_asked_and_confirms(client, ours):
    sign_in(client, worker_of(ours.organisation))
    data = {"organisation": spoke(1).pk, "role": "Cooks", "agreement": "", "share": "500"}
    client.post(page(ours, "partners/"), data)
    partner = ours.partners.get()
    client.post(page(ours, f"partners/{partner.pk}/ask/"))
    theirs = f"/desk/funding/partnerships/{partner.pk}/"
    assert client.get(theirs).status_code == 404
    sign_in(client, coordinator_of(spoke(1)))
    assert "Cooks" in text_of(client.get(theirs))
    asked = client.get(f"{theirs}confirm/")
    client.post(f"{theirs}confirm/", {"_seen": asked.context["seen"]})
    partner.refresh_from_db()
    assert (partner.state, partner.share) == (PartnerState.CONFIRMED, Decimal(500))
    assert "nothing to answer" not in text_of(client.get(theirs))  # she may still say no

    sign_in(client, worker_of(ours.organisation))
    edit = client.get(page(ours, f"partners/{partner.pk}/"))
    changed = {"_seen": edit.context["seen"], "role": "Cooks and sings", "share": "500"}
    client.post(page(ours, f"partners/{partner.pk}/"), changed)
    partner.refresh_from_db()
    assert (partner.state, partner.role) == (PartnerState.NAMED, "Cooks and sings")
    stale = client.post(page(ours, f"partners/{partner.pk}/"), {**changed, "role": "Other"})
    assert (stale.status_code, 'value="Other"' in text_of(stale)) == (409, True)


@pytest.mark.parametrize("state", PartnerState)
def test_who_has_not_answered_yes_can_be_asked_again(client, ours, state):
    partner = a_partner(ours, spoke(1), state)
    sign_in(client, worker_of(ours.organisation))
    is_offered = f'form="ask-{partner.pk}"' in text_of(client.get(page(ours, "partners/")))
    assert is_offered is (state in (PartnerState.NAMED, PartnerState.DECLINED))


@pytest.mark.parametrize("applied", ApplicationState)
@pytest.mark.parametrize("state", PartnerState)
def test_a_partner_reads_what_it_was_asked_until_that_is_withdrawn(client, ours, state, applied):
    partner = a_partner(ours, spoke(1), state)
    sent = {"sent_at": ours.saved_at, "signed_by": ours.started_by, "reference": f"R-{ours.pk}"}
    Application.objects.filter(pk=ours.pk).update(state=applied, **sent)
    sign_in(client, coordinator_of(spoke(1)))
    theirs = f"/desk/funding/partnerships/{partner.pk}/"
    is_shown = state != PartnerState.NAMED and applied != ApplicationState.WITHDRAWN
    assert client.get(theirs).status_code == (200 if is_shown else 404)
    assert client.get(f"{theirs}confirm/").status_code == (200 if is_shown else 404)


def test_a_partner_declines_and_is_taken_off(client, ours):
    partner = a_partner(ours, spoke(1), PartnerState.ASKED)
    sign_in(client, coordinator_of(spoke(1)))
    asked = client.get(f"/desk/funding/partnerships/{partner.pk}/decline/")
    client.post(
        f"/desk/funding/partnerships/{partner.pk}/decline/", {"_seen": asked.context["seen"]}
    )
    partner.refresh_from_db()
    assert partner.state == PartnerState.DECLINED
    sign_in(client, worker_of(ours.organisation))
    remove = page(ours, f"partners/{partner.pk}/remove/")
    assert client.get(remove).status_code == 200
    client.post(remove)
    assert ours.partners.count() == 0


def test_a_partner_needs_a_role_before_it_is_asked(writer, ours):
    writer.post(page(ours, "partners/"), {"organisation": spoke(1).pk})
    partner = ours.partners.get()
    response = writer.post(page(ours, f"partners/{partner.pk}/ask/"), follow=True)
    assert "Say first what this partner does in the work." in text_of(response)


def test_someone_of_a_partner_writes_and_leaves(client, ours):
    a_partner(ours, spoke(1), PartnerState.CONFIRMED)
    other = worker_of(spoke(1))
    sign_in(client, worker_of(ours.organisation)).post(page(ours, "people/"), {"person": other.pk})
    sign_in(client, other)
    assert client.post(page(ours, "who/"), who(ours, title="Together")).status_code == 302
    assert client.get(page(ours, "people/")).status_code == 200
    row = ours.collaborators.get()
    client.post(page(ours, f"people/{row.pk}/remove/"))  # not hers to decide
    assert ours.collaborators.count() == 1
    sign_in(client, worker_of(ours.organisation)).post(page(ours, f"people/{row.pk}/remove/"))
    assert sign_in(client, other).get(page(ours)).status_code == 404


def test_a_stranger_is_not_let_in(writer, ours):
    stranger = person("stranger@example.org")
    assert writer.post(page(ours, "people/"), {"person": stranger.pk}).status_code == 200
    assert ours.collaborators.count() == 0


def test_it_is_said_where_nobody_can_answer(writer, ours):
    nobody, someone, done = (a_partner(ours, spoke(n)) for n in (31, 32, 33))
    coordinator_of(spoke(32))
    worker_of(spoke(31))  # writes, but does not sign
    by = {"settled_by": ours.started_by, "settled_at": ours.saved_at}
    Partner.objects.filter(pk=done.pk).update(state="confirmed", **by)
    markup = writer.get(page(ours, "partners/")).content.decode()
    words = "No coordinator of this organisation has an account yet, so nobody can answer."
    assert markup.count(words) == 1
    assert markup.index(f'id="partner-{nobody.pk}"') < markup.index(words)
    assert words not in markup[markup.index(f'id="partner-{someone.pk}"') :]
