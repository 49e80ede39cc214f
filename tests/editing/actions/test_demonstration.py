"""Translating on a demonstration site."""

import pytest

from tests.editing.translating import editor, translator
from upstander.editing.actions.demonstration import make_demonstration_translations
from upstander.editing.models import TranslationTask
from upstander.editing.queries.board import line_of
from upstander.editing.queries.who import who_is

pytestmark = pytest.mark.django_db


def test_someone_translates_and_a_page_waits_for_her() -> None:
    by = editor()
    writer = translator(by, "Fatou")
    make_demonstration_translations(["nobody@example.org", writer.email, by.email])
    assert [who_is(user).languages for user in (writer, by)] == [{"ar", "fr"}, {"fr"}]
    task = TranslationTask.objects.get()
    assert (task.assigned_to, task.asked_by, task.language) == (writer, by, "fr")
    assert line_of(task.kind, task.key).is_careful


def test_without_a_translator_nothing_is_asked() -> None:
    make_demonstration_translations([editor().email])
    assert not TranslationTask.objects.exists()
