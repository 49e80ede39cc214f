"""The ground that all tests stand on: pack loaded, tests apart from one another, a real browser."""

import pytest
from django.db import connection

from upstander.accounts.models import User
from upstander.network.models import Community

ADDRESS = "someone@example.org"


@pytest.mark.django_db
@pytest.mark.parametrize("turn", [1, 2])
def test_a_test_leaves_nothing_to_the_next(turn: int) -> None:
    assert User.objects.filter(email=ADDRESS).count() == 0
    User.objects.create(email=ADDRESS, name="Someone")


@pytest.mark.django_db
def test_the_pack_is_loaded() -> None:
    assert Community.objects.filter(key="fort-st-john").count() == 1


@pytest.mark.parametrize("turn", [1, 2])
def test_a_test_with_the_site_leaves_nothing_either(turn: int, site: str) -> None:
    assert User.objects.filter(email=ADDRESS).count() == 0
    User.objects.create(email=ADDRESS, name="Someone")


def test_the_browser_reads_the_site(page, phone) -> None:
    for screen in (page, phone):
        answer = screen.goto("/robots.txt")
        assert answer is not None
        assert answer.status == 200


@pytest.mark.django_db
def test_the_database_is_the_one_that_was_asked_for(settings) -> None:
    assert connection.vendor == ("postgresql" if settings.IS_POSTGRESQL else "sqlite")


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("turn", [1, 2])
def test_a_test_with_real_transactions_leaves_the_pack_to_the_next(turn: int) -> None:
    assert User.objects.filter(email=ADDRESS).count() == 0
    assert Community.objects.filter(key="fort-st-john").count() == 1
    User.objects.create(email=ADDRESS, name="Someone")
