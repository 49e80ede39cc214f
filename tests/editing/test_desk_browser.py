"""At the desk in a real browser: who translates, a glossary, sent back and mended, an event."""

import pytest
from playwright.sync_api import Page, expect

from tests.accounts.people import hub, member
from tests.editing.translating import editor, task_of, translator
from tests.events.event_made import an_event
from tests.learning.library_made import a_resource
from tests.looking import look
from tests.support.test_desk_browser import enter
from upstander.accounts.interface import User
from upstander.editing.actions.task import ask_translators, say_ready
from upstander.editing.interface import write_words
from upstander.editing.models import GlossaryTerm, TranslatorLanguage
from upstander.editing.queries.words import words_of
from upstander.network.states import Role

BOTH = pytest.mark.parametrize(("language", "script"), [("en", False), ("ar", True)])
ASKED = "Write the title as we say it. نحن"


def _board(page: Page, user: User, language: str) -> None:
    """Her desk in her language, and from there the translations."""
    user.language = language
    user.save()
    enter(page, user)
    page.locator("main a[href='/desk/editing/']").click()


@BOTH
def test_an_editor_says_who_translates(open_page, site, language, script):
    by = editor()
    new = translator(by, "Fatou")
    page = open_page(java_script_enabled=script, locale=language)
    _board(page, by, language)
    page.locator("main a[href$='/translators/']").click()
    assert not script or look(page, "who translates") == {}
    page.emulate_media(media="print")
    expect(page.locator(".facts a").first).to_be_visible()
    expect(page.locator("p:not(.what) > .back").first).to_be_hidden()
    page.emulate_media(media="screen")
    page.locator(f"main a[href$='/translators/{new.pk}/']").click()
    for code in ("fr", "ar"):
        page.locator(f"[name=languages][value={code}]").check()
    assert not script or look(page, "languages of a person") == {}
    page.locator("main form button").click()
    expect(page.locator("[role=status]").first).to_be_visible()
    rows = TranslatorLanguage.objects.filter(user=new).order_by("language")
    assert list(rows.values_list("language", flat=True)) == ["ar", "fr"]


@BOTH
def test_who_translates_changes_a_word_of_the_glossary(open_page, site, language, script):
    user = translator(editor(), "Amal", "ar")
    page = open_page(java_script_enabled=script, locale=language)
    _board(page, user, language)
    page.locator("main a[href$='/exchange/']").click()
    page.locator("main a[href*='/glossary/']").first.click()
    page.locator(".requests a").first.click()
    page.locator("[name=word]").fill("")
    page.locator("main form button").last.click()
    expect(page.locator(".errors, .errorlist").first).to_be_visible()
    assert not script or look(page, "no word") == {}
    page.locator("[name=word]").fill("كلمتنا")
    page.locator("main form button").last.click()
    expect(page.locator("[role=status]").first).to_be_visible()
    assert GlossaryTerm.objects.filter(language="ar", word="كلمتنا").count() == 1


@BOTH
def test_a_translation_is_sent_back_and_mended(open_page, site, language, script):
    by = editor()
    french, second = translator(by, "Fatou", "fr"), translator(by, "Odile", "fr")
    a_resource()
    ask_translators("resource", "tea", {"fr": french.pk}, by=by)
    write_words("resource", "tea", "fr", {"title": "Du the"}, by=french)
    say_ready(task_of("resource", "tea", "fr"), by=french)
    reads = open_page(java_script_enabled=script, locale=language)
    _board(reads, second, language)
    reads.locator(".request.waiting a").click()
    reads.locator("[name=answer]").fill(ASKED)
    reads.locator("form[action$='/send-back/'] button").click()
    expect(reads.locator("[name=answer]")).to_have_count(0)
    writes = open_page(locale=language)
    _board(writes, french, language)
    writes.locator(".request.waiting a").click()
    expect(writes.locator("main")).to_contain_text(ASKED)
    assert not script or look(writes, "sent back") == {}
    writes.locator("main a[href^='/editor/snippets/learning/resource/edit/']").click()
    writes.locator("[name=title]").fill("Du thé et des mots")
    writes.locator("footer button.action-save:not([name])").click()
    expect(writes.locator(".messages .success")).to_be_visible()
    writes.goto("/desk/editing/")
    writes.locator(".request.waiting a").click()
    writes.locator("form[action$='/ready/'] button").click()
    expect(writes.locator("form[action$='/ready/']")).to_have_count(0)
    reads.reload()
    expect(reads.locator(".pairs")).to_contain_text("Du thé et des mots")
    reads.locator("form[action$='/review/'] button").click()
    expect(reads.locator("form[action$='/review/']")).to_have_count(0)
    assert task_of("resource", "tea", "fr").state == "reviewed"
    assert words_of("resource", "tea", "fr")["title"] == "Du thé et des mots"


@BOTH
def test_an_event_is_translated_and_read_by_a_second_person(open_page, site, language, script):
    by = editor()
    french, second = translator(by, "Fatou", "fr"), translator(by, "Odile", "fr")
    event = an_event(member(Role.HUB_STAFF, hub()), hub())
    ask_translators("event", event.key, {"fr": french.pk}, by=by)
    writes = open_page(java_script_enabled=script, locale=language)
    _board(writes, french, language)
    writes.locator(".request.waiting a").click()
    writes.locator("form[action*='/begin/'] button").click()
    writes.locator("main a[href^='/desk/events/']").click()
    expect(writes.locator("[name=title]")).to_have_value("Open evening")
    assert not script or look(writes, "words of an event") == {}
    writes.locator("[name=title]").fill("Soirée ouverte")
    writes.locator("[name=about]").fill("Venez et parlons.")
    writes.locator("main form button").click()
    writes.locator("form[action$='/ready/'] button").click()
    expect(writes.locator("form[action$='/ready/']")).to_have_count(0)
    writes.goto(f"/fr/events/{event.key}/")
    expect(writes.locator("main")).to_contain_text("Come and talk.")
    reads = open_page(java_script_enabled=script, locale=language)
    _board(reads, second, language)
    reads.locator(".request.waiting a").click()
    reads.locator("form[action$='/review/'] button").click()
    expect(reads.locator("form[action$='/review/']")).to_have_count(0)
    reads.goto(f"/fr/events/{event.key}/")
    expect(reads.locator("main")).to_contain_text("Venez et parlons.")
