"""An open call, an application to it that lacks nothing, and who writes it."""

import pytest

from tests.accounts.people import spoke
from tests.funding.application_made import a_whole_application, worker_of
from tests.funding.application_pages import sign_in
from tests.funding.call_made import an_open_call


@pytest.fixture
def call():
    return an_open_call()


@pytest.fixture
def ours(call):
    return a_whole_application(call, spoke())


@pytest.fixture
def writer(client, ours):
    return sign_in(client, worker_of(ours.organisation))
