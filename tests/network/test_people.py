"""Who writes, who signs and who is the funder's: each role, at home and elsewhere."""

from types import SimpleNamespace

import pytest

from upstander.network.interface import Role
from upstander.network.rules import is_officer, signs_for, writes_for

SIGNING = {Role.SPOKE_COORDINATOR, Role.HUB_COORDINATOR}
WRITING = {*SIGNING, Role.SPOKE_WORKER, Role.HUB_STAFF}


@pytest.mark.parametrize("role", Role)
def test_what_each_role_is(role):
    mine = [SimpleNamespace(role=role, organisation_id=7)]
    assert is_officer(mine) is (role == Role.FUNDER_OFFICER)
    assert writes_for(mine, 7) is (role in WRITING)
    assert signs_for(mine, 7) is (role in SIGNING)
    assert not writes_for(mine, 8)
    assert not signs_for(mine, 8)


def test_a_role_in_one_organisation_gives_none_in_another():
    mine = [
        SimpleNamespace(role=Role.SPOKE_WORKER, organisation_id=7),
        SimpleNamespace(role=Role.SPOKE_COORDINATOR, organisation_id=8),
    ]
    assert (signs_for(mine, 7), signs_for(mine, 8)) == (False, True)
    assert not is_officer(mine)
    assert not writes_for([], 7)
