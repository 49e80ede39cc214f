"""A code of the app counts once, in whichever process it is typed."""

import pytest
from django.core.cache import cache
from django.test import Client

from tests.accounts.people import PASSWORD, code_of, hub, member
from upstander.accounts.actions import use_code
from upstander.accounts.models import UsedCode
from upstander.network.states import Role

pytestmark = pytest.mark.django_db


def test_a_code_signs_in_once_also_where_another_process_forgot_it():
    user = member(Role.HUB_STAFF, hub())
    code, statuses = code_of(user), []
    for _process in range(3):
        cache.clear()  # as the memory of another process
        client = Client()
        client.post("/account/login/", {"login": user.email, "password": PASSWORD})
        client.post("/account/security/authenticate/", {"code": code})
        statuses.append(client.get("/desk/").status_code)
    assert statuses == [200, 302, 302]


def test_used_codes_are_kept_as_digests_for_two_minutes():
    user = member(Role.HUB_STAFF, hub())
    assert [use_code(user, code) for code in ("111111", "111111", "222222")] == [True, False, True]
    assert not any("111111" in row.digest for row in UsedCode.objects.all())
    UsedCode.objects.update(used_at="2026-01-01T00:00Z")
    assert use_code(user, "333333")
    assert UsedCode.objects.count() == 1
