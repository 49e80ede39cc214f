"""What the rooms have to be found: all that is public, nothing that is not."""

from collections import Counter

import pytest
from django.test import Client
from django.utils import translation
from django_tasks_db.models import DBTaskResult

from tests.accounts.people import spoke
from tests.action.community_made import a_whole_community, secrets
from tests.action.priority_made import a_proposed_priority, coordinator
from tests.events.event_made import a_draft, an_event, day_of, is_over
from tests.events.event_made import worker as organiser
from upstander.core.languages import table
from upstander.learning.models import Resource
from upstander.network.interface import open_spokes
from upstander.search.shapes import Document, Source
from upstander.search.sources import SOURCES, names_of_kinds, register, touched_by
from upstander.search.tasks import languages, read_again

pytestmark = pytest.mark.django_db


def rows(name: str, language: str = "en") -> list[Document]:
    with translation.override(language):
        return list(SOURCES[name].documents(language))


def words(language: str = "en") -> str:
    return " ".join(map(str, (row for name in SOURCES for row in rows(name, language))))


def test_every_room_has_something_in_every_language_of_the_site() -> None:
    assert set(languages()) == set(table())
    counts = {name: {code: len(rows(name, code)) for code in languages()} for name in SOURCES}
    for name in ("pages", "services", "members", "places", "awards", "library", "courses"):
        assert len(set(counts[name].values())) == 1
        assert counts[name]["en"] >= 15


def test_every_path_leads_to_a_page() -> None:
    a_whole_community()
    found = {row.path for name in SOURCES for row in rows(name, "ar")[:3]}
    client = Client()
    assert [path for path in found if client.get(path).status_code != 200] == []


def test_each_thing_stands_once_in_a_language() -> None:
    a_whole_community()
    counts = Counter((row.kind, row.key) for name in SOURCES for row in rows(name))
    assert [one for one, count in counts.items() if count > 1] == []


def test_every_kind_has_a_name() -> None:
    a_whole_community()
    an_event(organiser())
    kinds = {row.kind for name in SOURCES for row in rows(name)}
    assert kinds == set(names_of_kinds())


def test_events_are_found_while_they_are_to_come_and_never_as_drafts() -> None:
    by = organiser()
    a_draft(by, title="Hidden evening")
    event = an_event(by, title="Shown evening", title_in={"ar": "أمسية"})
    assert [(row.title, row.path) for row in rows("events")] == [
        ("Shown evening", f"/en/events/{event.key}/")
    ]
    assert [row.title for row in rows("events", "ar")] == ["أمسية"]
    is_over(day_of(event))
    assert rows("events") == []


def test_what_is_done_in_public_is_found() -> None:
    made = a_whole_community()
    found = words()
    assert made.priority.title in found
    assert made.project.title in found
    assert made.version.protocol.title in found


def test_a_priority_leads_to_a_community_that_it_is_for() -> None:
    made = a_whole_community()
    [row] = [row for row in rows("local") if row.kind == "priority"]
    assert row.path == f"/en/local/{made.community.key}/"
    made.priority.communities.clear()
    [row] = [row for row in rows("local") if row.kind == "priority"]
    assert made.priority.title in Client().get(row.path).content.decode()


def test_a_project_that_names_no_community_leads_to_one_that_its_organisation_serves() -> None:
    made = a_whole_community()
    made.project.communities.clear()
    [row] = [row for row in rows("local") if row.kind == "project"]
    assert row.path == f"/en/local/{made.community.key}/"
    assert made.project.title in Client().get(row.path).content.decode()


def test_a_protocol_is_found_in_its_own_language_too() -> None:
    made = a_whole_community()
    made.version.source_language = "fr"
    made.version.save()
    found = {code: [row.kind for row in rows("local", code)] for code in ("en", "fr", "es")}
    assert ["protocol" in kinds for kinds in found.values()] == [True, True, False]


def test_of_indigenous_governance_nothing_is_found_until_it_shows_it() -> None:
    made = a_whole_community(is_governed=True)
    found = words()
    assert [secret for secret in secrets(made) if secret in found] == []
    assert made.version.protocol.title not in found


def test_what_is_not_agreed_is_not_found() -> None:
    a_proposed_priority(coordinator(), spoke(), title="Planted and not agreed")
    assert "Planted and not agreed" not in words()


def test_a_spoke_whose_term_is_over_is_not_found() -> None:
    [gone, *_] = open_spokes()
    gone.ends_on = gone.starts_on
    gone.save()
    assert gone.organisation.key not in {row.key for row in rows("members")}


@pytest.mark.parametrize("name", ["members", "places", "awards", "local", "pages", "services"])
def test_reading_takes_a_fixed_number_of_queries(
    name: str, django_assert_max_num_queries: object
) -> None:
    a_whole_community()
    with django_assert_max_num_queries(24):  # type: ignore[operator]
        rows(name)


def test_the_log_says_what_is_to_be_read_again() -> None:
    assert touched_by("project.changed") == ["local"]
    assert set(touched_by("pack.loaded")) == set(SOURCES)
    assert touched_by("case.received") == []


def test_a_room_is_added_by_one_line() -> None:
    before = dict(SOURCES)
    register(Source("planted", lambda code: [Document("x", "1", "t", "/")], {"x": "X"}))
    assert [row.key for row in rows("planted")] == ["1"]
    SOURCES.clear()
    SOURCES.update(before)


def test_a_lesson_is_found_by_what_it_says_and_leads_to_itself() -> None:
    found = {row.key: row for row in rows("courses", "fr")}
    lesson = found["being-an-upstander/safety-first"]
    assert lesson.path == "/fr/courses/being-an-upstander/safety-first/"
    assert ("911" in lesson.body, "safety-first" in lesson.body) == (True, False)
    guide = {row.key: row for row in rows("library", "fr")}["pocket-card"]
    assert (guide.path, "service:" in guide.body) == ("/fr/resources/pocket-card/", False)


def test_what_is_taken_from_the_library_is_looked_at_again(django_capture_on_commit_callbacks):
    poster = Resource.objects.get(key="help-numbers", locale__language_code="pa")
    with django_capture_on_commit_callbacks(execute=True):
        poster.unpublish()
    waiting = DBTaskResult.objects.filter(task_path=read_again.module_path)
    assert [row.args_kwargs["args"] for row in waiting].count(["library", "pa"]) == 1
    assert "help-numbers" not in {row.key for row in rows("library", "pa")}
    poster.save_revision().publish()
    assert "help-numbers" in {row.key for row in rows("library", "pa")}
