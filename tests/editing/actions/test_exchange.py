"""Words out to a file and in again, with everything that may go wrong on the way."""

import json
from datetime import timedelta

import polib
import pytest
from django.utils import timezone

from tests.accounts.people import hub, member, spoke
from tests.learning.library_made import a_resource, translated
from upstander.audit.models import Entry as LogEntry
from upstander.core.errors import NotAllowed
from upstander.editing.actions.exchange import bring_in, export_words, leave_import, take_in
from upstander.editing.actions.exchange import entries_of as kept_entries
from upstander.editing.actions.task import ask_translators, mark_reviewed, say_ready
from upstander.editing.actions.task import seen_of as seen_of_task
from upstander.editing.actions.translator import set_languages
from upstander.editing.models import PendingImport, TranslationTask, TranslatorLanguage
from upstander.editing.queries.exchange import Wanted, changes_of, findings_in
from upstander.editing.queries.exchange_who import languages_of
from upstander.editing.queries.words import words_of
from upstander.editing.rules.po import counts_of, print_of
from upstander.editing.tasks import KEPT, forget_imports
from upstander.learning.models import Resource
from upstander.network.states import Role

pytestmark = pytest.mark.django_db
TEA = Wanted("resource", "tea")


@pytest.fixture
def editor():
    return member(Role.EDITOR, hub())


@pytest.fixture
def tea():
    """In English, and a draft in Arabic."""
    source = a_resource()
    translated(source, "ar", title="شاي", summary="كيف نجلس معا.")
    return source


def filled(data, **words):
    """The file with other words at the ends of contexts."""
    file = polib.pofile(data.decode())
    for entry in file:
        path = entry.msgctxt.partition("/")[2]
        entry.msgstr = words.get(path.replace("/", "_"), entry.msgstr)
    return f"{file}\n".encode()


def seen_of(kept):
    return print_of(changes_of(kept_entries(kept), kept.language))


def bring(kept, by):
    return bring_in(kept, seen=seen_of(kept), by=by)


@pytest.mark.parametrize("kind", ["resource", "course", "lesson", "wording", "page"])
@pytest.mark.parametrize("language", ["ar", "ja"])
def test_out_and_in_again_changes_nothing_and_the_file_is_the_same(kind, language, editor):
    wanted = Wanted(kind)
    before = export_words(language, wanted, by=editor)
    kept = take_in(before, language, by=editor)
    changes = changes_of(kept_entries(kept), language)

    assert {step: n for step, n in counts_of(changes).items() if n} == {"unchanged": len(changes)}
    assert len(changes) > 4
    assert bring(kept, editor) == (0, [])
    assert export_words(language, wanted, by=editor) == before


def test_new_words_are_drafts_in_one_language_and_go_round(tea, editor):
    live = Resource.objects.get(key="tea", locale__language_code="ar")
    english = words_of("resource", "tea", "en")
    file = filled(
        export_words("ar", TEA, by=editor), title='شاي و"حديث"', body_0_heading="\\أولا\\",
        body_0_text="<p>ضع <strong>الإبريق</strong> على النار.</p>",
    )  # fmt: skip

    done = bring(take_in(file, "ar", by=editor), editor)

    assert done == (3, [])
    assert export_words("ar", TEA, by=editor) == file
    assert words_of("resource", "tea", "en") == english
    assert Resource.objects.get(pk=live.pk).title == "شاي"
    assert Resource.objects.filter(key="tea").count() == 2
    entry = LogEntry.objects.filter(verb="translation.imported").get()
    assert json.loads(entry.body)["facts"] == {
        "added": 0, "changed": 3, "unchanged": 1, "refused": 0, "written": 3,
    }  # fmt: skip
    assert PendingImport.objects.count() == 0


def test_a_language_that_was_missing_is_begun(tea, editor):
    file = filled(export_words("fr", TEA, by=editor), title="Thé")
    assert bring(take_in(file, "fr", by=editor), editor) == (1, [])
    assert words_of("resource", "tea", "fr")["title"] == "Thé"
    assert not Resource.objects.get(key="tea", locale__language_code="fr").live


def test_only_what_nobody_reviewed_is_taken_out(tea, editor):
    Resource.objects.filter(key="tea", locale__language_code="ar").update(
        translation_state="reviewed"
    )
    everything = export_words("ar", TEA, by=editor)
    assert everything.count(b"#, fuzzy") == 0
    with pytest.raises(NotAllowed) as why:
        export_words("ar", TEA._replace(only_open=True), by=editor)
    assert str(why.value) == "There is nothing to translate here."
    Resource.objects.filter(key="tea", locale__language_code="ar").update(source_digest="old")
    again = export_words("ar", TEA._replace(only_open=True), by=editor)
    assert (again.count(b"msgctxt"), again.count(b"#, fuzzy")) == (4, 4)


def test_a_source_that_changed_since_refuses_what_was_made_from_the_old_one(tea, editor):
    file = filled(export_words("ar", TEA, by=editor), title="حديث", summary="جديد.")
    tea.title = "Coffee and talk"
    tea.save_revision().publish()
    kept = take_in(file, "ar", by=editor)
    changes = changes_of(kept_entries(kept), "ar")
    assert [(c.entry.words, c.why) for c in changes if c.step == "refused"] == [
        ("حديث", "The original has changed since. Export it again, and translate what is new.")
    ]
    assert bring(kept, editor).written == 1
    assert words_of("resource", "tea", "ar")["title"] == "شاي"


