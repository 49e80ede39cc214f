"""What of a round belongs to a pack."""

import pytest

from tests.accounts.people import spoke
from tests.funding.publication_made import a_call, an_award
from upstander.funding.queries.record import all_kinds, snapshot

pytestmark = pytest.mark.django_db


def test_what_was_made_at_the_desk_is_not_of_a_pack():
    kinds = {kind.name: kind for kind in all_kinds()}
    before = {name: {*snapshot(kind)} for name, kind in kinds.items()}
    an_award(a_call("published"))
    an_award(a_call("decided", key="autumn"), organisation=spoke(3), reference="r", year=2031,
             state="recorded", basis="Told.")  # fmt: skip
    after = {name: {*snapshot(kind)} - before[name] for name, kind in kinds.items()}
    assert after["award"] == {"r"}
