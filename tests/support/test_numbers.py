"""A team's own numbers: true, of its own requests alone, and the same after rows are destroyed."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.support.desks import hub_team, request, team
from upstander.action.interface import label_of_own_number
from upstander.network.interface import start_membership
from upstander.network.states import Role
from upstander.support.actions.ending import ask_deletion, destroy_due, hours_so_far
from upstander.support.interface import own_numbers, periods, year_period
from upstander.support.models import Case, Clock, Tally
from upstander.support.queries.numbers import Period, numbers_of, quarter_of
from upstander.support.states import NUMBERED_STATES, OVER_STATES, CaseState

pytestmark = pytest.mark.django_db
TODAY = date(2026, 8, 20)


def _in(place, day=TODAY, **changes):
    told = {name: changes.pop(name) for name in ("wish", "origin", "language") if name in changes}
    case, _code = request(place, **told)
    Case.objects.filter(pk=case.pk).update(received_on=day, **changes)
    return case


def _quarter(number, year=2026):
    return next(p for p in periods(date(year, 12, 31)) if p.key == f"{year}-{number}")


def test_requests_are_counted_by_quarter_and_by_each_answer():
    place, *_ = team()
    _in(place, wish="record", language="pa")
    _in(place, date(2026, 7, 1), wish="support", origin="phone", state="closed", closed_on=TODAY)
    _in(place, date(2026, 6, 30), wish="record")
    _in(place, date(2024, 1, 1))
    _in(place, date(2023, 12, 31))  # before the years that are shown
    found, year = numbers_of(place, TODAY), year_period(2026)
    assert [found.of(_quarter(n)) for n in (1, 2, 3, 4)] == [0, 1, 2, 0]
    assert (found.of(year), found.of(year, "open")) == (3, 2)
    assert [found.of(year_period(y)) for y in (2025, 2024, 2023)] == [0, 1, 0]
    groups = [[(f.counted, f.number) for f in group.figures] for group in found.groups(year)]
    assert groups == [
        [("wish:support", 1), ("wish:record", 2), ("wish:both", 0)],
        [("origin:form", 2), ("origin:phone", 1), ("origin:paper", 0), ("origin:in_person", 0)],
        [("language:en", 2), ("language:pa", 1)],
    ]


@pytest.mark.parametrize("state", CaseState)
def test_only_what_is_a_request_counts(state):
    place, *_ = team()
    _in(place, state=state, closed_on=TODAY if state in OVER_STATES else None)
    is_counted = state in NUMBERED_STATES
    assert numbers_of(place, TODAY).of(year_period(2026)) == int(is_counted)
    assert is_counted is (state not in ("held", "abuse", "withdrawn"))


@pytest.mark.parametrize("changes", [{"count_status": "not_counted"}, {"is_deletion_asked": True}])
def test_what_is_not_counted_or_is_to_be_deleted_does_not_count(changes):
    place, *_ = team()
    _in(place, **changes)
    assert sum(numbers_of(place, TODAY).counts.values()) == 0


def test_everyone_sees_the_numbers_of_her_own_team_alone():
    place, _coordinator, worker, _recovery = team()
    desk, boss, _recovery = hub_team()
    _in(place)
    _in(place)
    _in(desk)
    for user, organisation, number in (
        (worker.user, place.organisation, 2),
        (boss.user, desk.organisation, 1),
    ):
        [found] = own_numbers(user, TODAY)
        assert (found.organisation, found.of(year_period(2026))) == (organisation, number)


def _destroy(*cases):
    today, hours = timezone.localdate(), hours_so_far()
    Clock.objects.update_or_create(pk=1, defaults={"hours": hours + 1})
    for case in cases:
        rows = Case.objects.filter(pk=case.pk)
        rows.update(closed_on=today, destroy_on=today, destroy_at_hour=hours)
    return destroy_due(today)


def test_numbers_are_the_same_after_rows_are_destroyed_in_time():
    place, *_ = team()
    cases = [_in(place, wish="record", state="closed", closed_on=TODAY) for _ in range(2)]
    cases.append(_in(place, date(2026, 2, 1), origin="paper", state="refused", closed_on=TODAY))
    before = numbers_of(place, TODAY).counts
    assert _destroy(*cases) == 3
    assert Case.objects.count() == 0
    assert +numbers_of(place, TODAY).counts == +before
    third = Tally.objects.filter(quarter=date(2026, 7, 1))
    assert dict(third.values_list("counted", "number")) == {
        "all": 2, "wish:record": 2, "origin:form": 2, "language:en": 2
    }  # fmt: skip


def test_what_was_no_request_or_was_deleted_at_her_wish_leaves_no_number():
    place, *_ = team()
    gone = [
        _in(place, state="abuse", closed_on=TODAY),
        _in(place, state="closed", closed_on=TODAY, count_status="not_counted"),
        _in(place, state="closed", closed_on=TODAY, is_deletion_asked=True),
    ]
    asked = _in(place)
    assert _destroy(*gone) == 3
    assert ask_deletion(asked)
    assert (Case.objects.count(), Tally.objects.count()) == (0, 0)


def test_counting_takes_two_queries_however_much_there_is(django_assert_num_queries):
    place, *_ = team()
    for number in range(4):
        _in(place, language=("en", "pa")[number % 2])
    Tally.objects.create(team=place, quarter=date(2026, 1, 1), counted="all", number=5)
    assert place.organisation.name  # known before
    with django_assert_num_queries(2):
        numbers_of(place, TODAY)


def test_the_numbers_of_several_teams_take_no_more_queries_than_of_one():
    place, _coordinator, worker, _recovery = team()
    other, *_ = hub_team()
    _in(place)
    Tally.objects.create(team=place, quarter=date(2026, 1, 1), counted="all", number=5)
    counts = []
    for _each in range(2):
        with CaptureQueriesContext(connection) as queries:
            found = own_numbers(worker.user, TODAY)
        counts.append(len(queries))
        if len(counts) == 1:
            _in(other)
            _in(other)
            start_membership(worker.user, other.organisation, Role.HUB_STAFF, by=None)
    numbers = {row.organisation: row.of(year_period(2026)) for row in found}
    assert numbers == {place.organisation: 6, other.organisation: 2}
    assert counts[0] == counts[1]


def test_periods_are_the_years_with_the_quarters_that_have_begun():
    keys = [period.key for period in periods(date(2026, 4, 1))]
    assert keys[:3] == ["2026", "2026-2", "2026-1"]
    assert keys[3:8] == ["2025", "2025-4", "2025-3", "2025-2", "2025-1"]
    assert _quarter(4) == Period("2026-4", date(2026, 10, 1), date(2026, 12, 31))
    assert _quarter(1).last == date(2026, 3, 31)
    day = date(2026, 1, 1)
    while day.year == 2026:
        [found] = [p for p in periods(day) if p.first <= day <= p.last and not p.is_year]
        assert found.first == quarter_of(day)
        day += timedelta(1)


def test_local_action_calls_each_number_as_the_desk_does():
    place, *_ = team()
    _in(place, language="pa")
    for group in numbers_of(place, TODAY).groups(year_period(2026)):
        for figure in group.figures:
            assert label_of_own_number(figure.counted) == f"{group.title}: {figure.label}"
    assert label_of_own_number("all") == "Requests"
    assert label_of_own_number("language:xx") == "Language: xx"
