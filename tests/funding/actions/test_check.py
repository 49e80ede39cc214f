"""Checks of eligibility, and questions to applicants."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from tests.accounts.people import member
from tests.funding.application_made import a_partner, answer, coordinator_of
from tests.funding.review_made import a_closed_call, applications_in, officer
from upstander.audit.interface import entries_of
from upstander.core.errors import NotAllowed
from upstander.funding.actions.check import (
    Checked,
    answer_clarification,
    ask_applicant,
    check_application,
)
from upstander.funding.models import Application, Clarification, StaffCheck
from upstander.funding.queries.check import asked_of, first_findings, last_check
from upstander.funding.states import Condition, Finding
from upstander.network.interface import start_membership
from upstander.network.models import Organisation
from upstander.network.states import Role

pytestmark = pytest.mark.django_db
ALL_MET = {key: {"is": Finding.MET, "words": ""} for key in Condition.values}


def scene():
    return applications_in(a_closed_call(), 1)[0], officer()


def fresh(row):
    return Application.objects.get(pk=row.pk)


def test_who_is_not_eligible_leaves_the_running_and_comes_back():
    row, by = scene()
    check_application(row, Checked(ALL_MET, "ineligible", "Not in this region.", 0), by=by)
    assert (fresh(row).state, last_check(row).words) == ("ineligible", "Not in this region.")
    seen = last_check(row).pk
    check_application(row, Checked(ALL_MET, "eligible", "", seen), by=by)
    assert (fresh(row).state, row.checks.count()) == ("submitted", 2)
    facts = [entry.verb for entry in entries_of(f"application:{row.pk}")]
    assert facts == ["application.checked"] * 2


def test_of_two_officers_the_second_is_told():
    row, by = scene()
    check_application(row, Checked(ALL_MET, "eligible", "", 0), by=by)
    with pytest.raises(NotAllowed, match="meanwhile"):
        check_application(row, Checked(ALL_MET, "ineligible", "No.", 0), by=officer(2))
    assert (fresh(row).state, StaffCheck.objects.count()) == ("submitted", 1)


def test_who_checks_is_an_officer_without_a_conflict():
    row, by = scene()
    other = member(Role.REVIEWER, row.organisation, "other@example.org")
    with pytest.raises(NotAllowed):
        check_application(row, Checked(ALL_MET, "eligible", "", 0), by=other)
    start_membership(by, row.organisation, Role.EDITOR, by=None)
    with pytest.raises(NotAllowed, match="conflict"):
        check_application(row, Checked(ALL_MET, "eligible", "", 0), by=by)
    with pytest.raises(NotAllowed, match="conflict"):
        ask_applicant(row, "Why?", timezone.localdate(), by=by)


def test_what_the_records_say_first():
    row, _by = scene()
    assert {key: found for key, (found, _words) in first_findings(row).items()} == dict.fromkeys(
        Condition.values, Finding.MET
    )


def _unmet(row) -> list[str]:
    return [key for key, (found, words) in first_findings(fresh(row)).items()
            if found == Finding.NOT_MET and words]  # fmt: skip


def test_what_the_records_lack():
    row, _by = scene()
    a_partner(row, Organisation.objects.exclude(pk=row.organisation_id).first())
    assert _unmet(row) == ["partners"]
    Application.objects.update(asked=Decimal(7501))
    assert _unmet(row) == ["partners", "amount", "costs"]
    Application.objects.update(asked=None)
    assert _unmet(row) == ["partners", "amount", "costs"]
    Application.objects.update(asked=Decimal(7500))
    row.call.costs.update(most=Decimal(1))
    row.answers.filter(question__key="story").delete()
    assert _unmet(row) == ["partners", "costs", "complete"]
    row.communities.clear()
    assert "communities" in _unmet(row)
    Application.objects.update(kind=None)
    assert "communities" in _unmet(row)


def test_too_many_communities_and_questions_that_are_not_asked():
    row, _by = scene()
    row.kind.most_communities = 1
    row.kind.save()
    row.communities.set(row.communities.model.objects.all()[:2])
    assert _unmet(row) == ["communities"]
    answer(row, "before", "yes")
    assert _unmet(row) == ["communities", "complete"]


def test_a_question_is_asked_once_and_answered_once():
    row, by = scene()
    today = timezone.localdate()
    for _ in range(2):
        ask_applicant(row, "Who cooks?", today, by=by)
    asked = Clarification.objects.get()
    hers = coordinator_of(row.organisation)
    assert list(asked_of(hers)) == [asked]
    assert list(asked_of(by)) == []
    with pytest.raises(NotAllowed, match="Write something"):
        answer_clarification(asked, "  ", by=hers)
    with pytest.raises(NotAllowed, match="do not work"):
        answer_clarification(asked, "We do.", by=by)
    answer_clarification(asked, "We do.", by=hers)
    with pytest.raises(NotAllowed, match="answered already"):
        answer_clarification(asked, "They do.", by=hers)
    asked.refresh_from_db()
    assert (asked.answer, asked.answered_by) == ("We do.", hers)
    with pytest.raises(NotAllowed, match="still to come"):
        ask_applicant(row, "And?", today - timedelta(days=1), by=by)
