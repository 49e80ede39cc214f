"""Every deed about an application: all that the log says of it, what it holds, what it changes."""

from datetime import timedelta
from decimal import Decimal

import pytest

from tests.accounts.people import spoke
from tests.funding.application_made import a_whole_application, coordinator_of, worker_of
from tests.funding.award_made import officer
from tests.funding.call_made import an_open_call
from tests.funding.telling import NIGHT, row
from upstander.core.cleaning.results import Clean
from upstander.core.errors import NotAllowed
from upstander.funding.actions.application import (
    Conflict,
    Saving,
    add_collaborator,
    allow_late,
    remove_collaborator,
    save_section,
    send_application,
    start_application,
    take_back_application,
    take_up_application,
    withdraw_application,
)
from upstander.funding.actions.application_file import add_file, remove_file
from upstander.funding.actions.partner import (
    Terms,
    ask_partner,
    change_partner,
    name_partner,
    remove_partner,
    settle_partner,
)
from upstander.funding.models import Application, Collaborator, File
from upstander.funding.queries.application import version_of_partner, version_of_section

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)


def test_from_the_first_word_to_the_withdrawal(telling):
    call, signs, writes = an_open_call(), coordinator_of(spoke()), worker_of(spoke())
    telling.name(signs=signs, writes=writes)
    begun = telling.do(start_application, call, spoke(), by=writes)
    of = f"application:{begun.pk}"
    telling.do(start_application, call, spoke(), by=signs)
    assert row(begun, "state", "started_by", "started_at", "saved_at", "version", "reference") == (
        "draft", writes.pk, NIGHT, NIGHT, 0, "",
    )  # fmt: skip
    begun.delete()
    draft = a_whole_application(call, spoke(), asked="7000")
    Application.objects.update(least=None)
    telling.name(draft=draft)
    sent = telling.do(send_application, draft, "Ada, Director", by=signs)
    assert row(
        sent, "state", "signed_by", "signed_as", "sent_at", "reference", "is_late", "least", "asked"
    ) == (
        "submitted", signs.pk, "Ada, Director", NIGHT, f"{call.year}-0001", False,
        Decimal(7000), Decimal(7000),
    )  # fmt: skip
    telling.do(take_back_application, sent, by=signs)
    telling.do(withdraw_application, sent, by=signs)
    assert row(sent, "state", "reference") == ("withdrawn", f"{call.year}-0001")
    telling.do(take_up_application, sent, by=writes)
    assert row(sent, "state") == ("draft",)
    telling.do(withdraw_application, sent, by=signs)
    again = telling.do(start_application, call, spoke(), by=writes)
    assert (again.pk, *row(again, "state")) == (sent.pk, "draft")
    assert telling.tell() == [
        ("application.started", "writes", of, {}, ""),
        ("start_application", ""),
        ("application.sent", "signs", "draft", {"late": False}, "Call+Application"),
        ("application.taken_back", "signs", "draft", {}, "Call"),
        ("application.withdrawn", "signs", "draft", {}, "Call"),
        ("application.taken_up", "writes", "draft", {}, ""),
        ("application.withdrawn", "signs", "draft", {}, "Call"),
        ("application.taken_up", "writes", "draft", {}, ""),
    ]


def test_who_is_helped_by_any_amount_is_sent_so(telling):
    signs = coordinator_of(spoke())
    draft = a_whole_application(an_open_call(), spoke(), asked="7000", least="0")
    telling.do(send_application, draft, "Ada, Director", by=signs)
    assert row(draft, "least", "asked") == (Decimal(0), Decimal(7000))


def test_nothing_is_late_for_a_call_that_does_not_close(telling):
    draft = a_whole_application(an_open_call(closes_at=None), spoke())
    telling.do(send_application, draft, "Ada, Director", by=coordinator_of(spoke()))
    assert row(draft, "state", "is_late", "sent_at") == ("submitted", False, NIGHT)


@pytest.mark.parametrize(("minutes", "is_late"), [(-1, False), (0, True), (1, True)])
def test_late_is_from_the_moment_at_which_the_call_closes(telling, minutes, is_late):
    call, signs, one = an_open_call(), coordinator_of(spoke()), officer()
    draft = a_whole_application(call, spoke(), least="100.00")
    telling.name(signs=signs, one=one, draft=draft, call=call)
    until = call.closes_at + timedelta(days=2)
    for reason in ("A storm", " A flood "):
        late = telling.do(allow_late, call, spoke(), until, reason, by=one)
    assert row(late, "until", "reason", "made_by", "made_at") == (until, "A flood", one.pk, NIGHT)
    facts = {"organisation": spoke().pk, "until": until.isoformat()}
    assert telling.tell() == [("call.late_exception", "one", "call", facts, "")] * 2
    telling.at = call.closes_at + minutes * MINUTE
    telling.do(send_application, draft, "Ada", by=signs)
    assert telling.tell() == [
        ("application.sent", "signs", "draft", {"late": is_late}, "Call+Application")
    ]
    assert row(draft, "is_late", "sent_at", "least") == (is_late, telling.at, Decimal(100))


