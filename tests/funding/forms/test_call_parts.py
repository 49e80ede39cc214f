"""Choices and columns keep their keys, so that translations and conditions stay with them."""

import pytest

from upstander.funding.forms.call_parts import keyed

BEFORE = [{"key": "yes", "name": "Yes"}, {"key": "no", "name": "No"}]


@pytest.mark.parametrize(
    ("names", "keys"),
    [
        (["Yes", "No"], ["yes", "no"]),
        (["No", "Yes"], ["no", "yes"]),
        (["Yes, we have", "No"], ["yes", "no"]),  # only a name was changed
        (["No", "Perhaps"], ["no", "perhaps"]),  # the place of the old "No" is taken by itself
        (["Yes", "Perhaps", "No"], ["yes", "perhaps", "no"]),
        (["Yes!", "Yes?", "yes"], ["yes-2", "yes-3", "yes-4"]),
        (["是", "!"], ["yes", "no"]),
        ([], []),
    ],
)
def test_keys_stay_with_their_names(names, keys):
    rows = keyed(names, BEFORE)
    assert ([row["name"] for row in rows], [row["key"] for row in rows]) == (names, keys)
