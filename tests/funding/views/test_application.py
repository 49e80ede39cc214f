"""An application as a whole: started, shown, signed, sent, taken back, withdrawn."""

from datetime import timedelta
from io import BytesIO
from zoneinfo import ZoneInfo

import pikepdf
import pytest
from django.utils import timezone

from tests.accounts.people import hub, member, spoke
from tests.funding.application_made import (
    NORTH,
    a_draft_application,
    a_partner,
    a_sent_application,
    a_whole_application,
    answer,
    coordinator_of,
    worker_of,
)
from tests.funding.application_pages import page, sign_in, text_of
from tests.funding.award_made import an_offer
from tests.funding.call_made import an_open_call
from upstander.audit.interface import entries_of
from upstander.core.languages import table
from upstander.funding.actions.application import add_collaborator
from upstander.funding.models import Application, Call, LateException
from upstander.funding.queries.application_read import read_application
from upstander.funding.states import ApplicationState, CallState, PartnerState
from upstander.network.interface import start_membership
from upstander.network.states import Role

pytestmark = pytest.mark.django_db


def test_start_makes_one_application_a_call_and_organisation(client, call):
    sign_in(client, worker_of(spoke()))
    for _time in range(2):
        response = client.post("/desk/funding/apply/", {"call": call.pk})
        assert response.headers["Location"] == page(Application.objects.get())
    assert Application.objects.get().organisation == spoke()


def test_start_asks_for_which_of_several_organisations(client, call):
    user = worker_of(spoke())
    start_membership(user, spoke(1), Role.SPOKE_WORKER, by=None)
    sign_in(client, user)
    assert client.post("/desk/funding/apply/", {"call": call.pk}).status_code == 200
    assert Application.objects.count() == 0
    client.post("/desk/funding/apply/", {"call": call.pk, "organisation": spoke(1).pk})
    assert Application.objects.get().organisation == spoke(1)


def test_start_is_for_those_who_write_somewhere(client, call):
    sign_in(client, member(Role.FUNDER_OFFICER, hub()))
    assert client.get("/desk/funding/apply/").status_code == 403


def test_start_when_no_call_is_open_says_so(client):
    sign_in(client, worker_of(spoke()))
    assert "No call is open now" in text_of(client.get("/desk/funding/apply/"))


def test_start_takes_up_what_was_withdrawn(client, call):
    user = worker_of(spoke())
    application = a_draft_application(call, spoke(), state=ApplicationState.WITHDRAWN)
    sign_in(client, user).post("/desk/funding/apply/", {"call": call.pk})
    application.refresh_from_db()
    assert application.state == ApplicationState.DRAFT


def test_overview_says_what_is_missing_with_links(client, call):
    application = a_draft_application(call, spoke())
    sign_in(client, worker_of(spoke()))
    shown = text_of(client.get(page(application)))
    assert f'href="{page(application, "budget/")}#asked"' in shown
    assert "Say how much you ask for." in shown


def test_a_part_is_complete_only_where_something_is_written(client, call, ours):
    sign_in(client, worker_of(spoke()))
    shown = text_of(client.get(page(ours)))
    assert "4 of 5 parts are complete." in shown
    assert shown.count("as you like") == 2
    a_partner(ours, spoke(2), PartnerState.CONFIRMED)
    assert "5 of 6 parts are complete." in text_of(client.get(page(ours)))
    empty = a_draft_application(call, spoke(1))
    call.questions.update(is_required=False)
    sign_in(client, worker_of(spoke(1)))
    shown = text_of(client.get(page(empty)))
    assert "0 of 4 parts are complete." in shown
    assert "✓" not in shown


def test_others_do_not_see_it(client, ours):
    sign_in(client, worker_of(spoke(5)))
    for part in ("", "who/", "review/", "partners/", "people/"):
        assert client.get(page(ours, part)).status_code == 404


def test_the_funder_reads_what_was_sent_and_no_draft(client, call, ours):
    sent = a_sent_application(call, spoke(1))
    sign_in(client, member(Role.FUNDER_OFFICER, hub()))
    assert client.get(page(ours)).status_code == 404
    assert sent.title in text_of(client.get(page(sent)))
    assert client.get(page(sent, "who/")).status_code == 404


