"""What is said to those who apply after each press, and to which page it leads."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from tests.accounts.people import spoke
from tests.funding.application_made import a_partner, coordinator_of, worker_of
from tests.funding.application_pages import (
    budget,
    course,
    questions,
    sign_in,
    who,
)
from tests.funding.award_made import officer
from tests.funding.call_made import an_open_call
from tests.funding.said import done, refused, said
from upstander.funding.models import Application
from upstander.funding.queries.application import version_of_partner
from upstander.funding.states import ApplicationState, PartnerState

pytestmark = pytest.mark.django_db
SENT = "This application has been sent. Take it back to change it."
NOT_NOW = "This cannot be done with the application as it is now."


def _send(application):
    Application.objects.filter(pk=application.pk).update(
        state=ApplicationState.SUBMITTED, sent_at=timezone.now(), reference="2027-0009",
        signed_by=coordinator_of(application.organisation),
    )  # fmt: skip


def test_of_the_parts_that_are_written(writer, ours):
    at = f"applications/{ours.pk}/"
    for name, made in (("who", who), ("budget", budget), ("course", course)):
        assert said(writer, f"{at}{name}/", made(ours)) == done(f"{at}{name}/", "Saved.")
    letter = SimpleUploadedFile("Letter.txt", b"We support this.")
    second = SimpleUploadedFile("Other.txt", b"We do as well.")
    data = questions(ours, **{"q-letter": [letter, second]})
    assert said(writer, f"{at}questions/", data) == done(f"{at}questions/", "Saved.")
    gone, kept = ours.files.order_by("name")
    out = f"{at}files/{gone.pk}/remove/"
    assert said(writer, out) == done(f"{at}questions/", "The file is taken out.")
    _send(ours)
    assert said(writer, f"{at}files/{kept.pk}/remove/") == refused(at, SENT)
    assert list(ours.files.all()) == [kept]


def test_of_partners(writer, ours):
    at = f"applications/{ours.pk}/partners/"
    terms = {"role": "Cooks", "agreement": "By letter.", "share": "500"}
    data = {**terms, "organisation": spoke(1).pk}
    assert said(writer, at, data) == done(at, "The partner is on the list. Ask them to confirm.")
    assert said(writer, at, data) == (at, [])  # it is said in the form
    partner = ours.partners.get()

    def edited(**changes):
        partner.refresh_from_db()
        seen = version_of_partner(partner)
        return said(writer, f"{at}{partner.pk}/", {**terms, **changes, "_seen": seen})

    assert edited(role="") == done(at, "Saved.")
    ask = f"{at}{partner.pk}/ask/"
    assert said(writer, ask) == refused(at, "Say first what this partner does in the work.")
    assert edited() == done(at, "Saved.")
    assert said(writer, ask) == done(
        at, "Asked. A coordinator of this organisation answers at their desk."
    )
    assert said(writer, ask) == refused(at, "They have been asked already.")
    assert edited() == done(at, "Saved.")
    assert edited(share="600") == done(
        at, "Saved. Ask this partner again: what they said yes to has changed."
    )
    other = a_partner(ours, spoke(2))
    assert said(writer, f"{at}{other.pk}/remove/") == (at, [])
    assert list(ours.partners.all()) == [partner]
    _send(ours)
    assert said(writer, f"{at}{partner.pk}/remove/") == refused(at, SENT)
    assert list(ours.partners.all()) == [partner]


def test_to_a_partner_that_answers(client, ours):
    partner = a_partner(ours, spoke(1), PartnerState.ASKED)
    sign_in(client, coordinator_of(spoke(1)))
    at, seen = f"partnerships/{partner.pk}/", {"_seen": version_of_partner(partner)}
    assert said(client, f"{at}confirm/", {"_seen": "old"}) == refused(
        at, "Someone changed this a moment ago. Reload the page to see it now."
    )
    thanks = done(at, "Thank you. The organisation that applies sees your answer.")
    assert said(client, f"{at}confirm/", seen) == thanks
    assert said(client, f"{at}confirm/", seen) == refused(
        at, "This has already been dealt with. Reload the page to see it now."
    )
    assert said(client, f"{at}decline/", seen) == thanks


def test_of_those_who_write_in_it(writer, ours):
    a_partner(ours, spoke(1), PartnerState.CONFIRMED)
    at, user = f"applications/{ours.pk}/people/", worker_of(spoke(1))
    assert said(writer, at, {"person": user.pk}) == done(
        at, "This person can write in the application now."
    )
    out = f"{at}{ours.collaborators.get().pk}/remove/"
    writer.get(f"/desk/funding/{out}")
    assert [row.user for row in ours.collaborators.all()] == [user]
    theirs = sign_in(Client(), user)
    assert said(theirs, out) == refused(at, "You cannot write in this application.")
    assert said(writer, out) == done(at, "This person no longer writes in the application.")
    assert not ours.collaborators.exists()


def test_of_an_application_as_a_whole(client, ours):
    sign_in(client, coordinator_of(ours.organisation))
    at = f"applications/{ours.pk}/"
    assert said(client, f"{at}take-back/") == refused(at, NOT_NOW)
    assert said(client, f"{at}take-up/") == refused(at, NOT_NOW)
    assert said(client, f"{at}withdraw/") == done(at, "The application is withdrawn.")
    assert said(client, f"{at}withdraw/") == refused(at, NOT_NOW)
    assert said(client, f"{at}take-up/") == done(at, "You can go on writing now.")
    _send(ours)
    assert said(client, f"{at}take-back/") == done(
        at, "You can change it now. Do not forget to send it again."
    )


def test_where_one_begins(client, call):
    an_open_call()
    sign_in(client, worker_of(spoke()))
    asked = ("apply/", [("info", "Choose the call, and for whom you apply.")])
    assert said(client, "apply/", {"call": "0"}) == asked
    assert said(client, "apply/", {"organisation": spoke().pk}) == asked
    where, told = said(client, "apply/", {"call": call.pk})
    assert (where, told) == (f"applications/{Application.objects.get().pk}/", [])


def test_to_the_funder_of_who_is_late(client, call):
    sign_in(client, officer())
    at, until = f"calls/{call.key}/late/", timezone.localtime() + timedelta(days=40)
    data = {"organisation": spoke().pk, "until": until.strftime("%Y-%m-%dT%H:%M")}
    assert said(client, at, data) == (at, [])  # why?
    assert said(client, at, {**data, "reason": "A flood."}) == done(
        at, "This organisation can apply until then."
    )
