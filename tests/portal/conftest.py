"""What the tests of public pages share: every address, and what each answered, seen once."""

import pytest
from django.test import Client

from tests.portal.reading import Seen, see
from upstander.portal.interface import Address, addresses, site_map

WHOLE = ("en", "ar")  # of these every place and spoke is read; of the others the written pages


@pytest.fixture(scope="session")
def everywhere(django_db_setup, django_db_blocker) -> dict[str, Address]:
    """Every public address, by path."""
    with django_db_blocker.unblock():
        return {address.path: address for address in addresses()}


@pytest.fixture(scope="session")
def visited(everywhere, django_db_blocker) -> dict[str, Seen]:
    """The answers of the site: once for all tests, so none may change what they see."""
    with django_db_blocker.unblock():
        written = {link.path for link in site_map().links}
        wanted = [a for a in everywhere.values() if a.language in WHOLE or a.path in written]
        client = Client()
        return {address.path: see(client, address.path, address.language) for address in wanted}
