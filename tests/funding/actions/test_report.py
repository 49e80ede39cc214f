"""Reminders go once a moment; an award is closed only when all is accounted for."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from smtplib import SMTPRecipientsRefused

import pytest
from django.core import mail
from django.core.management import call_command
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from tests.funding.application_made import coordinator_of, worker_of
from tests.funding.award_made import (
    a_closed_call,
    an_accepted_award,
    an_accepted_report,
    an_agreement,
    an_application,
    an_offer,
    officer,
    organisation,
    pay_all,
    words_for,
)
from upstander.accounts.interface import NotSent, User
from upstander.core.errors import NotAllowed
from upstander.funding.actions.agreement import accept_agreement
from upstander.funding.actions.amendment import (
    agree_to_amendment,
    propose_amendment,
    refuse_amendment,
    second_amendment,
)
from upstander.funding.actions.instalment import (
    approve_instalment,
    pay_instalment,
    take_back_approval,
)
from upstander.funding.actions.report import (
    accept_report,
    close_award,
    keep_reminders,
    record_return,
    return_report,
    save_report,
    send_reminders,
    submit_report,
)
from upstander.funding.models import Award, Instalment, Reminder
from upstander.funding.queries.agreement_text import usual_terms
from upstander.funding.queries.award import books_of
from upstander.funding.rules.amendment import Change
from upstander.funding.rules.instalment import Part
from upstander.funding.tasks.award import alert_organisation

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("days", "moments"),
    [
        (-15, []),
        (-14, ["before"]),
        (-1, ["before"]),
        (0, ["on"]),
        (6, ["on"]),
        (7, ["after"]),
        (90, ["after"]),
    ],
)
def test_a_reminder_goes_before_on_and_after_the_day(days, moments):
    award = an_accepted_award(interim_due_on=None, parts=_one_part())
    due_on = award.reports.get().due_on

    for _turn in range(3):
        send_reminders(due_on + timedelta(days=days))

    assert list(Reminder.objects.values_list("moment", flat=True)) == moments


def _one_part():
    return [Part(Decimal(7500), date(2027, 4, 1), "agreement")]


def test_all_three_go_in_turn_and_again_for_another_day():
    award = an_accepted_award(interim_due_on=None, parts=_one_part())
    due_on = award.reports.get().due_on

    sent = [send_reminders(due_on + timedelta(days=days)) for days in range(-30, 30)]
    assert sum(sent) == 3
    award.reports.update(due_on=due_on + timedelta(days=100))
    assert send_reminders(due_on + timedelta(days=100)) == 1


def test_the_clock_of_the_worker_reminds():
    an_accepted_award().reports.filter(kind="interim").update(due_on=timezone.localdate())

    call_command("keep_funding_times", turns=1)

    assert list(Reminder.objects.values_list("report__kind", "moment")) == [("interim", "on")]


def test_a_mail_says_only_that_something_waits():
    award = an_accepted_award()
    worker = worker_of(award.organisation)
    User.objects.filter(pk=worker.pk).update(language="fr")
    DBTaskResult.objects.all().delete()
    award.reports.filter(kind="interim").update(due_on=timezone.localdate())

    assert keep_reminders(timezone.now()) == 1
    job = DBTaskResult.objects.get(task_path=alert_organisation.module_path)
    alert_organisation.call(*job.args_kwargs["args"])

    to = {letter.to[0]: letter for letter in mail.outbox}
    assert set(to) == {worker.email, coordinator_of(award.organisation).email}
    french = to[worker.email]
    assert french.subject == "Quelque chose vous attend à votre bureau"
    assert f"/desk/funding/awards/{award.reference}/" in french.body
    secrets = (award.organisation.name, "7,500", "7 500", "$", worker.name, award.title)
    assert [word for word in secrets if word in french.body + french.subject] == []


def test_a_letter_that_cannot_go_stops_no_other(settings):
    award = an_accepted_award()
    worker_of(award.organisation)
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1

    with pytest.raises(NotSent, match="ConnectionRefusedError, ConnectionRefusedError"):
        alert_organisation.call(award.reference)


def test_whoever_comes_after_an_address_that_fails_gets_her_letter(monkeypatch):
    award = an_accepted_award()
    worker = worker_of(award.organisation)
    signs = coordinator_of(award.organisation)

    def send(self, letters):
        (letter,) = letters
        tried.append(letter.to[0])
        if len(tried) == 1:
            raise SMTPRecipientsRefused({letter.to[0]: (550, b"no such box")})
        return 1

    tried: list[str] = []
    monkeypatch.setattr("django.core.mail.backends.locmem.EmailBackend.send_messages", send)
    with pytest.raises(NotSent):
        alert_organisation.call(award.reference)
    assert sorted(tried) == sorted([worker.email, signs.email])


def test_nobody_is_reminded_of_what_is_sent():
    award = an_accepted_award()
    an_accepted_report(award, "interim")

    assert send_reminders(award.reports.get(kind="interim").due_on) == 0


def test_unspent_money_may_be_kept_by_an_agreed_change():
    award = an_accepted_award()
    an_accepted_report(award, "interim")
    pay_all(award)
    an_accepted_report(award, "final", less=Decimal("250.25"))
    kept = Change("amend", "The last evening is in May.", carried=Decimal("250.25"))

    with pytest.raises(NotAllowed, match="This is still open: Unspent money"):
        close_award(award, by=officer())
    amendment = propose_amendment(award, kept, by=officer())
    with pytest.raises(NotAllowed, match="This is still open"):
        close_award(award, by=officer())
    agree_to_amendment(amendment, "Ada, Coordinator", by=coordinator_of(award.organisation))
    close_award(award, by=officer())

    assert Award.objects.get(pk=award.pk).state == "closed"
    assert books_of(award).left == 0


def test_unspent_money_is_not_kept_by_a_change_that_was_refused():
    award = an_accepted_award()
    an_accepted_report(award, "interim")
    pay_all(award)
    an_accepted_report(award, "final", less=Decimal("250.25"))
    kept = Change("amend", "The last evening is in May.", carried=Decimal("250.25"))
    change = propose_amendment(award, kept, by=officer())

    refuse_amendment(change, by=coordinator_of(award.organisation))

    books = books_of(award)
    assert (books.carried, books.left) == (Decimal(0), Decimal("250.25"))
    with pytest.raises(NotAllowed, match="This is still open: Unspent money"):
        close_award(award, by=officer())
    record_return(award, books.left, timezone.localdate(), seen=0, by=officer())
    close_award(award, by=officer())
    assert Award.objects.get(pk=award.pk).state == "closed"


def test_a_change_of_money_and_days_makes_a_new_version():
    award = an_accepted_award(an_offer(amount="5000.00"))
    end, due_on = award.ends_on, award.reports.get(kind="final").due_on
    later = Change(
        "top_up", "More families came.", amount=Decimal("500.10"),
        new_end=end + timedelta(days=30), due_on=award.starts_on,
    )  # fmt: skip
    amendment = propose_amendment(award, later, by=officer())
    agree_to_amendment(amendment, "Ada, Coordinator", by=coordinator_of(award.organisation))

    award = Award.objects.get(pk=award.pk)
    assert (award.amount, award.ends_on) == (Decimal("5500.10"), end + timedelta(days=30))
    assert award.reports.get(kind="final").due_on == due_on + timedelta(days=30)
    assert books_of(award).instalments == Decimal("5500.10")
    states = award.agreements.values_list("version", "state", "accepted_as")
    assert list(states) == [
        (2, "accepted", "Ada, Coordinator"),
        (1, "replaced", "Ada Moon, Coordinator"),
    ]
    assert "More families came." in award.agreements.first().terms


def test_another_last_day_moves_the_final_report_alone():
    award, later = an_accepted_award(), timedelta(days=30)
    before = dict(award.reports.values_list("kind", "due_on"))
    change = Change("amend", "The hall is closed in winter.", new_end=award.ends_on + later)
    amendment = propose_amendment(award, change, by=officer())
    agree_to_amendment(amendment, "Ada Moon", by=coordinator_of(award.organisation))
    assert dict(award.reports.values_list("kind", "due_on")) == {
        "interim": before["interim"], "final": before["final"] + later,
    }  # fmt: skip


def test_above_the_ceiling_a_second_officer_comes_first():
    award = an_accepted_award()
    more = Change("top_up", "The road closed.", amount=Decimal("0.01"), due_on=award.starts_on)
    amendment, signer = propose_amendment(award, more, by=officer()), coordinator_of(organisation())

    with pytest.raises(NotAllowed, match="A second person must agree"):
        agree_to_amendment(amendment, "Ada, Coordinator", by=signer)
    with pytest.raises(NotAllowed, match="You wrote it yourself"):
        second_amendment(amendment, by=officer())
    second_amendment(amendment, by=officer(2))
    agree_to_amendment(amendment, "Ada, Coordinator", by=signer)

    award = Award.objects.get(pk=award.pk)
    assert (award.amount, award.override) == (Decimal("7500.01"), "The road closed.")


def test_more_money_that_others_got_meanwhile_is_not_agreed_to():
    call = a_closed_call(budget=Decimal("7500.00"))
    award = an_accepted_award(an_offer(an_application(call), "5000.00"))
    more = Change(
        "top_up", "More families came.", amount=Decimal("2500.00"), due_on=award.starts_on
    )
    amendment = propose_amendment(award, more, by=officer())
    an_offer(an_application(call, 2, places=["dawson-creek"]), "0.01")

    with pytest.raises(NotAllowed, match=r"The awards make .*7,500\.01"):
        agree_to_amendment(amendment, "Ada, Coordinator", by=coordinator_of(award.organisation))

    amendment.refresh_from_db()
    assert amendment.state == "proposed"
    assert Award.objects.get(pk=award.pk).amount == Decimal("5000.00")
    assert books_of(award).instalments == Decimal("5000.00")


def test_a_reduction_takes_from_the_last_that_is_planned():
    award = an_accepted_award()
    less = Change("reduction", "One evening fewer.", amount=Decimal("1000.01"))
    amendment = propose_amendment(award, less, by=officer())
    agree_to_amendment(amendment, "Ada, Coordinator", by=coordinator_of(award.organisation))

    counting = award.instalments.exclude(state="cancelled").values_list("amount", "paid_after")
    assert list(counting) == [
        (Decimal("3750.00"), "agreement"),
        (Decimal("2749.99"), "interim"),
    ]
    assert Award.objects.get(pk=award.pk).amount == Decimal("6499.99")


def test_one_change_waits_at_a_time():
    award = an_accepted_award()
    less = Change("reduction", "One evening fewer.", amount=Decimal(10))
    propose_amendment(award, less, by=officer())

    with pytest.raises(NotAllowed, match="Another change waits for an answer"):
        propose_amendment(award, less, by=officer())


def test_a_signature_needs_a_name():
    agreement = an_agreement()

    with pytest.raises(NotAllowed, match="Write your name and your role"):
        accept_agreement(agreement, " ", by=coordinator_of(agreement.award.organisation))
    assert Award.objects.get(pk=agreement.award_id).state == "offered"


def test_an_approval_is_taken_back():
    award = an_accepted_award()
    row = award.instalments.get(state="planned", paid_after="agreement")
    approve_instalment(row, by=officer())
    take_back_approval(row, by=officer(2))

    row.refresh_from_db()
    assert (row.state, row.approved_by, row.approved_at) == ("planned", None, None)


def test_what_is_approved_in_the_evening_is_paid_the_same_day():
    row = an_accepted_award().instalments.get(state="planned", paid_after="agreement")
    approve_instalment(row, by=officer())
    evening = datetime(2020, 11, 2, 4, tzinfo=UTC)  # in Vancouver still the first
    Instalment.objects.filter(pk=row.pk).update(approved_at=evening)
    with pytest.raises(NotAllowed, match="from the approval until today"):
        pay_instalment(row, "EFT 4711", date(2020, 10, 31), by=officer(2))
    pay_instalment(row, "EFT 4711", date(2020, 11, 1), by=officer(2))

    row.refresh_from_db()
    assert (row.state, row.paid_on) == ("paid", date(2020, 11, 1))


def test_a_report_is_sent_back_with_what_is_missing():
    award = an_accepted_award()
    report, signer = award.reports.get(kind="interim"), coordinator_of(award.organisation)
    submit_report(report, words_for(report), by=signer)

    with pytest.raises(NotAllowed, match="Write what is missing"):
        return_report(report, " ", by=officer())
    return_report(report, "How many came?", by=officer())
    assert (report.state, report.remark) == ("returned", "How many came?")
    submit_report(report, words_for(report), by=signer)
    accept_report(report, by=officer())
    assert (report.state, report.remark) == ("accepted", "")


def test_whoever_saw_fewer_returns_is_told():
    award = an_accepted_award()

    with pytest.raises(NotAllowed, match="Someone changed this a moment ago"):
        record_return(award, Decimal(1), timezone.localdate(), seen=1, by=officer())


def test_all_lines_of_a_cost_are_planned_together():
    application = an_application()
    cost = application.call.costs.first()
    application.lines.update(cost=cost)  # two lines of 3750
    award = an_accepted_award(an_offer(application))
    for report in award.reports.all():
        planned = report.lines.values_list("cost", "planned")
        assert list(planned) == [(cost.pk, Decimal("7500.00"))]


def test_without_a_budget_each_cost_of_the_call_is_asked_about():
    award = an_offer()
    award.application.lines.all().delete()
    award = an_accepted_award(award)

    report = award.reports.get(kind="final")
    assert report.lines.count() == award.call.costs.count()
    assert set(report.lines.values_list("planned", flat=True)) == {Decimal(0)}


def test_what_a_report_does_not_name_stays():
    award = an_accepted_award()
    report = award.reports.get(kind="interim")
    save_report(report, words_for(report, spent={}), by=worker_of(award.organisation))

    assert set(report.lines.values_list("spent", flat=True)) == {None}


def test_conditions_begin_with_those_of_the_last_agreement_of_the_call():
    call = a_closed_call()
    first = an_offer(an_application(call))
    assert "Keep the receipts. Tell us early" in usual_terms(first, "en")
    an_agreement(first, terms="As last year.")
    second = an_offer(an_application(call, 2, places=["dawson-creek"]))

    assert usual_terms(second, "en") == "As last year."
    assert usual_terms(second, "fr") != "As last year."
