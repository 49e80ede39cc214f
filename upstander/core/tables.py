"""Tables that people take with them: CSV in which no cell runs as a formula."""

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

# What a spreadsheet takes for the beginning of a formula, also behind blanks and marks.
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def csv_safe(value: Any) -> str:
    """A cell as text. Words that a spreadsheet would run get an apostrophe before them."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int | Decimal):
        return str(value)
    if isinstance(value, date | datetime):
        return value.isoformat()
    text = str(value)
    begins = text.lstrip(" \u00a0\u200b\u200e\u200f\ufeff")
    return f"'{text}" if begins.startswith(FORMULA) else text


def csv_bytes(head: Sequence[Any], rows: Iterable[Sequence[Any]]) -> bytes:
    """A table as UTF-8 with a mark, so that spreadsheets read every script; lines end in CRLF."""
    out = io.StringIO()
    writer = csv.writer(out)
    for row in (head, *rows):
        writer.writerow([csv_safe(cell) for cell in row])
    return out.getvalue().encode("utf-8-sig")
