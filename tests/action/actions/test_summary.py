"""Summaries are written once a year, changed by one at a time, and stay as they were agreed."""

import pytest

from tests.action.community_made import a_summary, values
from tests.action.project_made import coordinator
from upstander.action.actions.summary import agree_summary, change_summary
from upstander.action.models import AnnualSummary
from upstander.action.states import SummaryState
from upstander.audit.interface import entries_of
from upstander.core.errors import NotAllowed

pytestmark = pytest.mark.django_db


def test_one_a_year():
    a_summary()
    with pytest.raises(NotAllowed, match="There is a summary of this year"):
        a_summary(words="Another")
    assert AnnualSummary.objects.get().words == "Two slogans were painted over."


def test_the_second_tab_changes_nothing():
    summary, by = a_summary(), coordinator()
    change_summary(summary, values(words="First", reports=None), seen=0, by=by)
    with pytest.raises(NotAllowed, match="a moment ago"):
        change_summary(summary, values(words="Second"), seen=0, by=by)
    with pytest.raises(NotAllowed, match="a moment ago"):
        agree_summary(summary, seen=0, by=by)
    row = AnnualSummary.objects.get()
    assert (row.words, row.reports, row.state) == ("First", None, SummaryState.DRAFT)


def test_what_is_logged_holds_no_words():
    summary = a_summary()
    agree_summary(summary, seen=0, by=coordinator())
    rows = entries_of(f"summary:{summary.pk}")
    assert [row.verb for row in rows] == ["summary.written", "summary.agreed"]
    assert [words for words in ("slogans", "Coordinator") if words in rows[0].body] == []
