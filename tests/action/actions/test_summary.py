"""Summaries are written once a year, changed by one at a time, and stay as they were agreed."""

import os
import random
from contextlib import suppress

import pytest

from tests.accounts.people import member, spoke
from tests.action.community_made import LAST_YEAR, a_summary, values
from tests.action.project_made import coordinator
from upstander.action.actions.summary import agree_summary, change_summary, write_summary
from upstander.action.models import AnnualSummary
from upstander.action.states import SummaryState
from upstander.audit.interface import entries_of
from upstander.core.errors import NotAllowed
from upstander.network.states import Role

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


def test_random_lives():
    """Whatever is tried, one summary a year, and what is agreed never changes."""
    one, worker = coordinator(), member(Role.SPOKE_WORKER, spoke())
    people = [one, one, worker, coordinator(spoke(1))]
    agreed: dict[int, str] = {}
    for seed in range(int(os.environ.get("UPSTANDER_LIVES", "3"))):
        chance = random.Random(seed)  # noqa: S311 - lives, not secrets
        for step in range(40):
            _live(chance, chance.choice(people), f"{seed}-{step}")
            rows = AnnualSummary.objects.filter(state=SummaryState.AGREED)
            now = dict(rows.values_list("pk", "words"))
            assert {pk: now[pk] for pk in agreed} == agreed
            assert all(row.agreed_by == one for row in rows)
            agreed = now
    assert agreed


def _live(chance, by, words):
    rows = list(AnnualSummary.objects.order_by("pk"))
    seen, year = chance.choice([0, 1, 2]), LAST_YEAR - chance.randrange(3) + 1
    deeds = [lambda: write_summary(spoke(), values(year=year, words=words), by=by)]
    if rows:
        row = chance.choice(rows)
        deeds += [
            lambda: change_summary(row, values(words=words), seen=seen, by=by),
            lambda: agree_summary(row, seen=row.version, by=by),
        ]
    with suppress(NotAllowed):
        chance.choice(deeds)()
