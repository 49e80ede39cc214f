"""What the pages of an application do not come by."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.accounts.people import hub, member, spoke
from tests.funding.application_made import (
    a_draft_application,
    a_partner,
    a_sent_application,
    a_whole_application,
    coordinator_of,
    worker_of,
)
from tests.funding.call_made import a_draft_call, an_open_call
from upstander.audit.models import Entry
from upstander.core.cleaning.results import Clean
from upstander.core.errors import NotAllowed
from upstander.funding.actions.application import (
    add_collaborator,
    allow_late,
    send_application,
    start_application,
    take_back_application,
    withdraw_application,
)
from upstander.funding.actions.application_file import add_file
from upstander.funding.actions.partner import (
    Terms,
    change_partner,
    name_partner,
    remove_partner,
    settle_partner,
)
from upstander.funding.models import Application, Call, File
from upstander.funding.queries.application import version_of_partner
from upstander.funding.queries.application_read import read_application
from upstander.funding.queries.application_receipt import receipt_of
from upstander.funding.rules.application import MOST_FILES, moment_of
from upstander.funding.states import ApplicationState, CallState, PartnerState, QuestionKind
from upstander.network.states import Role

pytestmark = pytest.mark.django_db
NOTE = Clean("document", "text/plain", "txt", b"We support this.")


def test_nothing_is_started_before_the_call_opens():
    with pytest.raises(NotAllowed, match="not open yet"):
        start_application(a_draft_call(), spoke(), by=worker_of(spoke()))


def test_nothing_is_withdrawn_once_it_is_decided():
    sent = a_sent_application(an_open_call(state=CallState.DECIDED), spoke())
    with pytest.raises(NotAllowed, match="Write to the funder"):
        withdraw_application(sent, by=coordinator_of(spoke()))


def test_no_exception_is_made_once_it_is_decided_or_without_a_reason():
    officer, call = member(Role.FUNDER_OFFICER, hub()), an_open_call()
    later = call.closes_at.replace(year=call.closes_at.year + 1)
    with pytest.raises(NotAllowed, match="Say why"):
        allow_late(call, spoke(), later, " ", by=officer)
    call.state = CallState.DECIDED
    with pytest.raises(NotAllowed, match="before the call is decided"):
        allow_late(call, spoke(), later, "A flood", by=officer)


def test_a_question_takes_so_many_files_and_the_same_one_once():
    application = a_draft_application(an_open_call(), spoke())
    question, by = application.call.questions.get(key="letter"), worker_of(spoke())
    for number in range(MOST_FILES):
        add_file(application, question, f"Letter {number}", NOTE, by=by)
    add_file(application, question, "Letter 0", NOTE, by=by)
    assert File.objects.count() == MOST_FILES
    with pytest.raises(NotAllowed, match="10 files"):
        add_file(application, question, "One more", NOTE, by=by)
    names = [row.files for row in read_application(application).answered if row.files]
    assert [file.name for file in names[0]][:1] == ["Letter 0.txt"]
    assert "Letter 9.txt" in receipt_of(application)["blocks"][-1]["text"]


def test_each_question_takes_its_own_files():
    application = a_draft_application(an_open_call(), spoke())
    letter, by = application.call.questions.get(key="letter"), worker_of(spoke())
    plan = application.call.questions.create(key="plan", kind=QuestionKind.FILE, text="A plan")
    for number in range(MOST_FILES):
        add_file(application, letter, f"Letter {number}", NOTE, by=by)
    add_file(application, plan, "Plan", NOTE, by=by)
    assert [letter.files.count(), plan.files.count()] == [MOST_FILES, 1]


def test_what_is_sent_again_keeps_its_number():
    call, by = an_open_call(), coordinator_of(spoke())
    sent = a_sent_application(call, spoke())
    a_sent_application(call, spoke(1))
    take_back_application(sent, by=by)
    again = send_application(sent, "Ada, Director", by=by)
    assert again.reference == sent.reference == f"{call.year}-0001"


def test_in_time_is_not_late_whatever_exception_there_is():
    draft = a_whole_application(an_open_call(), spoke())
    later = draft.call.closes_at + timedelta(days=7)
    allow_late(draft.call, spoke(), later, "A flood", by=member(Role.FUNDER_OFFICER, hub()))
    sent = send_application(draft, "Ada, Director", by=coordinator_of(spoke()))
    assert sent.is_late is False


def test_terms_that_stay_leave_a_partner_confirmed():
    application = a_draft_application(an_open_call(), spoke())
    partner = a_partner(application, spoke(1), PartnerState.CONFIRMED)
    terms = Terms(partner.role, partner.agreement, partner.share)
    same = change_partner(partner, terms, version_of_partner(partner), by=worker_of(spoke()))
    assert same.state == PartnerState.CONFIRMED


def test_a_partner_is_named_once_and_says_yes_only_to_what_it_read():
    application = a_draft_application(an_open_call(), spoke())
    partner = a_partner(application, spoke(1), PartnerState.ASKED)
    with pytest.raises(NotAllowed, match="on your list already"):
        name_partner(application, spoke(1), Terms("", "", None), by=worker_of(spoke()))
    with pytest.raises(NotAllowed, match="Someone changed this"):
        settle_partner(partner, PartnerState.CONFIRMED, "older", by=coordinator_of(spoke(1)))


def test_people_of_a_partner_that_is_taken_off_write_no_more():
    application, by = a_draft_application(an_open_call(), spoke()), worker_of(spoke())
    gone, stays = (a_partner(application, spoke(n), PartnerState.CONFIRMED) for n in (1, 2))
    for number in (1, 2):
        add_collaborator(application, worker_of(spoke(number)), by=by)
    remove_partner(gone, by=by)
    assert list(application.partners.all()) == [stays]
    assert [row.user for row in application.collaborators.all()] == [worker_of(spoke(2))]


def test_no_moment_is_no_words():
    assert moment_of(an_open_call(), None) == ""


def test_a_receipt_of_next_to_nothing_can_be_read():
    blocks = receipt_of(a_draft_application(an_open_call(), spoke()))["blocks"]
    assert [block["head"] for block in blocks if "head" in block] == [
        "Who and where", "Course of action", "Budget", "Questions",
    ]  # fmt: skip


@pytest.mark.django_db
@pytest.mark.parametrize("to", [PartnerState.CONFIRMED, PartnerState.DECLINED])
def test_what_a_partner_says_is_in_the_log(to):
    application = a_draft_application(an_open_call(), spoke())
    partner = a_partner(application, spoke(1), PartnerState.ASKED)
    settle_partner(partner, to, version_of_partner(partner), by=coordinator_of(spoke(1)))
    verbs = Entry.objects.filter(of=f"application:{application.pk}").values_list("verb", flat=True)
    assert list(verbs) == [f"partner.{to}"]


def test_nobody_gives_more_time_to_her_own_organisation():
    call, later = an_open_call(), timezone.now() + timedelta(days=90)
    near = member(Role.FUNDER_OFFICER, spoke(), "near@example.org")
    with pytest.raises(NotAllowed, match="You belong to this organisation"):
        allow_late(call, spoke(), later, "A flood", by=near)
    allow_late(call, spoke(1), later, "A flood", by=near)


@pytest.mark.parametrize("deed", [withdraw_application, take_back_application])
def test_nothing_leaves_a_call_that_was_decided_since_the_page_was_drawn(deed):
    sent = a_sent_application(an_open_call(), spoke())
    assert sent.call.state == CallState.OPEN
    Call.objects.update(state=CallState.DECIDED)
    with pytest.raises(NotAllowed):
        deed(sent, by=coordinator_of(spoke()))
    assert Application.objects.get().state == ApplicationState.SUBMITTED
