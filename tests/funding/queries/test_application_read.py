"""Whether there is anything to read of an answer, and what is above its ceiling."""

from decimal import Decimal

import pytest

from upstander.funding.models import File
from upstander.funding.queries.application_read import Answered, Spent
from upstander.network.interface import Text


@pytest.mark.parametrize(("value", "files", "is_answered"), [
    (None, 0, False), ("", 0, False), (" ", 0, False), ("Yes", 0, True), (None, 1, True),
    ("Yes", 1, True), ([{"what": " "}], 0, False), ([{"what": "Cook"}], 0, True),
])  # fmt: skip
def test_a_file_is_an_answer_as_well(value, files, is_answered):
    row = Answered(None, Text("", "en"), True, value, None, [], [], [File()] * files, 0)
    assert row.is_answered is is_answered


@pytest.mark.parametrize(("planned", "most", "is_over"), [
    ("499.99", "500", False), ("500", "500", False), ("500.01", "500", True), ("500", None, False),
    ("0", "0", False), ("0.01", "0", True),
])  # fmt: skip
def test_a_ceiling_may_be_reached(planned, most, is_over):
    ceiling = None if most is None else Decimal(most)
    assert Spent(None, Text("", "en"), Decimal(planned), ceiling).is_over is is_over
