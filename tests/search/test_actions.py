"""After something changed: a job, and then it is found."""

from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django_tasks_db.models import DBTaskResult

from tests.accounts.people import spoke
from tests.action.priority_made import a_priority, coordinator
from upstander.audit.interface import record
from upstander.network.models import Organisation
from upstander.portal.models import PublicPage
from upstander.search import index
from upstander.search.actions import touched, write_synonyms
from upstander.search.queries import find, synonyms_snapshot
from upstander.search.tasks import make_the_index_anew, read_again, rebuild, refresh

pytestmark = pytest.mark.django_db


def jobs() -> list[Any]:
    rows = DBTaskResult.objects.filter(task_path=read_again.module_path, status="READY")
    return sorted((row.args_kwargs["args"] for row in rows), key=str)


@pytest.fixture(autouse=True)
def _few_languages_and_no_job(monkeypatch: Any) -> None:
    monkeypatch.setattr("upstander.search.tasks.languages", lambda: ["en", "fr"])
    DBTaskResult.objects.all().delete()


def keys(typed: str, language: str = "en") -> list[str]:
    return [hit.key for hit in find(typed, language, "en").hits]


def test_a_change_asks_once_and_a_source_that_is_not_known_never(
    django_capture_on_commit_callbacks: Any,
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        touched("pages", "fr")
        touched("pages", "fr")
        touched("pages")
        touched("nowhere")
    assert jobs() == [["pages", "fr"], ["pages", None]]


def test_an_entry_of_the_log_asks_for_its_source(django_capture_on_commit_callbacks: Any) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        record("project.changed", by="user:1", of="project:1")
        record("case.received", by="system:x", of="case:1")
    assert jobs() == [["local", None]]


def test_a_page_that_is_published_asks_for_its_language(
    django_capture_on_commit_callbacks: Any,
) -> None:
    page = PublicPage.objects.get(locale__language_code="fr", key="rights")
    with django_capture_on_commit_callbacks(execute=True):
        page.save_revision().publish()
    assert jobs() == [["pages", "fr"], ["services", "fr"]]


def test_a_page_that_is_gone_asks_too(django_capture_on_commit_callbacks: Any) -> None:
    page = PublicPage.objects.get(locale__language_code="fr", key="rights")
    with django_capture_on_commit_callbacks(execute=True):
        page.unpublish()
        page.delete()
    assert ["pages", "fr"] in jobs()
    assert ["pages", None] in jobs()


def test_a_changed_page_is_found_by_its_new_words_in_its_language_alone(
    empty_home: Path,
) -> None:
    rebuild()
    PublicPage.objects.filter(locale__language_code="fr", key="rights").update(title="Mandarine")
    assert keys("mandarine", "fr") == []
    read_again.func("pages", "fr")
    assert keys("mandarine", "fr") == ["rights"]
    assert keys("mandarine") == []
    assert refresh() is False


def test_what_a_source_no_longer_gives_is_no_longer_found(empty_home: Path) -> None:
    rebuild()
    [place] = [key for key in keys("fort st john") if key == "fort-st-john"]
    assert place
    PublicPage.objects.filter(key="privacy").update(live=False)
    assert refresh(["pages"]) is True
    assert "privacy" not in keys("privacy")


def test_words_that_mean_the_same_are_written_and_found(empty_home: Path) -> None:
    write_synonyms({"en/tangerine": {"words": ["tangerine", "landlord"]}})
    rebuild()
    assert "options-home" in keys("tangerine")
    write_synonyms({"en/tangerine": {"words": ["tangerine", "zzz"]}})
    assert synonyms_snapshot()["en/tangerine"] == {"words": ["tangerine", "zzz"]}
    assert refresh([]) is True
    assert keys("tangerine") == []


def test_where_there_is_no_index_refreshing_makes_one(empty_home: Path) -> None:
    assert refresh(["pages"], "en") is True
    assert keys("landlord")


def test_the_job_makes_an_index_only_where_none_can_be_read(empty_home: Path) -> None:
    assert index.is_first_to_ask()
    make_the_index_anew.func()
    first = index.opened()
    make_the_index_anew.func()
    assert index.opened() is first
    assert index.is_first_to_ask()


def test_the_commands_make_and_keep_the_index(empty_home: Path) -> None:
    call_command("rebuild_search")
    first = index.opened()
    call_command("keep_search", turns=1, wait=0)
    assert index.opened() is first
    Organisation.objects.filter(key="dawson-creek-literacy-society").update(name="Mandarine")
    call_command("keep_search", turns=1, wait=0)
    assert keys("mandarine")[0] == "dawson-creek-literacy-society"


def test_once_a_day_it_is_made_anew(empty_home: Path, monkeypatch: Any) -> None:
    rebuild()
    first = index.opened()
    monkeypatch.setattr("upstander.search.management.commands.keep_search.A_DAY", 1)
    call_command("keep_search", turns=1, wait=0)
    assert index.opened() is not first


def test_a_turn_that_fails_is_made_up_for(empty_home: Path, monkeypatch: Any, caplog: Any) -> None:
    def fail() -> None:
        raise OSError("the disk is full")

    monkeypatch.setattr("upstander.search.management.commands.keep_search.refresh", fail)
    call_command("keep_search", turns=1, wait=0)
    assert "The search could not be refreshed: OSError" in caplog.text


def test_a_priority_of_the_desk_changes_nothing_until_it_is_public(empty_home: Path) -> None:
    rebuild()
    a_priority(coordinator(), spoke(), title="Planted")
    assert refresh() is False
