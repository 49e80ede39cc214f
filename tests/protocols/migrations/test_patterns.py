"""The three patterns that come with the product."""

from importlib import import_module
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.db import connection

from upstander.protocols.models import Duty, Level, Pattern, Step
from upstander.protocols.states import Section

pytestmark = pytest.mark.django_db
migration = import_module("upstander.protocols.migrations.0002_patterns")
TITLES = ["A major incident", "Inside an organisation", "Somebody reports racism"]


def _run():
    migration.offer(apps, SimpleNamespace(connection=connection))


def test_they_are_there_whole_and_offered():
    patterns = list(Pattern.objects.all())
    assert [pattern.title for pattern in patterns] == TITLES
    for pattern in patterns:
        content = pattern.content
        assert (pattern.state, pattern.language, pattern.made_by) == ("offered", "en", None)
        assert content["summary"] == pattern.summary
        assert {step["section"] for step in content["steps"]} == set(Section.values)
        acting = {step["duty"] for step in content["steps"]}
        assert acting == set(range(len(content["duties"])))  # each role does something
        assert all(row["trigger"] for row in content["levels"])
        _fits(content)


def _fits(content):
    """No words longer than the records have room for."""
    found = [(Level, "title", row["title"]) for row in content["levels"]]
    found += [(Level, "trigger", row["trigger"]) for row in content["levels"]]
    found += [(Duty, "title", row["title"]) for row in content["duties"]]
    found += [(Step, "text", row["text"]) for row in content["steps"]]
    assert [words for model, name, words in found
            if len(words) > model._meta.get_field(name).max_length] == []  # fmt: skip


@pytest.mark.parametrize("title", TITLES)
def test_her_wishes_come_first_a_record_alone_is_honoured_and_police_are_her_choice(title):
    words = str(Pattern.objects.get(title=title).content).lower()
    for said in ("record", "police", "if she", "wish"):
        assert said in words, said


def test_running_again_brings_nothing_back_and_changes_nothing():
    Pattern.objects.filter(title=TITLES[0]).update(state="withdrawn", summary="Ours")
    before = list(Pattern.objects.order_by("pk").values())
    _run()
    assert list(Pattern.objects.order_by("pk").values()) == before


def test_a_database_without_them_gets_them():
    before = list(Pattern.objects.values("title", "content", "state", "summary", "language"))
    Pattern.objects.all().delete()
    _run()
    after = list(Pattern.objects.values("title", "content", "state", "summary", "language"))
    assert after == before
