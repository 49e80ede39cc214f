"""Who speaks of a protocol from a seat: for which partner, in each state."""

from types import SimpleNamespace

import pytest

from upstander.core.errors import allowed
from upstander.protocols.rules.committee import may_speak
from upstander.protocols.states import VersionState

HEARD = [SimpleNamespace(pk=1), SimpleNamespace(pk=2)]


@pytest.mark.parametrize("state", VersionState)
@pytest.mark.parametrize("partner", [1, 2, 3])
def test_who_speaks_when(state, partner):
    version = SimpleNamespace(state=state)
    may = state == VersionState.CONSULTATION and partner in (1, 2)
    assert allowed(may_speak, version, partner, HEARD) is may
    assert not allowed(may_speak, version, partner, [])
