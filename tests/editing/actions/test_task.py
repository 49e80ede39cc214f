"""A translation from asking to the second reading, by its real verbs."""

import pytest
from django.core import mail
from django.db import IntegrityError, transaction
from django.test import TestCase

from tests.accounts.people import hub, member
from tests.editing.translating import editor, letters, task_of, translator
from tests.learning.library_made import a_resource, translated
from upstander.audit.interface import entries_of
from upstander.core.errors import NotAllowed
from upstander.editing.actions.task import (
    ask_translators,
    mark_reviewed,
    say_ready,
    seen_of,
    send_back,
    withdraw_task,
)
from upstander.editing.actions.translator import set_languages
from upstander.editing.interface import pieces, write_words
from upstander.editing.models import TranslationTask
from upstander.editing.queries.board import line_of
from upstander.network.states import Role

pytestmark = pytest.mark.django_db
TEA = ("resource", "tea")


def standing(language: str, kind: str = "resource", key: str = "tea") -> str:
    """As the board says it."""
    line = line_of(kind, key)
    return next(cell.standing.value for cell in line.cells if cell.language == language)


def asked(*languages: str):
    """An editor asks a translator for each language; they are given."""
    a_resource()
    by = editor()
    people = {code: translator(by, f"T{code}", code) for code in languages}
    ask_translators(*TEA, {code: user.pk for code, user in people.items()}, by=by)
    return by, people


def test_two_are_asked_at_once_and_told_each_in_her_language():
    a_resource()
    by = editor()
    french, arabic = translator(by, "Fatou", "fr"), translator(by, "Amal", "ar")
    type(french).objects.filter(pk=french.pk).update(language="fr")
    with TestCase.captureOnCommitCallbacks(execute=True):
        ask_translators(*TEA, {"fr": french.pk, "ar": arabic.pk}, by=by)
    assert letters() == [arabic.email, french.email]
    assert len({m.subject for m in mail.outbox}) == 2
    for message in mail.outbox:
        assert "/desk/editing/in/" in message.body
        assert "Tea" not in message.body
    assert [standing(code) for code in ("en", "fr", "ar")] == ["source", "missing", "missing"]
    entries = entries_of(f"translation:{task_of(*TEA, 'fr').pk}")
    assert [e.verb for e in entries] == ["translation.asked"]


def test_all_the_way_to_reviewed_in_one_language_alone():
    by, people = asked("fr", "ar")
    second = translator(by, "Second", "fr")
    task, other = task_of(*TEA, "fr"), task_of(*TEA, "ar")
    with pytest.raises(NotAllowed, match="first"):
        say_ready(task, by=people["fr"])
    write_words(*TEA, "fr", {"title": "Thé"}, by=people["fr"])
    say_ready(task, by=people["fr"])
    assert (standing("fr"), standing("ar")) == ("in_review", "missing")
    with pytest.raises(NotAllowed, match="second person"):
        mark_reviewed(task, seen=seen_of(task), by=people["fr"])
    with pytest.raises(NotAllowed, match="this language"):
        mark_reviewed(task, seen=seen_of(task), by=people["ar"])
    with pytest.raises(NotAllowed, match="changed since"):
        mark_reviewed(task, seen="older", by=second)
    mark_reviewed(task, seen=seen_of(task), by=second)
    task.refresh_from_db()
    other.refresh_from_db()
    assert (task.state, task.reviewed_by, other.state) == ("reviewed", second, "asked")
    assert (standing("fr"), standing("ar")) == ("reviewed", "missing")
    a_resource(title="Coffee")
    assert standing("fr") == "outdated"
    ask_translators(*TEA, {"fr": people["fr"].pk}, by=by)
    assert TranslationTask.objects.filter(language="fr").count() == 2


def test_the_only_one_of_a_language_reviews_her_own():
    _, people = asked("fr")
    task = task_of(*TEA, "fr")
    write_words(*TEA, "fr", {"title": "Thé"}, by=people["fr"])
    say_ready(task, by=people["fr"])
    mark_reviewed(task, seen=seen_of(task), by=people["fr"])
    assert standing("fr") == "reviewed"


