"""What every test stands on: its database, the site, a browser, and the marks that follow."""

import shutil
from collections.abc import Iterator
from subprocess import CalledProcessError
from typing import Any

import pytest
from django.conf import settings
from django.core.cache import cache
from pytest_django.live_server_helper import LiveServer
from pytest_django.plugin import DjangoDbBlocker

from tests import databases
from tests.browser import chrome, open_page, page, phone
from tests.sharing import Sharing, place_of

__all__ = ["chrome", "open_page", "page", "phone"]


def pytest_sessionstart(session: pytest.Session) -> None:
    """The template is made before any worker starts."""
    if not hasattr(session.config, "workerinput") and not session.config.option.collectonly:
        try:
            databases.make_template()
        except CalledProcessError:
            pytest.exit("The database of the tests could not be made: see above.", returncode=3)


def pytest_unconfigure(config: pytest.Config) -> None:
    """The folder of the run goes with the run."""
    if not hasattr(config, "workerinput"):
        shutil.rmtree(settings.RUN, ignore_errors=True)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The longest first; and whoever asks for a page opens a browser."""
    items.sort(key=lambda item: place_of(item.nodeid))
    for item in items:
        if "chrome" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.browser)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Sharing:
    """How the tests are shared out among the workers."""
    return Sharing(config, log)


@pytest.fixture(scope="session")
def django_db_setup(django_db_blocker: DjangoDbBlocker) -> None:
    """Instead of pytest-django's own: this worker's copy of the template, with the pack in it."""
    with django_db_blocker.unblock():
        databases.put_back()


@pytest.fixture(scope="session")
def _server(django_db_setup: None) -> Iterator[LiveServer]:
    server = LiveServer("127.0.0.1")
    yield server
    server.stop()


@pytest.fixture
def site(_server: LiveServer, django_db_blocker: DjangoDbBlocker) -> Iterator[str]:
    """The address of the running site. Test and site see one database, put back afterwards."""
    with django_db_blocker.unblock():
        yield _server.url
        cache.clear()
        databases.put_back()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item: pytest.Item) -> Iterator[None]:
    """A test with real transactions leaves an empty database behind: the copy is put back."""
    yield
    mark = item.get_closest_marker("django_db")
    if mark and mark.kwargs.get("transaction"):
        databases.put_back()
