"""What hidden fields carry, whoever sends it."""

import pytest
from django.core.exceptions import ValidationError

from upstander.accounts.models import User
from upstander.core.fields import RowsField, whole_number


@pytest.mark.parametrize(
    ("typed", "number"),
    [("0", 0), ("42", 42), ("٤٢", 42), ("999999999", 999_999_999), ("1000000000", None),
     ("9" * 5000, None), ("", None), ("-1", None), ("1.0", None), ("²", None), ("x", None)],
)  # fmt: skip
def test_a_whole_number_is_read_and_nothing_else(typed: str, number: int | None) -> None:
    assert whole_number(typed) == number


@pytest.mark.django_db
@pytest.mark.parametrize("typed", ["9" * 18, "9" * 20, "9" * 5000, "x", ""])
def test_a_number_that_no_row_has_is_a_wrong_choice(typed: str) -> None:
    field = RowsField(queryset=User.objects.all())
    with pytest.raises(ValidationError) as wrong:
        field.clean([typed])
    assert wrong.value.code == "invalid_choice"


@pytest.mark.django_db
def test_rows_that_are_ticked_are_taken() -> None:
    field = RowsField(queryset=User.objects.all(), required=False)
    row = User.objects.create(email="ana@example.org", name="Ana")
    assert [list(field.clean(ticked)) for ticked in ([str(row.pk)], [], None)] == [[row], [], []]
