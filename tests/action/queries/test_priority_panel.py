"""What waits about priorities on the home of local action."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.accounts.people import hub, member
from tests.action.priority_made import a_proposed_priority, a_round, an_agreed_priority, coordinator
from upstander.action.actions.scoring import give_scores
from upstander.action.models import Priority
from upstander.action.queries.priority_panel import priority_panel
from upstander.network.states import Role

pytestmark = pytest.mark.django_db


def _rows(user, days=0):
    panel = priority_panel(user, timezone.now() + timedelta(days))
    return [(row.is_waiting, row.is_late, str(row.note)[:9]) for row in panel.rows]


def test_a_scoring_waits_until_she_gave_hers_and_again_when_its_days_are_over():
    by = coordinator()
    row = a_proposed_priority(by)
    found = a_round(by)
    assert _rows(by) == [(True, False, "open unti")]
    given = {"importance": 1, "feasibility": 2, "reach": 3, "words": ""}
    give_scores(found, None, {row.pk: given}, by=by)
    assert _rows(by) == [(False, False, "open unti")]
    assert _rows(by, 30) == [(True, False, "The last ")]


def test_a_review_is_announced_four_weeks_ahead_and_late_after_its_day():
    by = coordinator()
    row = an_agreed_priority(by)
    assert _rows(by) == []
    for days, late in ((28, False), (0, False), (-1, True)):
        day = timezone.localdate() + timedelta(days)
        Priority.objects.filter(pk=row.pk).update(review_on=day, agreed_on=day - timedelta(365))
        assert _rows(by) == [(True, late, "review by")]


def test_hub_and_funder_find_the_way_in():
    for role in (Role.HUB_STAFF, Role.FUNDER_OFFICER):
        assert _rows(member(role, hub())) == []
    assert priority_panel(member(Role.TRANSLATOR, hub()), timezone.now()) is None