def test_what_is_saved_and_what_is_not(telling):
    writes, other = worker_of(spoke()), coordinator_of(spoke())
    draft = a_whole_application(an_open_call(), spoke())
    telling.name(writes=writes, other=other, draft=draft)
    Application.objects.update(saved_at=NIGHT - MINUTE)
    seen = version_of_section(draft, "who")

    def write(title):
        return lambda application: setattr(application, "title", title)

    telling.do(save_section, draft, Saving("who", seen), write(draft.title), by=writes)
    telling.do(save_section, draft, Saving("who", seen, is_quiet=True), write("One"), by=writes)
    assert row(draft, "title", "version", "saved_at") == ("One", 2, NIGHT)
    with pytest.raises(Conflict):
        save_section(draft, Saving("who", seen), write("Two"), by=other)
    assert row(draft, "title", "version") == ("One", 2)
    telling.do(save_section, draft, Saving("who", seen), write("One"), by=other)
    seen = version_of_section(Application.objects.get(), "who")
    telling.do(save_section, draft, Saving("who", seen), write("Two"), by=other)
    assert telling.tell() == [
        ("save_section", "Application"),
        ("save_section", "Application"),
        ("save_section", "Application"),
        ("application.saved", "other", "draft", {"section": "who"}, "Application"),
    ]
    for state, why in [("submitted", "has been sent"), ("withdrawn", "was withdrawn")]:
        Application.objects.update(state=state, sent_at=NIGHT, signed_by=other, reference="1")
        with pytest.raises(NotAllowed, match=why):
            save_section(draft, Saving("who", seen), write("Three"), by=writes)


def test_partners_and_who_writes_for_them(telling):
    by, signs, writes = worker_of(spoke()), coordinator_of(spoke(1)), worker_of(spoke(1))
    draft = a_whole_application(an_open_call(), spoke())
    telling.name(by=by, signs=signs, draft=draft)
    said = ("state", "role", "agreement", "share", "settled_by", "settled_at")
    terms = Terms("Cooks", "By letter", Decimal("12.50"))
    partner = telling.do(name_partner, draft, spoke(1), terms, by=by)
    assert row(partner, *said) == ("named", *terms, None, None)
    telling.do(ask_partner, partner, by=by)
    seen = version_of_partner(partner)
    telling.do(settle_partner, partner, "confirmed", seen, by=signs)
    assert row(partner, *said) == ("confirmed", *terms, signs.pk, NIGHT)
    telling.do(change_partner, partner, terms, "older", by=by)
    assert row(partner, *said) == ("confirmed", *terms, signs.pk, NIGHT)
    other = Terms("Sings", "By phone", None)
    with pytest.raises(Conflict):
        change_partner(partner, other, "older", by=by)
    telling.do(change_partner, partner, other, seen, by=by)
    assert row(partner, *said) == ("named", *other, None, None)
    telling.do(ask_partner, partner, by=by)
    with pytest.raises(NotAllowed, match="asked already"):
        ask_partner(partner, by=by)
    telling.do(settle_partner, partner, "declined", version_of_partner(partner_of(draft)), by=signs)
    assert row(partner, *said) == ("declined", *other, signs.pk, NIGHT)
    with pytest.raises(NotAllowed, match="Choose someone"):
        add_collaborator(draft, writes, by=by)
    telling.do(ask_partner, partner, by=by)
    assert row(partner, *said) == ("asked", *other, None, None)
    telling.do(add_collaborator, draft, writes, by=by)
    helper = Collaborator.objects.get()
    assert row(helper, "application", "user", "added_by") == (draft.pk, writes.pk, by.pk)
    telling.do(remove_collaborator, helper, by=by)
    assert Collaborator.objects.count() == 0
    telling.do(remove_partner, partner, by=by)
    assert draft.partners.count() == 0
    facts, held = {"organisation": spoke(1).pk}, "Application"
    assert telling.tell() == [
        ("partner.named", "by", "draft", facts, held),
        ("partner.asked", "by", "draft", facts, held),
        ("partner.confirmed", "signs", "draft", facts, held),
        ("change_partner", held),
        ("partner.changed", "by", "draft", facts, held),
        ("partner.asked", "by", "draft", facts, held),
        ("partner.declined", "signs", "draft", facts, held),
        ("partner.asked", "by", "draft", facts, held),
        ("application.collaborator_added", "by", "draft", {"user": writes.pk}, "Application"),
        ("application.collaborator_removed", "by", "draft", {"user": writes.pk}, ""),
        ("partner.removed", "by", "draft", facts, held),
    ]


def partner_of(application):
    return application.partners.get()


def test_files(telling):
    by, draft = worker_of(spoke()), a_whole_application(an_open_call(), spoke())
    telling.name(by=by, draft=draft)
    question = draft.call.questions.get(key="letter")
    note = Clean("document", "text/plain", "txt", b"We support this.")
    other = Clean("document", "text/plain", "txt", b"We support that!")
    telling.do(add_file, draft, question, "x" * 101, note, by=by)
    telling.do(add_file, draft, question, "x" * 100, note, by=by)  # the same file again
    kept = File.objects.get()
    assert row(kept, "name", "kind", "size", "added_by", "added_at", "application", "question") == (
        "x" * 100 + ".txt", "text/plain", 16, by.pk, NIGHT, draft.pk, question.pk,
    )  # fmt: skip
    assert bytes(kept.data) == note.data
    telling.do(add_file, draft, question, "x" * 100, other, by=by)
    second = File.objects.exclude(pk=kept.pk).get()
    number = str(kept.pk)
    telling.do(remove_file, kept, by=by)
    assert list(File.objects.all()) == [second]
    held = "Application"
    assert telling.tell() == [
        ("application.file_added", "by", "draft", {"file": number, "size": 16}, held),
        ("add_file", held),
        ("application.file_added", "by", "draft", {"file": str(second.pk), "size": 16}, held),
        ("application.file_removed", "by", "draft", {"file": number, "size": 16}, held),
    ]