HOME = '<a class="back" href="/desk/funding/">Funding</a>'


def test_every_page_has_a_way_back(client, call, ours):
    sent = a_sent_application(call, spoke(1))
    partner = a_partner(ours, spoke(2), PartnerState.ASKED)
    sign_in(client, member(Role.FUNDER_OFFICER, hub()))
    shown = text_of(client.get(page(sent)))
    assert HOME in shown
    assert f'href="/desk/funding/checks/{sent.pk}/"' in shown
    late = text_of(client.get(f"/desk/funding/calls/{call.key}/late/"))
    assert f'<a class="back" href="/desk/funding/calls/{call.key}/">' in late
    sign_in(client, worker_of(spoke()))
    for url in (page(ours), "/desk/funding/apply/"):
        assert HOME in text_of(client.get(url))
    sign_in(client, coordinator_of(spoke(2)))
    assert HOME in text_of(client.get(f"/desk/funding/partnerships/{partner.pk}/"))


def test_sent_with_a_number_and_a_receipt(client, call, ours):
    a_sent_application(call, spoke(1), reference="2027-0011")
    sign_in(client, coordinator_of(ours.organisation))
    response = client.post(page(ours, "review/"), {"name": "Ada", "role": "Director"})
    assert response.headers["Location"] == page(ours, "receipt/")
    shown = text_of(client.get(page(ours, "receipt/")))
    ours.refresh_from_db()
    assert (ours.reference, ours.signed_as, ours.is_late) == ("2027-0012", "Ada, Director", False)
    assert "2027-0012" in shown
    verbs = [entry.verb for entry in entries_of(f"application:{ours.pk}")]
    assert verbs == ["application.sent"]


@pytest.mark.parametrize("language", table())
def test_the_receipt_is_a_pdf_in_every_script(client, call, language):
    sent = a_sent_application(call, spoke(), title="Nachbarn, جيران, ਗੁਆਂਢੀ, 邻居")
    answer(sent, "steps", [{"what": "Meet", "who": "All", "when": "May"}])
    user = worker_of(spoke())
    user.language = language
    user.save()
    response = sign_in(client, user).get(page(sent, "receipt.pdf"))
    assert response.headers["Content-Type"] == "application/pdf"
    with pikepdf.open(BytesIO(response.content)) as document:
        fonts = {
            str(font["/BaseFont"]).partition("+")[2]
            for leaf in document.pages
            for font in leaf["/Resources"]["/Font"].values()
        }
    assert {name.partition("-")[0] for name in fonts} >= {
        "NotoSans", "NotoSansArabic", "NotoSansGurmukhi", "NotoSansCJKsc",
    }  # fmt: skip


def test_what_is_not_sent_has_no_receipt(writer, ours):
    for part in ("receipt/", "receipt.pdf"):
        assert writer.get(page(ours, part)).headers["Location"] == page(ours)


def test_a_worker_reads_it_all_but_does_not_sign(writer, ours):
    assert "A coordinator of your organisation signs" in text_of(writer.get(page(ours, "review/")))
    response = writer.post(page(ours, "review/"), {"name": "Ada", "role": "Director"})
    ours.refresh_from_db()
    assert (response.status_code, ours.state) == (409, ApplicationState.DRAFT)


@pytest.mark.parametrize(
    ("name", "before", "after"),
    [
        ("take-back", ApplicationState.SUBMITTED, ApplicationState.DRAFT),
        ("withdraw", ApplicationState.SUBMITTED, ApplicationState.WITHDRAWN),
        ("withdraw", ApplicationState.DRAFT, ApplicationState.WITHDRAWN),
        ("take-up", ApplicationState.WITHDRAWN, ApplicationState.DRAFT),
    ],
)
def test_deeds_ask_first_and_then_happen(client, call, name, before, after):
    application = a_sent_application(call, spoke(), state=before)
    sign_in(client, coordinator_of(spoke()))
    assert page(application, f"{name}/") in text_of(client.get(page(application)))
    assert client.get(page(application, f"{name}/")).status_code == 200
    client.post(page(application, f"{name}/"))
    application.refresh_from_db()
    assert application.state == after


