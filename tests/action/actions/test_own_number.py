"""What a desk counted becomes evidence, small numbers as “fewer than”, and fills in a summary."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from tests.accounts.people import spoke
from tests.action.community_made import a_summary
from tests.action.priority_made import a_priority, a_proposed_priority, coordinator
from tests.action.project_made import coordinator as signer
from tests.action.survey_made import worker
from upstander.action.actions.priority import remove_evidence, set_priority_aside
from upstander.action.actions.summary import agree_summary
from upstander.action.interface import (
    OwnNumber,
    fill_in_summary,
    priorities_to_back,
    use_own_number,
)
from upstander.action.models import AnnualSummary, Evidence, Priority
from upstander.action.queries.own_number import own_numbers_of
from upstander.audit.interface import entries_of
from upstander.core.errors import NotAllowed

pytestmark = pytest.mark.django_db
FIRST, LAST = date(2026, 1, 1), date(2026, 3, 31)


def number(**changes):
    return OwnNumber("wish:record", 23, FIRST, LAST)._replace(**changes)


@pytest.mark.parametrize(
    ("counted", "kept", "said"),
    [(0, None, "fewer than 10"), (9, None, "fewer than 10"), (10, 10, "10"), (4711, 4711, "4711")],
)
def test_a_small_number_is_kept_nowhere(counted, kept, said):
    row = a_priority(coordinator())
    use_own_number(row, number(number=counted), by=worker())
    piece = Evidence.objects.get()
    assert (piece.kind, piece.words, piece.figure) == ("numbers", "", kept)
    assert (piece.day, piece.first_day, piece.last_day) == (timezone.localdate(), FIRST, LAST)
    [shown] = own_numbers_of(row)
    assert (shown.label, shown.figure) == ("What the person wants: Only record it", said)


def test_the_log_says_that_one_was_used_and_no_number():
    row = a_priority(coordinator())
    use_own_number(row, number(number=4711), by=worker())
    entry = entries_of(f"priority:{row.pk}")[-1]
    assert entry.verb == "priority.own_number_used"
    assert [word for word in ("4711", "wish", "2026-03") if word in entry.body[90:]] == []


def test_the_same_number_is_used_once_and_again_after_it_was_taken_out():
    row, by = a_priority(coordinator()), worker()
    piece = use_own_number(row, number(), by=by)
    with pytest.raises(NotAllowed, match="is there already"):
        use_own_number(row, number(number=30), by=by)
    use_own_number(row, number(counted="all"), by=by)
    remove_evidence(row, piece.pk, by=by)
    use_own_number(row, number(number=30), by=by)
    figures = Evidence.objects.order_by("figure").values_list("counted", "figure")
    assert list(figures) == [("all", 23), ("wish:record", 30)]


@pytest.mark.parametrize(
    "changes",
    [
        {"counted": ""},
        {"number": -1},
        {"last_day": FIRST - timedelta(1)},
        {"first_day": date(2999, 1, 1), "last_day": date(2999, 3, 31)},
    ],
)
def test_what_is_no_count_is_refused(changes):
    row = a_priority(coordinator())
    with pytest.raises(NotAllowed, match="valid value"):
        use_own_number(row, number(**changes), by=worker())
    assert Evidence.objects.count() == 0


def test_only_the_organisations_own_people_use_one_and_only_where_it_still_counts():
    row, other = a_priority(coordinator()), coordinator(1)
    with pytest.raises(NotAllowed, match="Only people who write"):
        use_own_number(row, number(), by=other)
    assert list(priorities_to_back(other, spoke().pk)) == []
    by = worker()
    assert list(priorities_to_back(by, spoke().pk)) == [row]
    set_priority_aside(row, by=by)
    assert list(priorities_to_back(by, spoke().pk)) == []
    with pytest.raises(NotAllowed, match="already been dealt with"):
        use_own_number(Priority.objects.get(), number(), by=by)


@pytest.mark.parametrize(
    "changes",
    [
        {"figure": 9},
        {"counted": ""},
        {"first_day": None},
        {"kind": "source"},
        {"words": "A name"},
        {"last_day": FIRST - timedelta(1)},
    ],
)
def test_the_database_holds_it_too(changes):
    use_own_number(a_proposed_priority(coordinator()), number(), by=worker())
    with pytest.raises(IntegrityError), transaction.atomic():
        Evidence.objects.update(**changes)


def test_a_summary_is_filled_in_once_seen_and_stays_as_agreed():
    by = worker()
    summary = a_summary(reports=None)
    fill_in_summary(summary, 34, seen=0, by=by)
    with pytest.raises(NotAllowed, match="a moment ago"):
        fill_in_summary(summary, 35, seen=0, by=by)
    found = AnnualSummary.objects.get()
    assert (found.reports, found.version) == (34, 1)
    with pytest.raises(NotAllowed, match="Only people"):
        fill_in_summary(summary, 35, seen=1, by=coordinator(1))
    agree_summary(found, seen=1, by=signer())
    with pytest.raises(NotAllowed, match="It stays as it is"):
        fill_in_summary(summary, 35, seen=1, by=by)
    verbs = [entry.verb for entry in entries_of(f"summary:{summary.pk}")]
    assert verbs == ["summary.written", "summary.filled_in", "summary.agreed"]
