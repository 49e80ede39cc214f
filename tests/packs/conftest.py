"""A copy of the tiny pack that a test may spoil, and a database without any pack."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.cache import cache

from tests.packs.emptiness import make_empty

LANTERNS = Path(__file__).parent / "lanterns"


@pytest.fixture
def lanterns(tmp_path: Path) -> Path:
    """A copy of the pack of an invented network."""
    return Path(shutil.copytree(LANTERNS, tmp_path / "lanterns"))


@pytest.fixture
def nothing(db: None) -> Iterator[None]:
    """No pack was loaded."""
    make_empty()
    yield
    cache.clear()
