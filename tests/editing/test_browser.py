"""docs/editing.md, step by step: an editor in English, translators in Arabic and in French."""

import re

from playwright.sync_api import Page, expect

from tests.editing.translating import editor, letters, translator
from tests.looking import look
from tests.support.test_desk_browser import enter
from upstander.accounts.interface import User
from upstander.portal.models import PublicPage

WORDS = {"ar": ("أمسية أفلام", "أفلام", "تعال."), "fr": ("Soirée cinéma", "Cinéma", "Venez.")}


def save_draft(page: Page) -> None:
    """As the button at the foot of the editor does; it says that it is saved."""
    page.locator("footer button.action-save").click()
    expect(page.locator(".messages .success")).to_be_visible()


def choose(page: Page, action: str) -> None:
    """From the list that the arrow beside it opens."""
    page.locator("footer [data-w-dropdown-target=toggle]").click()
    page.locator(f"button[name={action}], a[name={action}]").click()
    expect(page.locator(".messages .success")).to_be_visible()


def write(page: Page, title: str, menu: str, summary: str) -> None:
    """The fields that every page has."""
    page.locator("[name=title]").fill(title)
    page.locator("[name=menu]").fill(menu)
    page.locator("[name=summary]").fill(summary)


def test_a_new_editor_publishes_and_sees_it_reviewed_in_two_languages(open_page, site):
    by = editor()
    arabic, french = translator(by, "Amal", "ar"), translator(by, "Fatou", "fr")
    User.objects.filter(pk=arabic.pk).update(language="ar")
    home = PublicPage.objects.get(key="home", locale__language_code="en")
    page, wrong = open_page(locale="en"), {}
    enter(page, by)
    page.get_by_role("link", name="Edit the site").click()
    page.goto(f"/editor/pages/{home.pk}/")
    page.locator(f"a[href^='/editor/pages/{home.pk}/add_subpage/']").first.click()
    write(page, "Film evening", "Film", "Come along.")
    page.locator("button[title='Insert a block']").first.click()
    page.get_by_role("option", name="Text", exact=True).click()
    page.locator("[name=body-0-value-heading]").fill("When")
    page.locator(".public-DraftEditor-content").click()
    page.keyboard.type("On Friday.")
    expect(page.locator("[name=body-0-value-text]")).to_have_value(re.compile("Friday"))
    save_draft(page)
    reader = open_page(locale="en")
    assert reader.goto("/en/film-evening/").status == 404
    choose(page, "action-publish")
    assert reader.goto("/en/film-evening/").status == 200
    expect(reader.locator("main")).to_contain_text("On Friday.")

    page.goto("/desk/")
    page.get_by_role("link", name="Translations").click()
    wrong |= look(page, "board")
    page.locator("[name=kind]").select_option("page")
    page.get_by_role("button", name="Show").click()
    page.locator("table.board").get_by_role("link", name="Film evening").click()
    page.locator("[name=to-ar]").select_option(str(arabic.pk))
    page.locator("[name=to-fr]").select_option(str(french.pk))
    page.get_by_role("button", name="Send to translators").click()
    expect(page.locator(".notice[role=status]")).to_contain_text("Amal, Fatou")
    wrong |= look(page, "content")
    assert letters() == [arabic.email, french.email]

    for language, user in (("ar", arabic), ("fr", french)):
        wrong |= translate(open_page(locale=language), user, language)
    page.reload()
    for language in ("ar", "fr"):
        row = page.locator(".ask .field", has=page.locator(f"a[href*='/in/{language}/']"))
        expect(row).to_contain_text("Reviewed")
        answer = reader.goto(f"/{language}/film-evening/")
        assert answer.status == 200
        expect(reader.locator("h1")).to_have_text(WORDS[language][0])
    reader.goto("/en/film-evening/")
    expect(reader.locator("h1")).to_have_text("Film evening")
    assert wrong == {}


def translate(page: Page, user: User, language: str) -> dict[str, list]:
    """Steps 6 and 7; she is the only one of her language."""
    enter(page, user)
    page.goto("/desk/editing/")
    wrong = look(page, f"board of {language}")
    page.locator(".request a", has_text="Film evening").click()
    page.locator("form[action*='/begin/'] button").click()
    page.locator("a[href^='/editor/pages/']").click()
    write(page, *WORDS[language])
    save_draft(page)
    page.goto("/desk/editing/")
    page.locator(".request a", has_text="Film evening").click()
    expect(page.locator(".pairs")).to_contain_text(WORDS[language][2])
    page.locator("form[action$='/ready/'] button").click()
    wrong |= look(page, f"ready in {language}")
    page.locator("form[action$='/review/'] button").click()
    expect(page.locator("form[action$='/review/']")).to_have_count(0)
    return wrong | look(page, f"reviewed in {language}")
