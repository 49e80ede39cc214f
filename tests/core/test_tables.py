"""Tables that leave the house: nothing in them runs."""

import csv
import io
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from upstander.core.tables import csv_bytes, csv_safe


@pytest.mark.parametrize(
    "text",
    ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", " =1", "\u200f=1", "\ufeff@x", "＝1"],
)
def test_what_a_spreadsheet_would_run_is_words(text):
    assert csv_safe(text) == f"'{text}"


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        ("A = B", "A = B"),
        ("", ""),
        (None, ""),
        (Decimal("-7.50"), "-7.50"),
        (-3, "-3"),
        (True, "yes"),
        (False, "no"),
        (date(2027, 4, 1), "2027-04-01"),
        (datetime(2027, 4, 1, 9, tzinfo=UTC), "2027-04-01T09:00:00+00:00"),
    ],
)
def test_everything_else_is_written_plainly(value, cell):
    assert csv_safe(value) == cell


def test_a_table_keeps_commas_quotes_lines_and_scripts():
    rows = [['a, "b"', "two\nlines"], ["عربي", "=2"]]
    found = csv_bytes(["One", "=Two"], rows)
    assert found.startswith(b"\xef\xbb\xbf")
    read = list(csv.reader(io.StringIO(found.decode("utf-8-sig"), newline="")))
    assert read == [["One", "'=Two"], rows[0], ["عربي", "'=2"]]
