"""Time zones by name and in words."""

import pytest

from upstander.core.languages import table
from upstander.core.zones import is_zone, zone_in_words


@pytest.mark.parametrize(
    ("name", "is_one"),
    [("America/Vancouver", True), ("UTC", True), ("America", False), ("", False)],
)
def test_a_zone_is_one_that_the_machine_knows(name, is_one):
    assert is_zone(name) is is_one


def test_a_zone_is_said_in_every_language():
    said = {code: zone_in_words("America/Vancouver", code) for code in table()}
    assert (said["en"], said["fr"]) == ("Pacific Time", "heure du Pacifique nord-américain")
    assert len(set(said.values())) == len(table())
    assert zone_in_words("America/Vancouver", "xx-unknown") == "Pacific Time"
    assert zone_in_words("UTC", "ar") == "UTC"
