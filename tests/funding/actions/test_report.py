"""Reminders go once a moment; an award is closed only when all is accounted for."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core import mail
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from tests.funding.application_made import coordinator_of, worker_of
from tests.funding.award_made import (
    an_accepted_award,
    an_accepted_report,
    an_offer,
    officer,
    organisation,
    pay_all,
)
from upstander.accounts.interface import User
from upstander.core.errors import NotAllowed
from upstander.funding.actions.amendment import (
    agree_to_amendment,
    propose_amendment,
    second_amendment,
)
from upstander.funding.actions.report import close_award, keep_reminders, send_reminders
from upstander.funding.models import Award, Reminder
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

    with pytest.raises(OSError, match="refused"):
        alert_organisation.call(award.reference)


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
