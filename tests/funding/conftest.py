"""What several of funding's tests stand on."""

import pytest

from tests.funding.telling import Telling


@pytest.fixture
def telling(monkeypatch: pytest.MonkeyPatch) -> Telling:
    """The clock stands still, and whatever is done is told."""
    return Telling(monkeypatch)
