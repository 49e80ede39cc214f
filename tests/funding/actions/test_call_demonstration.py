"""The call that a demonstration starts with."""

import tomllib
from datetime import timedelta

import pytest
from django.utils import timezone

from upstander.config.demonstration import make_demonstration
from upstander.funding.actions.call_demonstration import make_demonstration_call
from upstander.funding.models import Call
from upstander.funding.queries.call import whole
from upstander.funding.rules.call import is_open
from upstander.funding.rules.call_checklist import missing
from upstander.funding.states import CallState, QuestionKind

pytestmark = pytest.mark.django_db


def test_a_demonstration_has_one_open_call_however_often_it_is_made(tmp_path):
    make_demonstration(tmp_path, None)
    make_demonstration(tmp_path, None)
    call, now = Call.objects.get(year__gt=2020), timezone.now()
    assert (call.title, call.state, is_open(call, now)) == (
        "Demonstration call", CallState.OPEN, True
    )  # fmt: skip
    assert call.year == timezone.localdate().year + 1
    assert timezone.localdate(call.closes_at) == timezone.localdate() + timedelta(days=60)
    assert missing(whole(call), now) == []
    assert set(call.questions.values_list("kind", flat=True)) == set(QuestionKind.values)
    assert 6 <= call.questions.count() <= 8
    assert call.questions.exclude(asked_if=None).get().asked_if.kind == QuestionKind.CHOICE
    assert sum(envelope.ceiling for envelope in call.envelopes.all()) == call.budget
    accounts = tomllib.loads((tmp_path / "demonstration.toml").read_text())["account"]
    assert call.made_by.email in {row["email"] for row in accounts}


def test_without_an_officer_no_call_is_made():
    assert make_demonstration_call(["nobody@example.org"]) is None
    assert Call.objects.filter(year__gt=2020).count() == 0
