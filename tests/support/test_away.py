"""The database is really away: an honest 503, and every word is still on the page."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from html import unescape
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connections
from django.test import Client

from benchmarks.telling import Answer, tell_of
from tests import databases
from tests.support.desks import hub_team, request
from upstander.support.budgets import BUDGETS
from upstander.support.journey import seal_visit
from upstander.support.models import Case

WORDS = 'the heron said "no" & <left>'
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _fresh() -> None:
    for budget in BUDGETS:
        budget.clear()


@contextmanager
def away(how: str) -> Iterator[None]:
    """PostgreSQL takes no connection and ends those that are; SQLite's file cannot be read."""
    connections.close_all()
    if settings.IS_POSTGRESQL:
        name = settings.DATABASES["default"]["NAME"]
        databases._at_server(f"ALTER DATABASE {name} ALLOW_CONNECTIONS false")
        ours = f"pg_stat_activity WHERE datname = '{name}'"
        databases._at_server(f"SELECT pg_terminate_backend(pid) FROM {ours}")  # noqa: S608 - a name of our own
    else:
        file = Path(settings.DATABASES["default"]["NAME"])
        kept = file.with_name("kept")
        file.rename(kept)
        file.mkdir() if how == "gone" else file.write_bytes(os.urandom(8192))
    try:
        yield
    finally:
        connections.close_all()
        if settings.IS_POSTGRESQL:
            databases._at_server(f"ALTER DATABASE {name} ALLOW_CONNECTIONS true")
        else:
            file.rmdir() if how == "gone" else file.unlink()
            kept.rename(file)


def _post(path: str, **fields: str) -> str:
    answer = Client().post(path, fields)
    assert answer.status_code == 503, answer.content
    assert answer.headers["Retry-After"] == "60"
    assert "no-store" in answer.headers["Cache-Control"]
    text = answer.content.decode()
    assert "Nothing was saved" in text
    return text


@pytest.mark.parametrize("how", ["gone", "damaged"])
def test_what_was_typed_is_still_there_and_can_be_sent_later(how: str) -> None:
    team, _hand, _recovery = hub_team()
    case, code = request(team)
    telling = tell_of(1, WORDS)
    so_far = seal_visit(telling.visit)
    page = Client().post("/en/return/", {"code": code}).content.decode()
    ticket = page.partition('name="ticket" value="')[2].partition('"')[0]
    send = {"so_far": so_far, "step": "review", "go": "send"}

    with away(how):
        asked = _post("/en/tell/", so_far=so_far, step="what", words=WORDS, go="next")
        sent = _post("/en/tell/", **send)
        written = _post("/en/return/", ticket=ticket, do="send", text=WORDS)

    assert WORDS in unescape(asked)
    assert so_far in asked
    assert so_far in sent
    assert WORDS in unescape(written)
    assert ticket in unescape(written)
    assert (Case.objects.count(), case.messages.count()) == (1, 0)
    answer = Client().post("/en/tell/", send)
    assert Answer(answer.status_code, answer.content.decode()).code == telling.visit.code
    assert Case.objects.count() == 2
