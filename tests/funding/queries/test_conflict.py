"""Who is too near: what the records show, what was said, and for how long it holds."""

from datetime import date, timedelta
from uuid import UUID

import pytest
from django.utils import timezone

from tests.accounts.people import hub, member, person, spoke
from tests.funding.application_made import a_partner, a_sent_application
from tests.funding.review_made import a_closed_call, applications_in, free, reviewer
from upstander.funding.models import Collaborator, Conflict, Declaration
from upstander.funding.queries.conflict import (
    a_year_before,
    applicants_for,
    conflicts,
    declared,
    in_review,
    known_conflicts,
)
from upstander.funding.states import ConflictKind, PartnerState
from upstander.network.models import Membership, Organisation
from upstander.network.states import Role

pytestmark = pytest.mark.django_db


def _scene():
    call = a_closed_call()
    return call, applications_in(call, 2), reviewer()


def _near(user, rows) -> list[int]:
    """Which of the applications she is too near to, by their place."""
    found = conflicts(rows, [user.pk])
    return [n for n, row in enumerate(rows) if (user.pk, row.pk) in found]


def _belongs(user, organisation, *, left: date | None = None) -> None:
    Membership.objects.create(
        user=user, organisation=organisation, role=Role.EDITOR,
        starts_on=date(2020, 1, 1), ends_on=left,
    )  # fmt: skip


def test_nobody_is_too_near_without_a_reason():
    _call, rows, user = _scene()
    assert _near(user, rows) == []


def test_members_of_the_applicant_in_any_role():
    _call, rows, user = _scene()
    _belongs(user, rows[1].organisation)
    assert _near(user, rows) == [1]


@pytest.mark.parametrize("state", PartnerState)
def test_members_of_a_partner_that_has_not_declined(state):
    _call, rows, user = _scene()
    a_partner(rows[0], spoke(20), state)
    _belongs(user, spoke(20))
    assert _near(user, rows) == ([] if state == PartnerState.DECLINED else [0])


def test_who_left_is_near_for_twelve_months():
    _call, rows, user = _scene()
    last = a_year_before(timezone.localdate())
    _belongs(user, rows[0].organisation, left=last)
    _belongs(user, rows[1].organisation, left=last - timedelta(days=1))
    assert _near(user, rows) == [0]


def test_who_belongs_only_later_is_not_near_yet():
    _call, rows, user = _scene()
    Membership.objects.create(
        user=user, organisation=rows[0].organisation, role=Role.EDITOR,
        starts_on=timezone.localdate() + timedelta(days=1),
    )  # fmt: skip
    assert _near(user, rows) == []


def test_who_wrote_began_or_signed_it():
    _call, rows, user = _scene()
    Collaborator.objects.create(application=rows[0], user=user, added_by=rows[0].started_by)
    assert _near(user, rows) == [0]
    other = person("began@example.org")
    rows[0].started_by, rows[1].signed_by = other, other
    assert _near(other, rows) == [0, 1]


def test_what_was_said_and_kept_holds():
    _call, rows, user = _scene()
    now = timezone.now()
    Conflict.objects.create(
        user=user, application=rows[0], kind=ConflictKind.DECLARED, declared_at=now
    )
    assert _near(user, rows) == [0]
    partner = a_partner(rows[1], spoke(20))
    Conflict.objects.create(
        user=user, organisation=spoke(20), kind=ConflictKind.KNOWN, declared_at=now
    )
    assert _near(user, rows) == [0, 1]
    assert known_conflicts(rows, [user.pk]) == frozenset()
    partner.state = PartnerState.DECLINED
    partner.save()
    assert _near(user, rows) == [0]


def test_another_person_is_not_meant():
    _call, rows, user = _scene()
    other = reviewer(2)
    _belongs(user, rows[0].organisation)
    assert conflicts(rows, [other.pk]) == frozenset()
    assert conflicts(rows, [user.pk, other.pk]) == {(user.pk, rows[0].pk)}


def test_a_word_holds_for_the_organisations_that_she_was_shown():
    _call, rows, user = _scene()
    free(user, rows[0])
    assert declared(rows, [user.pk]) == {(user.pk, rows[0].pk)}
    a_partner(rows[0], spoke(20))
    assert declared(rows, [user.pk]) == frozenset()
    free(user, rows[0])
    assert declared(rows, [user.pk]) == {(user.pk, rows[0].pk)}
    assert Declaration.objects.count() == 1


def test_the_list_says_organisations_communities_and_partners():
    call, rows, user = _scene()
    a_partner(rows[0], spoke(20))
    a_partner(rows[0], spoke(21), PartnerState.DECLINED)
    _belongs(user, rows[1].organisation)
    free(user, rows[0])
    first, second = applicants_for(user, call)
    assert (first.organisation, first.partners) == (rows[0].organisation, [spoke(20)])
    assert [place.key for place in first.communities] == ["fort-st-john"]
    assert (first.is_known, first.has_declared, first.has_conflict) == (False, True, False)
    assert (second.is_known, second.has_declared, second.has_conflict) == (True, False, True)


def test_the_list_is_of_what_is_in_review_in_this_call():
    call, rows, user = _scene()
    for number, state in enumerate(("draft", "ineligible", "withdrawn"), 30):
        a_sent_application(call, spoke(number), state=state)
    a_sent_application(a_closed_call(), spoke(33))
    assert {row.organisation for row in applicants_for(user, call)} == {
        row.organisation for row in rows
    }


def test_what_is_in_review_stands_by_the_names_of_the_applicants():
    call, names = a_closed_call(), ["Yew", "Ash", "Oak", "Elm"]
    for number, name in enumerate(names):
        Organisation.objects.filter(pk=spoke(30 + number).pk).update(name=name)
        a_sent_application(call, spoke(30 + number), pk=UUID(int=number))
    a_sent_application(call, spoke(40), state="ineligible")
    a_sent_application(a_closed_call(), spoke(41))
    assert [row.organisation.name for row in in_review(call)] == sorted(names)


def test_the_list_asks_as_many_questions_for_many(django_assert_max_num_queries):
    few, many, user = a_closed_call(), a_closed_call(), reviewer()
    applications_in(few, 1)
    applications_in(many, 6)
    for call in (few, many):
        with django_assert_max_num_queries(13):
            assert applicants_for(user, call)


def test_a_year_before_a_leap_day():
    assert a_year_before(date(2028, 2, 29)) == date(2027, 2, 28)
    assert a_year_before(date(2028, 3, 1)) == date(2027, 3, 1)
    assert hub() is not None


def test_a_reviewer_of_the_applicant_itself():
    _call, rows, _user = _scene()
    own = member(Role.REVIEWER, rows[1].organisation, "own@example.org")
    assert _near(own, rows) == [1]
