"""The index of the pack, made once; a test that harms one has a home of its own."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from upstander.search import index
from upstander.search.tasks import rebuild


@pytest.fixture(scope="session")
def made(django_db_setup: None, django_db_blocker: Any) -> None:
    with django_db_blocker.unblock():
        rebuild()


@pytest.fixture
def found_pack(made: None, db: None) -> None:
    """What the pack has can be found."""


@pytest.fixture
def empty_home(settings: Any, tmp_path: Path) -> Iterator[Path]:
    """A home without any index."""
    settings.HOME = tmp_path
    yield tmp_path
    index.READER.close()
