"""Who gets a letter that something waits, and where it leads; what the letter says."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.core import mail
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from tests.funding.application_made import (
    a_partner,
    a_sent_application,
    a_whole_application,
    coordinator_of,
    worker_of,
)
from tests.funding.award_made import (
    a_closed_call,
    an_accepted_award,
    an_agreement,
    an_application,
    an_offer,
    officer,
    organisation,
)
from tests.funding.call_made import an_open_call
from tests.funding.review_made import given, handed_in, reviewer
from upstander.accounts.interface import User
from upstander.funding.actions.agreement import decline_award
from upstander.funding.actions.amendment import (
    agree_to_amendment,
    propose_amendment,
    refuse_amendment,
    second_amendment,
)
from upstander.funding.actions.application import add_collaborator, allow_late
from upstander.funding.actions.assigning import give_reviews
from upstander.funding.actions.call import close_call, extend_call
from upstander.funding.actions.check import (
    Checked,
    answer_clarification,
    ask_applicant,
    check_application,
)
from upstander.funding.actions.decision import Wish, decide, end
from upstander.funding.actions.partner import ask_partner, settle_partner
from upstander.funding.actions.review import reopen_review
from upstander.funding.models import Clarification, Partner
from upstander.funding.queries.application import version_of_partner
from upstander.funding.queries.assigning import live_digest
from upstander.funding.rules.amendment import Change
from upstander.funding.rules.call import CloseReason
from upstander.funding.states import Condition
from upstander.funding.tasks.award import alert_organisation
from upstander.funding.tasks.people import tell_people

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def _letters() -> list[tuple[list[str], str]]:
    """Since it was asked last: to whom the letters of each job went, and where they lead."""
    found = []
    jobs = {task.module_path: task for task in (tell_people, alert_organisation)}
    for job in DBTaskResult.objects.filter(task_path__in=jobs):
        mail.outbox.clear()
        jobs[job.task_path].call(*job.args_kwargs["args"])
        (path,) = {line.partition("/desk/funding/")[2] for letter in mail.outbox
                   for line in letter.body.splitlines() if "/desk/" in line}  # fmt: skip
        found.append((sorted(letter.to[0] for letter in mail.outbox), path))
    DBTaskResult.objects.all().delete()
    return sorted(found)


def _everyone(here) -> list[str]:
    return sorted(user.email for user in (coordinator_of(here), worker_of(here)))


def _checked(decision: str, seen: int = 0) -> Checked:
    findings = {key: {"is": "ok", "words": ""} for key in Condition.values}
    return Checked(findings, decision, "Too far away.", seen)


def test_a_partner_hears_that_it_is_asked_and_the_applicant_what_it_says():
    ours, theirs = organisation(1), organisation(2)
    row = a_whole_application(an_open_call(), ours)
    partner = a_partner(row, theirs)
    signs, writes = coordinator_of(theirs), worker_of(theirs)
    here = _everyone(ours)

    ask_partner(partner, by=coordinator_of(ours))

    assert _letters() == [([signs.email], f"partnerships/{partner.pk}/")]
    add_collaborator(row, writes, by=coordinator_of(ours))
    for said in ("confirmed", "declined"):
        partner = Partner.objects.get(pk=partner.pk)
        assert row.collaborators.count() == 1
        settle_partner(partner, said, version_of_partner(partner), by=signs)
        assert _letters() == [(here, f"applications/{row.pk}/partners/")]
    assert row.collaborators.count() == 0  # whose organisation takes no part, does not write


def test_an_organisation_hears_that_it_may_be_late():
    here = _everyone(organisation(1))
    call = a_closed_call()
    allow_late(call, organisation(1), call.closes_at + DAY, "A flood.", by=officer())
    assert _letters() == [(here, "apply/")]


def test_who_has_a_draft_hears_that_the_call_ends_at_another_time():
    call, by = an_open_call(), officer()
    draft = a_whole_application(call, organisation(1))
    a_sent_application(call, organisation(2), places=["houston"])
    a_whole_application(an_open_call(key="other"), organisation(3))
    here = _everyone(organisation(1))
    _everyone(organisation(2))

    extend_call(call, call.closes_at + DAY, by=by)

    assert _letters() == [(here, f"applications/{draft.pk}/")]
    close_call(call, CloseReason.ENOUGH, by=by)
    assert _letters() == [(here, f"applications/{draft.pk}/")]


def test_reviewers_hear_what_is_given_to_them():
    call, by = a_closed_call(), officer()
    rows = [an_application(call, n, places=[place])
            for n, place in enumerate(["houston", "kitimat"], 1)]  # fmt: skip
    ada, bea = reviewer(1), reviewer(2)
    chosen = {rows[0].pk: [ada.pk, bea.pk], rows[1].pk: [ada.pk]}

    give_reviews(call, chosen, timezone.localdate() + DAY, live_digest(call), by=by)

    assert _letters() == [([ada.email, bea.email], "reviews/")]
    give_reviews(call, {}, timezone.localdate() + DAY, live_digest(call), by=by)
    assert _letters() == []


def test_a_reviewer_hears_that_her_review_is_open_again():
    row, ada, by = an_application(), reviewer(), officer()
    review = handed_in(row, ada, by)
    _letters()
    reopen_review(review, "unclear", by=by)
    assert _letters() == [([ada.email], f"reviews/{review.pk}/")]


def test_question_and_answer():
    row, by = an_application(), officer()
    here = _everyone(row.organisation)

    ask_applicant(row, "How many?", timezone.localdate() + DAY, by=by)
    ask_applicant(row, "How many?", timezone.localdate() + DAY, by=by)

    assert _letters() == [(here, f"checks/{row.pk}/told/")]
    answer_clarification(Clarification.objects.get(), "Twelve.", by=worker_of(row.organisation))
    assert _letters() == [([by.email], f"checks/{row.pk}/")]


def test_an_applicant_hears_when_it_is_out_and_when_it_is_in_again():
    row, by = an_application(), officer()
    here = _everyone(row.organisation)
    letters = []
    for decision in ("eligible", "ineligible", "ineligible", "eligible"):
        last = row.checks.values_list("pk", flat=True).first() or 0
        check_application(row, _checked(decision, last), by=by)
        letters.append(_letters())
    told = [(here, f"checks/{row.pk}/told/")]
    assert letters == [[], told, [], told]


def test_all_who_applied_hear_that_the_call_is_decided():
    call, by = a_closed_call(), officer()
    call.envelopes.all().delete()
    places = ("houston", "kitimat", "terrace")
    gets, nothing, out = (
        an_application(call, n, places=[place]) for n, place in enumerate(places, 1)
    )
    a_whole_application(call, organisation(4))  # was never sent
    check_application(out, _checked("ineligible"), by=by)
    for row, amount in ((gets, 7500), (nothing, 0)):
        decide(row, Wish(Decimal(amount)), by=by)
    people = {row: _everyone(row.organisation) for row in (gets, nothing, out)}
    _letters()

    end(call, say=str, by=by)

    assert _letters() == sorted([
        (people[gets], f"awards/{call.key}-001/"),
        (people[nothing], f"applications/{nothing.pk}/"),
        (people[out], f"applications/{out.pk}/"),
    ])  # fmt: skip


def test_who_sent_the_agreement_hears_that_it_is_turned_down():
    award = an_agreement(an_offer()).award
    _letters()
    decline_award(award, by=coordinator_of(award.organisation))
    assert _letters() == [([officer().email], f"awards/{award.reference}/")]


def test_who_decided_hears_that_an_offer_without_an_agreement_is_turned_down():
    call, by = a_closed_call(), officer(2)
    call.envelopes.all().delete()
    row = an_application(call)
    decide(row, Wish(Decimal(7500)), by=by)
    end(call, say=str, by=officer())
    DBTaskResult.objects.all().delete()
    decline_award(row.award, by=coordinator_of(row.organisation))
    assert _letters() == [([by.email], f"awards/{row.award.reference}/")]


def test_the_organisation_hears_when_a_sum_above_the_ceiling_waits_for_its_answer():
    award = an_accepted_award()
    here = _everyone(award.organisation)
    more = Change("top_up", "Snow.", amount=Decimal(1), due_on=award.starts_on)
    change = propose_amendment(award, more, by=officer())
    DBTaskResult.objects.all().delete()
    second_amendment(change, by=officer(2))
    assert _letters() == [(here, f"awards/{award.reference}/")]


def test_each_side_hears_what_the_other_says_of_a_change():
    award, one, two = an_accepted_award(), officer(), officer(2)
    signs = coordinator_of(award.organisation)
    here = _everyone(award.organisation)
    later = Change("amend", "Snow.", new_end=award.ends_on + DAY)
    page = f"awards/{award.reference}/"
    _letters()
    refuse_amendment(propose_amendment(award, later, by=one), by=signs)
    assert _letters() == sorted([(here, page), ([one.email], page)])
    refuse_amendment(propose_amendment(award, later, by=one), by=two)
    assert _letters() == [(here, page), (here, page)]
    agree_to_amendment(propose_amendment(award, later, by=one), "Ada", by=signs)
    assert _letters() == sorted([(here, page), ([one.email], page)])


def test_a_letter_names_nobody_and_goes_to_nobody_who_left():
    row, by = an_application(), officer()
    ada, bea = reviewer(1), reviewer(2)
    User.objects.filter(pk=ada.pk).update(language="fr")
    given(row, ada, by)
    given(row, bea, by)
    User.objects.filter(pk=bea.pk).update(is_active=False)
    DBTaskResult.objects.all().delete()
    mail.outbox.clear()

    tell_people.call([ada.pk, bea.pk], "/desk/funding/reviews/")

    (letter,) = mail.outbox
    assert letter.to == [ada.email]
    assert letter.subject == "Quelque chose vous attend à votre bureau"
    secrets = (row.organisation.name, row.title, ada.name, by.name, "7500")
    assert [word for word in secrets if word in letter.body + letter.subject] == []
