"""The pages of an application: nothing that is typed is lost, and every refusal is a sentence."""

from datetime import timedelta
from decimal import Decimal
from io import BytesIO

import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from tests.accounts.people import hub, member, person, spoke
from tests.accounts.people import sign_in as sign_in_at_first
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
from tests.funding.call_made import an_open_call
from upstander.audit.interface import entries_of
from upstander.core.languages import table
from upstander.funding.models import Application, Call, LateException
from upstander.funding.queries.application import version_of_section
from upstander.funding.states import ApplicationState, CallState, PartnerState
from upstander.network.interface import start_membership
from upstander.network.models import Community
from upstander.network.states import Role

pytestmark = pytest.mark.django_db


@pytest.fixture
def call():
    return an_open_call()


@pytest.fixture
def ours(call):
    return a_whole_application(call, spoke())


@pytest.fixture
def writer(client, ours):
    return sign_in(client, worker_of(ours.organisation))


def sign_in(client, user):
    """Whoever was signed in before is not any more."""
    client.cookies.clear()
    return sign_in_at_first(client, user)


def page(application, part=""):
    return f"/desk/funding/applications/{application.pk}/{part}"


def who(application, **changes):
    return {
        "_seen": version_of_section(application, "who"),
        "kind": str(application.kind_id or ""),
        "communities": list(application.communities.values_list("key", flat=True)),
        "title": application.title,
        "summary": application.summary,
        **changes,
    }


def budget(application, **changes):
    return {
        "_seen": version_of_section(application, "budget"),
        "asked": "7500",
        "least": "",
        "_line-rows": "1",
        "line-0-cost": str(application.call.costs.first().pk),
        "line-0-text": "Tables",
        "line-0-amount": "7500",
        **changes,
    }


def text_of(response):
    return response.content.decode()


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


def test_a_draft_may_be_empty(writer, ours):
    data = {"_seen": version_of_section(ours, "who"), "kind": "", "title": "", "summary": ""}
    assert writer.post(page(ours, "who/"), data).status_code == 302
    ours.refresh_from_db()
    assert (ours.kind, ours.title, ours.communities.count()) == (None, "", 0)


def test_save_and_go_on_leads_to_the_next_part(writer, ours):
    response = writer.post(page(ours, "who/"), who(ours, do="on"))
    assert response.headers["Location"] == page(ours, "partners/#main")


def test_both_ceilings_stand_side_by_side(writer, ours):
    places = ["fort-st-john", "dawson-creek", "taylor"]
    ours.communities.set(Community.objects.filter(key__in=places))
    shown = text_of(writer.get(page(ours, "who/")))
    assert "up to <bdi>$22,500</bdi>" in shown
    assert "up to <bdi>$15,000</bdi>" in shown


def test_amount_over_the_ceiling_is_kept_and_said(writer, ours):
    response = writer.post(page(ours, "budget/"), budget(ours, asked="8,000"), follow=True)
    ours.refresh_from_db()
    assert ours.asked == Decimal("8000.00")
    assert "gives \u2068$7,500\u2069 at most" in text_of(response)


def test_comma_decimals_are_read(writer, ours):
    writer.post(page(ours, "budget/"), budget(ours, **{"line-0-amount": "7499,50"}))
    assert ours.lines.get().amount == Decimal("7499.50")


def test_an_amount_with_two_meanings_is_refused_and_kept(writer, ours):
    response = writer.post(page(ours, "budget/"), budget(ours, asked="7.500", least="7000"))
    ours.refresh_from_db()
    assert (response.status_code, ours.asked, ours.least) == (200, Decimal(7500), Decimal(7000))
    assert 'value="7.500"' in text_of(response)
    assert "This can mean two amounts. Write it like 7500 or 7500.50." in text_of(response)


def test_a_line_that_cannot_be_read_leaves_the_lines_as_they_were(writer, ours):
    before = list(ours.lines.values_list("text", "amount"))
    response = writer.post(
        page(ours, "budget/"), budget(ours, **{"line-0-cost": "", "line-0-text": "Drums"})
    )
    assert 'value="Drums"' in text_of(response)
    assert "Choose a kind of cost." in text_of(response)
    assert list(ours.lines.values_list("text", "amount")) == before


def test_a_community_of_another_region_is_said(writer, ours):
    data = who(ours, communities=["fort-st-john", "victoria"])
    shown = text_of(writer.post(page(ours, "who/"), data, follow=True))
    assert "All communities must be in one region." in shown
    assert ours.communities.count() == 2