def test_a_title_that_is_too_long_leaves_the_other_pieces_as_they_are(tea, editor):
    a_resource("soup")
    file = filled(export_words("ar", Wanted("resource"), by=editor), summary="x")
    lines = file.decode().replace('msgstr "شاي"', f'msgstr "{"x" * 200}"').encode()
    done = bring(take_in(lines, "ar", by=editor), editor)
    assert [why.partition(": ")[0] for why in done.refused] == ["resource:tea"]
    assert words_of("resource", "soup", "ar")["summary"] == "x"
    assert words_of("resource", "tea", "ar")["summary"] == "كيف نجلس معا."


def test_who_looked_at_something_else_is_asked_to_look_again(tea, editor):
    kept = take_in(filled(export_words("ar", TEA, by=editor), title="حديث"), "ar", by=editor)
    seen = seen_of(kept)
    Resource.objects.filter(key="tea", locale__language_code="ar").update(title="قهوة")
    with pytest.raises(NotAllowed) as why:
        bring_in(kept, seen=seen, by=editor)
    assert str(why.value).startswith("Something has changed since you looked.")
    assert bring(kept, editor).written == 1
    with pytest.raises(NotAllowed) as why:
        bring_in(kept, seen=seen, by=editor)
    assert str(why.value).startswith("This was done already,")


def test_what_nobody_came_back_to_is_forgotten_after_a_day(tea, editor):
    file = export_words("ar", TEA, by=editor)
    kept = take_in(file, "ar", by=editor)
    assert take_in(file, "ar", by=editor) != kept
    assert PendingImport.objects.count() == 1
    forget_imports.func()
    assert PendingImport.objects.count() == 1
    PendingImport.objects.update(made_at=timezone.now() - KEPT - timedelta(seconds=1))
    forget_imports.func()
    assert PendingImport.objects.count() == 0


def test_what_is_left_is_gone(tea, editor):
    kept = take_in(export_words("ar", TEA, by=editor), "ar", by=editor)
    leave_import(kept, by=editor)
    assert PendingImport.objects.count() == 0


def test_a_file_without_a_translated_text_is_told(tea, editor):
    with pytest.raises(NotAllowed) as why:
        take_in(export_words("fr", TEA, by=editor), "fr", by=editor)
    assert str(why.value).startswith("Nothing in the file is translated.")


@pytest.mark.parametrize("role", list(Role))
def test_who_exchanges_which_languages(role):
    user = member(role, hub() if role != Role.SPOKE_WORKER else spoke())
    TranslatorLanguage.objects.create(user=user, language="ar")
    languages = languages_of(user)
    asks = {Role.HUB_STAFF, Role.HUB_COORDINATOR, Role.EDITOR, Role.ADMINISTRATOR}
    expected = 12 if role in asks else 1 if role == Role.TRANSLATOR else 0
    assert (len(languages), "en" in languages) == (expected, False)
    if role not in asks:
        for act in (lambda: export_words("fr", TEA, by=user), lambda: take_in(b"", "fr", by=user)):
            with pytest.raises(NotAllowed):
                act()


def test_the_original_is_never_brought_in(tea, editor):
    with pytest.raises(NotAllowed):
        take_in(b"", "en", by=editor)


def test_a_file_of_ten_thousand_unknown_texts_asks_for_no_piece(
    editor, django_assert_max_num_queries
):
    rows = "".join(f'msgctxt "page:x{n}/t"\nmsgid "a"\nmsgstr "b"\n\n' for n in range(9_999))
    file = f'msgid ""\nmsgstr ""\n"Language: ar\\n"\n\n{rows}'.encode()
    kept = take_in(file, "ar", by=editor)
    with django_assert_max_num_queries(6):
        changes = changes_of(kept_entries(kept), "ar")
    assert counts_of(changes)["refused"] == 9_999


def test_the_glossary_is_asked_before_words_come_in(tea, editor):
    file = filled(export_words("tl", TEA, by=editor), summary="Ang krimen sa galit.")
    kept = take_in(file, "tl", by=editor)
    (finding,) = findings_in(changes_of(kept_entries(kept), "tl"), "tl")
    assert finding.sentence == (
        "The glossary avoids “krimen sa galit”: means crime of anger; use hate crime"
    )


def test_what_must_be_mended_is_not_published_as_reviewed(editor):
    away = '<p><a href="/en/gone/">Away</a></p>'
    source = a_resource(body=[["text", {"heading": "First", "text": away}]])
    translated(source, "fr", body=[["text", {"heading": "Un", "text": away}]])
    writer = member(Role.TRANSLATOR, hub())
    set_languages(writer, ["fr"], by=editor)
    ask_translators("resource", "tea", {"fr": writer.pk}, by=editor)
    task = TranslationTask.objects.get()
    say_ready(task, by=writer)
    with pytest.raises(NotAllowed) as why:
        mark_reviewed(task, seen=seen_of_task(task), by=writer)
    assert str(why.value).startswith("A link leads to a page that is not there.")
    task.refresh_from_db()
    assert task.state == "in_review"
    assert not Resource.objects.filter(translation_state="reviewed").exists()
