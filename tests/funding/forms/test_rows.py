"""Rows that are moved and taken out by a button."""

import pytest
from django.http import QueryDict

from upstander.funding.forms.rows import MOST_ROWS, arranged, rows_of

THREE = "_a-rows=3&a-0-text=One&a-1-text=Two&a-2-text=Three&a-2-more=x&b-0-text=Other"


@pytest.mark.parametrize(("do", "places"), [
    ("a-up-1", [1, 0, 2]), ("a-up-2", [0, 2, 1]), ("a-down-0", [1, 0, 2]), ("a-down-1", [0, 2, 1]),
    ("a-remove-0", [1, 2]), ("a-remove-2", [0, 1]), ("a-up-0", None), ("a-down-2", None),
    ("a-remove-3", None), ("a-remove-", None), ("a-remove-²", None), ("a-remove--1", None),
    ("b-remove-0", None), ("on", None), ("", None), (f"a-remove-{'9' * 5000}", None),
])  # fmt: skip
def test_a_button_moves_its_row_and_nothing_else(do, places):
    data = QueryDict(THREE).copy()
    data["do"] = do
    found, came_from = arranged(data, "a")
    assert came_from == (places or [0, 1, 2])
    rows = [{"text": "One"}, {"text": "Two"}, {"text": "Three", "more": "x"}]
    assert rows_of(found, "a") == [rows[place] for place in came_from]
    assert (found["b-0-text"], found["_a-rows"]) == ("Other", str(len(came_from)))
    assert (found is data) is (places is None)


@pytest.mark.parametrize(("said", "number"), [
    ("2", 2), ("0", 0), ("", 0), ("-1", 0), ("²", 0), ("x", 0), (str(MOST_ROWS), MOST_ROWS),
    (str(MOST_ROWS + 1), MOST_ROWS), ("9" * 5000, 0),
])  # fmt: skip
def test_there_are_as_many_rows_as_the_page_says(said, number):
    assert rows_of({"_a-rows": said}, "a") == [{}] * number