def test_sent_back_with_words_and_ready_again():
    by, people = asked("fr")
    second = translator(by, "Second", "fr")
    task = task_of(*TEA, "fr")
    write_words(*TEA, "fr", {}, by=people["fr"])
    with pytest.raises(NotAllowed, match="dealt with"):
        send_back(task, "Too early", by=second)
    say_ready(task, by=people["fr"])
    with pytest.raises(NotAllowed, match="kind words"):
        send_back(task, " ", by=second)
    send_back(task, "Softer, please.", by=second)
    assert standing("fr") == "machine_draft"
    with pytest.raises(NotAllowed, match="person who was asked"):
        say_ready(task, by=second)
    say_ready(task, by=people["fr"])
    task.refresh_from_db()
    assert (task.state, task.answer) == ("in_review", "Softer, please.")


def test_withdrawn_by_an_editor_and_asked_again():
    by, people = asked("fr")
    task = task_of(*TEA, "fr")
    with pytest.raises(NotAllowed, match="editors"):
        withdraw_task(task, by=people["fr"])
    with TestCase.captureOnCommitCallbacks(execute=True):
        withdraw_task(task, by=by)
    assert letters() == [people["fr"].email]
    with pytest.raises(NotAllowed, match="dealt with"):
        withdraw_task(task, by=by)
    assert standing("fr") == "missing"
    ask_translators(*TEA, {"fr": people["fr"].pk}, by=by)


def test_one_open_task_for_a_piece_and_a_language():
    by, people = asked("fr")
    with pytest.raises(NotAllowed, match="already asked"):
        ask_translators(*TEA, {"fr": people["fr"].pk}, by=by)
    task = task_of(*TEA, "fr")
    task.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        task.save(force_insert=True)


def test_who_may_be_asked_by_whom_for_what():
    by, people = asked("fr")
    arabic = translator(by, "Amal", "ar")
    with pytest.raises(NotAllowed, match="does not translate"):
        ask_translators(*TEA, {"ar": people["fr"].pk}, by=by)
    with pytest.raises(NotAllowed, match="editors"):
        ask_translators(*TEA, {"ar": arabic.pk}, by=people["fr"])
    set_languages(arabic, ["ar", "en"], by=by)
    with pytest.raises(NotAllowed, match="original"):
        ask_translators(*TEA, {"en": arabic.pk}, by=by)
    with pytest.raises(NotAllowed, match="any more"):
        ask_translators("resource", "nothing", {"ar": arabic.pk}, by=by)
    (taken,) = ask_translators(*TEA, {"ar": arabic.pk}, by=arabic)
    assert taken.asked_by == arabic
    teacher = member(Role.TRAINER, hub())
    lesson = pieces("lesson")[0].key
    with pytest.raises(NotAllowed, match="editors"):
        ask_translators("page", "rights", {"ar": arabic.pk}, by=teacher)
    assert ask_translators("lesson", lesson, {"ar": arabic.pk}, by=teacher)


def test_languages_are_said_by_editors_of_people_who_translate():
    by = editor()
    french = translator(by, "Fatou", "fr", "xx")
    assert set_languages(french, ["fr"], by=by) is None
    with pytest.raises(NotAllowed, match="editors"):
        set_languages(french, ["ar"], by=french)
    with pytest.raises(NotAllowed, match="no editor"):
        set_languages(member(Role.HUB_STAFF, hub()).__class__(pk=0), ["ar"], by=by)


def test_what_was_read_is_what_is_published():
    """Words that change while someone reads are not called reviewed."""
    by, people = asked("fr")
    second = translator(by, "Second", "fr")
    task = task_of(*TEA, "fr")
    write_words(*TEA, "fr", {"title": "Thé"}, by=people["fr"])
    say_ready(task, by=people["fr"])
    seen = seen_of(task)
    a_resource(title="Coffee")
    with pytest.raises(NotAllowed, match="changed since"):
        mark_reviewed(task, seen=seen, by=second)
    translated(a_resource("soup"), "fr")
    assert standing("fr", key="soup") == "machine_draft"
