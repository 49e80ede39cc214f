"""What hidden fields carry, whoever sends it."""

import pytest

from upstander.core.fields import whole_number


@pytest.mark.parametrize(
    ("typed", "number"),
    [("0", 0), ("42", 42), ("٤٢", 42), ("999999999", 999_999_999), ("1000000000", None),
     ("9" * 5000, None), ("", None), ("-1", None), ("1.0", None), ("²", None), ("x", None)],
)  # fmt: skip
def test_a_whole_number_is_read_and_nothing_else(typed: str, number: int | None) -> None:
    assert whole_number(typed) == number
