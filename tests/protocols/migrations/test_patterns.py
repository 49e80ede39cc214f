"""The three patterns of the pack, and how those of older installations came and are known."""

from importlib import import_module
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.db import connection

from tests.accounts.people import hub, member
from upstander.network.states import Role
from upstander.protocols.models import Pattern
from upstander.protocols.states import Section

pytestmark = pytest.mark.django_db
offering = import_module("upstander.protocols.migrations.0002_patterns")
knowing = import_module("upstander.protocols.migrations.0004_known_patterns")
TITLES = ["A major incident", "Inside an organisation", "Somebody reports racism"]
OLD = """
title = "{title}"
language = "en"
summary = "Her wishes come first."

[[levels]]
title = "Grave"
trigger = "Violence"

[[duties]]
title = "First contact"

[[steps]]
section = "{section}"
text = "Listen"
duty = "First contact"
levels = ["Grave"]
within = 60

[[steps]]
section = "care"
text = "Ask again"
duty = "First contact"
levels = []
"""


def _here():
    return SimpleNamespace(connection=connection)


@pytest.fixture
def old(tmp_path, monkeypatch):
    """A database that was made when the product still shipped them as files."""
    Pattern.objects.all().delete()
    for name, title in (("a", TITLES[0]), ("b", TITLES[1])):
        (tmp_path / f"{name}.toml").write_text(OLD.format(title=title, section="safety"))
    monkeypatch.setattr(offering, "FOLDER", tmp_path)


def test_they_are_there_whole_and_offered():
    patterns = list(Pattern.objects.all())
    assert [pattern.title for pattern in patterns] == TITLES
    for pattern in patterns:
        content = pattern.content
        assert (pattern.state, pattern.language, pattern.made_by) == ("offered", "en", None)
        assert pattern.key == pattern.title.lower().replace(" ", "-")
        assert content["summary"] == pattern.summary
        assert {step["section"] for step in content["steps"]} == set(Section.values)
        acting = {step["duty"] for step in content["steps"]}
        assert acting == set(range(len(content["duties"])))  # each role does something
        assert all(row["trigger"] for row in content["levels"])


@pytest.mark.parametrize("title", TITLES)
def test_her_wishes_come_first_a_record_alone_is_honoured_and_police_are_her_choice(title):
    words = str(Pattern.objects.get(title=title).content).lower()
    for said in ("record", "police", "if she", "wish"):
        assert said in words, said


def test_without_files_none_is_made():
    Pattern.objects.all().delete()
    offering.offer(apps, _here())
    assert Pattern.objects.count() == 0


def test_those_of_files_came_once_and_were_never_brought_back(old):
    offering.offer(apps, _here())
    first = Pattern.objects.get(title=TITLES[0])
    assert first.content["steps"] == [
        {"section": "care", "text": "Ask again", "duty": 0, "levels": [], "within": None},
        {"section": "safety", "text": "Listen", "duty": 0, "levels": [0], "within": 60},
    ]
    Pattern.objects.filter(pk=first.pk).update(state="withdrawn", summary="Ours")
    before = list(Pattern.objects.order_by("pk").values())
    offering.offer(apps, _here())
    assert list(Pattern.objects.order_by("pk").values()) == before


def test_those_of_files_are_known_by_key_and_those_of_people_are_not(old):
    offering.offer(apps, _here())
    by = member(Role.HUB_STAFF, hub())
    Pattern.objects.create(title=TITLES[2], language="en", made_by=by)
    Pattern.objects.create(title="Our own", language="en")
    knowing.give_keys(apps, _here())
    assert dict(Pattern.objects.values_list("title", "key")) == {
        TITLES[0]: "a-major-incident", TITLES[1]: "inside-an-organisation", TITLES[2]: "",
        "Our own": "",
    }  # fmt: skip