def test_a_partner_who_has_not_confirmed_is_said(client, ours):
    a_partner(ours, spoke(1), PartnerState.ASKED)
    sign_in(client, coordinator_of(ours.organisation))
    response = client.post(page(ours, "review/"), {"name": "Ada", "role": "Director"})
    assert response.status_code == 409
    assert "Spoke 1 has not confirmed yet." in text_of(response)
    assert 'value="Director"' in text_of(response)


def test_after_the_deadline_nothing_is_sent_and_words_are_kept(client, ours):
    Call.objects.update(closes_at=timezone.now() - timedelta(minutes=1))
    sign_in(client, coordinator_of(ours.organisation))
    client.post(page(ours, "who/"), who(ours, title="Still written"))
    response = client.post(page(ours, "review/"), {"name": "Ada", "role": "Director"})
    ours.refresh_from_db()
    assert (ours.state, ours.title) == (ApplicationState.DRAFT, "Still written")
    assert "Nothing can be sent any more. Your words are kept." in text_of(response)


def questions(application, **changes):
    return {
        "_seen": version_of_section(application, "questions"),
        "q-story": "What we heard.",
        "q-before": "yes",
        "q-before-what": "A festival.",
        "q-people": "١٬٢٠٠",
        "_t-steps-rows": "1",
        "t-steps-0-what": "Meet",
        "t-steps-0-who": "All",
        "t-steps-0-when": "May",
        **changes,
    }


def test_all_kinds_of_questions_are_answered(writer, ours):
    letter = SimpleUploadedFile("Letter of the band.txt", b"We support this.")
    response = writer.post(page(ours, "questions/"), questions(ours, **{"q-letter": letter}))
    assert response.status_code == 302
    assert dict(ours.answers.values_list("question__key", "value")) == {
        "story": "What we heard.",
        "before": "yes",
        "before-what": "A festival.",
        "people": "1200",
        "steps": [{"what": "Meet", "who": "All", "when": "May"}],
    }
    file = ours.files.get()
    assert (file.name, bytes(file.data)) == ("Letter of the band.txt", b"We support this.")
    answer = writer.get(page(ours, f"files/{file.pk}/"))
    assert answer.headers["Content-Disposition"].startswith("attachment")
    writer.post(page(ours, f"files/{file.pk}/remove/"))
    assert ours.files.count() == 0


def test_a_file_of_60_mb_gets_a_sentence_and_the_words_stay(writer, ours):
    big = SimpleUploadedFile("film.mp4", b"\0" * 60 * 2**20)
    response = writer.post(page(ours, "questions/"), questions(ours, **{"q-letter": big}))
    assert "This file is larger than 10 MB." in text_of(response)
    assert "What we heard." in text_of(response)
    assert ours.answers.get(question__key="story").value == "What we heard."
    assert ours.files.count() == 0


def test_a_number_that_is_none_is_kept_and_said(writer, ours):
    response = writer.post(page(ours, "questions/"), questions(ours, **{"q-people": "many"}))
    assert 'value="many"' in text_of(response)
    assert "Write a number." in text_of(response)
    assert ours.answers.get(question__key="people").value == "120"


def test_two_tabs_see_both_words_and_keep_hers(writer, ours):
    drawn = who(ours)
    writer.post(page(ours, "who/"), {**drawn, "title": "The first"})
    response = writer.post(page(ours, "who/"), {**drawn, "title": "The second"})
    assert response.status_code == 409
    assert "The first" in text_of(response)
    assert "The second" in text_of(response)
    ours.refresh_from_db()
    assert ours.title == "The first"
    kept = {**drawn, "title": "The second", "_seen": version_of_section(ours, "who")}
    assert writer.post(page(ours, "who/"), kept).status_code == 302
    ours.refresh_from_db()
    assert ours.title == "The second"


def test_two_tabs_on_different_parts_do_not_meet(writer, ours):
    first, second = who(ours, title="Another"), budget(ours)
    assert writer.post(page(ours, "who/"), first).status_code == 302
    assert writer.post(page(ours, "budget/"), second).status_code == 302


def test_a_second_press_of_the_same_words_is_no_conflict(writer, ours):
    drawn = who(ours, title="Once")
    assert [writer.post(page(ours, "who/"), drawn).status_code for _ in "ab"] == [302, 302]