def test_nothing_is_taken_back_after_the_deadline(client, call):
    application = a_sent_application(call, spoke())
    Call.objects.update(state=CallState.CLOSED, closes_at=timezone.now())
    sign_in(client, coordinator_of(spoke()))
    client.post(page(application, "take-back/"))
    application.refresh_from_db()
    assert application.state == ApplicationState.SUBMITTED


def test_late_with_an_exception_of_the_funder(client, ours):
    Call.objects.update(state=CallState.CLOSED, closes_at=timezone.now() - timedelta(days=1))
    officer = sign_in(client, member(Role.FUNDER_OFFICER, hub()))
    where = f"/desk/funding/calls/{ours.call.key}/late/"
    until = timezone.localtime() + timedelta(days=2)
    data = {"organisation": ours.organisation_id, "until": until.strftime("%Y-%m-%dT%H:%M")}
    assert officer.post(where, data).status_code == 200  # why?
    assert officer.post(where, {**data, "reason": "A flood."}).headers["Location"] == where
    assert "A flood." in text_of(officer.get(where))
    assert LateException.objects.get().until == until.replace(second=0, microsecond=0)
    sign_in(client, coordinator_of(ours.organisation))
    client.post(page(ours, "review/"), {"name": "Ada", "role": "Director"})
    ours.refresh_from_db()
    assert (ours.state, ours.is_late) == (ApplicationState.SUBMITTED, True)


def test_an_exception_ends_by_the_clock_of_the_call(client, ours):
    Call.objects.update(time_zone="Asia/Tokyo")
    until = timezone.localtime(timezone=ZoneInfo("Asia/Tokyo")) + timedelta(days=40)
    data = {"organisation": ours.organisation_id, "reason": "A flood."}
    sign_in(client, member(Role.FUNDER_OFFICER, hub()))
    where = f"/desk/funding/calls/{ours.call.key}/late/"
    client.post(where, {**data, "until": until.strftime("%Y-%m-%dT%H:%M")})
    assert LateException.objects.get().until == until.replace(second=0, microsecond=0)


def test_exceptions_are_the_funders(client, ours):
    sign_in(client, coordinator_of(ours.organisation))
    assert client.get(f"/desk/funding/calls/{ours.call.key}/late/").status_code == 404


def test_pooled_neighbours_are_whole(client, call):
    pooled = a_whole_application(call, spoke(), kind="regional", places=NORTH, asked="15000")
    sign_in(client, coordinator_of(spoke()))
    client.post(page(pooled, "review/"), {"name": "Ada", "role": "Director"})
    pooled.refresh_from_db()
    assert pooled.state == ApplicationState.SUBMITTED


def test_whoever_was_let_in_reads_it_as_those_who_write_it(client, call, ours):
    a_partner(ours, spoke(2), PartnerState.CONFIRMED)
    add_collaborator(ours, worker_of(spoke(2)), by=worker_of(spoke()))
    sign_in(client, worker_of(spoke(2)))
    assert client.get(page(ours)).context["done"] == 5
    empty = a_draft_application(call, spoke(3))
    sign_in(client, worker_of(spoke(3)))
    assert client.get(page(empty, "budget/")).context["read"].most is None
    a_whole_application(an_open_call(), spoke(3)).activities.update(priority=7)
    read = read_application(Application.objects.exclude(title="").get(organisation=spoke(3)))
    assert [text for _activity, text in read.course] == [""]


def test_the_overview_says_what_became_of_it(client, call):
    first, second = [a_sent_application(call, spoke(number)) for number in (0, 1)]
    Call.objects.update(state=CallState.CLOSED)
    first.refresh_from_db()
    link = f'href="/desk/funding/awards/{an_offer(first).reference}/"'
    sign_in(client, worker_of(spoke()))
    assert link not in text_of(client.get(page(first)))
    Call.objects.update(state=CallState.DECIDED)
    assert link in text_of(client.get(page(first)))
    sign_in(client, worker_of(spoke(1)))
    assert "No award was made for this application." in text_of(client.get(page(second)))
