"""In a real browser: a page that must be mended is not published; words come in, in Arabic."""

import re

import polib
import pytest
from django.utils import translation
from django.utils.translation import gettext
from playwright.sync_api import expect

from tests.accounts.people import hub, member
from tests.looking import look
from tests.support.test_desk_browser import enter
from upstander.core.content import raw_body
from upstander.editing.models import TranslatorLanguage
from upstander.editing.queries.words import words_of
from upstander.network.states import Role
from upstander.portal.models import PublicPage

HOME = "/desk/editing/exchange/"
AWAY = '<p>See <a href="/en/gone/">our page</a>.</p>'


@pytest.mark.parametrize("language", ["en", "ar"])
def test_a_page_with_a_broken_link_is_refused_in_the_editor(open_page, site, language):
    row = PublicPage.objects.get(key="rights", locale__language_code="en")
    before = row.title
    row.body = raw_body([["text", {"heading": "Now", "text": AWAY}]], {}, "rights")
    row.save_revision()
    page, user = open_page(locale=language), member(Role.EDITOR, hub())
    user.language = language
    user.save()
    enter(page, user)
    page.goto(f"/editor/pages/{row.pk}/edit/")
    title = page.locator("[name=title]")
    title.fill("Another title")
    page.locator("footer [data-w-dropdown-target=toggle]").click()
    page.locator("button[name=action-publish]").click()
    with translation.override(language):
        said = gettext("A link leads to a page that is not there. Choose another page.")
    expect(page.locator(".messages")).to_contain_text(said)
    expect(page.locator("html")).to_have_attribute("lang", language)
    expect(title).to_have_value("Another title")
    row.refresh_from_db()
    assert row.title == before


@pytest.mark.parametrize(("language", "script"), [("en", False), ("ar", True)])
def test_words_are_taken_out_and_brought_in(open_page, site, tmp_path, language, script):
    page = open_page(java_script_enabled=script, locale=language)
    user = member(Role.TRANSLATOR, hub())
    TranslatorLanguage.objects.create(user=user, language="ar")
    user.language = language
    user.save()
    enter(page, user)
    page.goto(HOME)
    assert not script or look(page, "exchange") == {}
    page.locator("#out_kind").select_option("course")
    with page.expect_download() as found:
        page.locator("section[aria-labelledby=out] button").click()
    path = tmp_path / "words.po"
    found.value.save_as(path)
    file = polib.pofile(str(path))
    file.find("course:first-answer/title", by="msgctxt").msgstr = "الجواب الأول عندنا"
    file.save(str(path))
    (tmp_path / "broken.po").write_bytes(path.read_bytes()[:-3])
    page.locator("[name=file]").set_input_files(tmp_path / "broken.po")
    page.locator("section[aria-labelledby=in] button").click()
    expect(page.locator(".errors").first).to_be_visible()
    assert not script or look(page, "exchange refused") == {}
    page.locator("[name=file]").set_input_files(path)
    page.locator("section[aria-labelledby=in] button").click()
    expect(page).to_have_url(re.compile(r"/exchange/[0-9a-f-]{36}/$"))
    expect(page.locator("section[aria-labelledby=changed] li")).to_have_count(1)
    assert not script or look(page, "what would change") == {}
    page.locator("main form button").first.click()
    expect(page.locator(".notice[role=status]")).to_be_visible()
    expect(page).to_have_url(re.compile(f"{HOME}$"))
    assert words_of("course", "first-answer", "ar")["title"] == "الجواب الأول عندنا"
    page.goto("/desk/editing/glossary/")
    assert not script or look(page, "glossary") == {}
    page.locator(".requests a").first.click()
    expect(page.locator("[name=others]")).to_be_visible()
    assert not script or look(page, "term") == {}
