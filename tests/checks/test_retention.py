"""Every field says how long it is kept; planted faults are found."""

import tomllib

import pytest

from checks import PACKAGE
from checks.retention import faults

TABLE = tomllib.loads((PACKAGE / "config" / "retention.toml").read_text("utf-8"))


def test_every_field_has_a_class() -> None:
    assert faults() == []


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"case": ["id"]}, "support.Part.sealed has no class in retention.toml"),
        (
            {"case": ["id", "case", "name", "sealed", "smell"]},
            "retention.toml speaks of support.Part.smell, which is no field",
        ),
        (
            {"case": ["id", "case", "name", "sealed"], "team": ["id"]},
            "support.Part.id has two classes",
        ),
        ({"for_ever": ["id", "case", "name", "sealed"]}, "retention.toml: for_ever is no class"),
    ],
)
def test_a_planted_fault_is_found(changed, said) -> None:
    assert said in faults({**TABLE, "support.Part": changed})