def test_the_script_saves_and_goes_on_from_what_it_saved(writer, ours):
    quiet = {"X-Autosave": "1"}
    first = writer.post(page(ours, "who/"), who(ours, title="One"), headers=quiet).json()
    assert first["says"].startswith("Saved at ")
    ours.refresh_from_db()
    assert (ours.title, first["seen"]) == ("One", version_of_section(ours, "who"))
    stale = writer.post(page(ours, "who/"), who(ours, _seen="old", title="Two"), headers=quiet)
    assert stale.status_code == 409
    wrong = writer.post(page(ours, "budget/"), budget(ours, asked="x"), headers=quiet)
    assert wrong.json()["says"] == "Not everything is saved. Press Save to see why."


def test_signed_out_meanwhile_her_words_stand_on_the_page(client, ours):
    response = client.post(page(ours, "who/"), who(ours, title="Long thought over"))
    assert response.status_code == 401
    assert "Long thought over" in text_of(response)


def test_sent_meanwhile_her_words_stand_on_the_page(writer, ours):
    Application.objects.filter(pk=ours.pk).update(
        state=ApplicationState.SUBMITTED,
        sent_at=timezone.now(),
        reference="2027-0009",
        signed_by=coordinator_of(ours.organisation),
    )
    response = writer.post(page(ours, "who/"), who(ours, title="Late words"))
    assert response.status_code == 409
    assert "Late words" in text_of(response)
    assert "Take it back to change it." in text_of(response)


def course(application, **changes):
    application.refresh_from_db()
    return {
        "_seen": version_of_section(application, "course"),
        "_priority-rows": "3",
        "priority-0-text": "School",
        "priority-1-text": "Work",
        "priority-2-text": "",
        "_activity-rows": "2",
        "activity-0-text": "Evenings",
        "activity-0-priority": "1",
        "activity-1-text": "",
        **changes,
    }


def test_priorities_move_and_take_their_activities_along(writer, ours):
    writer.post(page(ours, "course/"), course(ours, do="priority-up-1"))
    ours.refresh_from_db()
    assert ours.priorities == ["Work", "School"]
    assert list(ours.activities.values_list("text", "priority")) == [("Evenings", 0)]
    writer.post(
        page(ours, "course/"), course(ours, do="priority-remove-0", **{"activity-0-priority": "0"})
    )
    ours.refresh_from_db()
    assert ours.priorities == ["Work"]
    assert list(ours.activities.values_list("text", "priority")) == [("Evenings", None)]


def test_activities_move_down_and_are_taken_out(writer, ours):
    rows = {"activity-1-text": "Mornings"}
    writer.post(page(ours, "course/"), course(ours, do="activity-down-0", **rows))
    assert list(ours.activities.values_list("text", flat=True)) == ["Mornings", "Evenings"]
    writer.post(page(ours, "course/"), course(ours, do="activity-remove-0", **rows))
    assert list(ours.activities.values_list("text", flat=True)) == ["Mornings"]


def test_a_day_that_is_none_is_said_and_nothing_of_the_rows_is_lost(writer, ours):
    data = course(ours, **{"activity-0-starts_on": "next May"})
    response = writer.post(page(ours, "course/"), data)
    assert "Write the day like 2027-04-30." in text_of(response)
    assert 'value="next May"' in text_of(response)
    assert ours.activities.get().text == "Twelve evenings"


def test_words_that_are_too_long_stay_whole(writer, ours):
    long = "word " * 500
    response = writer.post(page(ours, "who/"), who(ours, summary=long, title="New"))
    assert long.strip() in text_of(response)
    ours.refresh_from_db()
    assert (ours.title, ours.summary) == ("New", "We cook and talk together, once a month.")


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


def test_exceptions_are_the_funders(client, ours):
    sign_in(client, coordinator_of(ours.organisation))
    assert client.get(f"/desk/funding/calls/{ours.call.key}/late/").status_code == 404


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


def test_pooled_neighbours_are_whole(client, call):
    pooled = a_whole_application(call, spoke(), kind="regional", places=NORTH, asked="15000")
    sign_in(client, coordinator_of(spoke()))
    client.post(page(pooled, "review/"), {"name": "Ada", "role": "Director"})
    pooled.refresh_from_db()
    assert pooled.state == ApplicationState.SUBMITTED
