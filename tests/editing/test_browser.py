"""docs/editing.md, step by step: an editor in two languages, translators of two languages."""

import re
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone
from playwright.sync_api import Page, expect

from tests.browser import OpenPage
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
    with page.expect_navigation():  # an earlier message may still stand there
        page.locator(action).click()
    expect(page.locator(".messages .success")).to_be_visible()


def write(page: Page, title: str, menu: str, summary: str) -> None:
    """The fields that every page has."""
    page.locator("[name=title]").fill(title)
    page.locator("[name=menu]").fill(menu)
    page.locator("[name=summary]").fill(summary)


def open_front_page(page: Page) -> None:
    """From her desk into the editor, Pages, and the front page; no address is typed."""
    page.locator("main a[href='/editor/']").click()
    page.locator(".sidebar-page-explorer-item button").click()
    home = PublicPage.objects.get(key="home", locale__language_code="en")
    page.locator(f"a.c-page-explorer__item__link[href='/editor/pages/{home.pk}/']").click()
    expect(page).to_have_url(re.compile(f"/editor/pages/{home.pk}/$"))


def begin(page: Page, user: User) -> None:
    """Step 1 as far as the fields."""
    enter(page, user)
    open_front_page(page)
    page.locator("a[href*='/add_subpage/']").locator("visible=true").first.click()
    write(page, "Film evening", "Film", "Come along.")
    expect(page.locator("[name=slug]")).to_have_value("film-evening")


def speaks(user: User, language: str) -> None:
    """She has the desk and the editor in her language."""
    User.objects.filter(pk=user.pk).update(language=language)


@pytest.mark.parametrize("language", ["en", "ar"])
def test_a_new_editor_publishes_and_sees_it_reviewed_in_two_languages(open_page, site, language):
    by = editor()
    arabic, french = translator(by, "Amal", "ar"), translator(by, "Fatou", "fr")
    second = translator(by, "Odile", "fr")
    speaks(by, language)
    speaks(arabic, "ar")
    page, wrong = open_page(locale=language), {}
    begin(page, by)
    page.locator("button.c-sf-add-button").first.click()
    page.get_by_role("option", name="Text", exact=True).click()
    page.locator("[name=body-0-value-heading]").fill("When")
    page.locator(".public-DraftEditor-content").click()
    page.keyboard.type("On Friday.")
    expect(page.locator("[name=body-0-value-text]")).to_have_value(re.compile("Friday"))
    save_draft(page)
    reader = open_page(locale="en")
    assert reader.goto("/en/film-evening/").status == 404
    choose(page, "button[name=action-publish]")
    assert reader.goto("/en/film-evening/").status == 200
    expect(reader.locator("main")).to_contain_text("On Friday.")

    page.goto("/desk/")
    page.locator("main a[href='/desk/editing/']").click()
    wrong |= look(page, f"board in {language}")
    page.locator("[name=kind]").select_option("page")
    page.locator("main form:has([name=kind]) button").click()
    page.locator("table.board").get_by_role("link", name="Film evening").click()
    page.locator("[name=to-ar]").select_option(str(arabic.pk))
    page.locator("[name=to-fr]").select_option(str(french.pk))
    page.locator("main form:has([name=to-ar]) button").last.click()
    expect(page.locator(".notice[role=status]")).to_contain_text("Amal, Fatou")
    wrong |= look(page, f"content in {language}")
    assert letters() == [arabic.email, french.email]

    wrong |= translate(open_page(locale="ar"), arabic, "ar", arabic, open_page)
    wrong |= translate(open_page(locale="fr"), french, "fr", second, open_page)
    page.reload()
    for code in ("ar", "fr"):
        row = page.locator(".ask .field", has=page.locator(f"a[href*='/in/{code}/']"))
        expect(row).to_contain_text("●")
        reader.goto("/en/film-evening/")
        # The editor may have made her address of the words of her language.
        path = reader.locator(f".tongues a[hreflang={code}]").get_attribute("href")
        assert reader.goto(path).status == 200
        expect(reader.locator("h1")).to_have_text(WORDS[code][0])
    reader.goto("/en/film-evening/")
    expect(reader.locator("h1")).to_have_text("Film evening")
    assert wrong == {}


def translate(
    page: Page, user: User, language: str, reviewer: User, open_page: OpenPage
) -> dict[str, list]:
    """Steps 6 and 7; where she is the only one of her language, she marks it herself."""
    enter(page, user)
    wrong = _open_work(page)
    page.locator("form[action*='/begin/'] button").click()
    page.locator("main a[href^='/editor/pages/']").click()
    write(page, *WORDS[language])
    save_draft(page)
    page.goto("/desk/")
    _open_work(page)
    expect(page.locator(".pairs")).to_contain_text(WORDS[language][2])
    page.locator("form[action$='/ready/'] button").click()
    wrong |= look(page, f"ready in {language}")
    if reviewer != user:
        expect(page.locator("form[action$='/review/']")).to_have_count(0)
        page = open_page(locale=language)
        enter(page, reviewer)
        _open_work(page)
    page.locator("form[action$='/review/'] button").click()
    expect(page.locator("form[action$='/review/']")).to_have_count(0)
    return wrong | look(page, f"reviewed in {language}")


def _open_work(page: Page) -> dict[str, list]:
    page.locator("main a[href='/desk/editing/']").click()
    wrong = look(page, "board of one who translates")
    page.locator(".request.waiting a", has_text="Film evening").click()
    return wrong


@pytest.mark.parametrize("language", ["en", "ar"])
def test_a_second_editor_approves_and_what_is_changed_comes_later(open_page, site, language):
    by, second = editor(), editor("second@example.org")
    speaks(by, language)
    speaks(second, language)
    page, reader = open_page(locale=language), open_page(locale="en")
    begin(page, by)
    save_draft(page)
    choose(page, "button[name=action-submit]")
    colleague = open_page(locale=language)
    enter(colleague, second)
    colleague.locator("main a[href='/desk/editing/']").click()
    assert look(colleague, f"to read in {language}") == {}
    colleague.locator(".request.waiting a", has_text="Film evening").click()
    assert reader.goto("/en/film-evening/").status == 404
    choose(colleague, "[data-workflow-action-name=approve]:not([data-workflow-action-modal-url])")
    assert reader.goto("/en/film-evening/").status == 200
    colleague.goto("/desk/editing/")
    expect(colleague.locator(".request", has_text="Film evening")).to_have_count(0)

    page.goto("/desk/")
    open_front_page(page)
    page.locator("main a", has_text="Film evening").first.click()
    page.locator("[name=title]").fill("Film night")
    page.locator("[data-side-panel-toggle=status]").click()
    page.locator("[data-a11y-dialog-show=schedule-publishing-dialog]").click()
    later = timezone.localtime() + timedelta(days=1)
    page.locator("[name=go_live_at]").fill(f"{later:%Y-%m-%d %H:%M}")
    # The calendar of days that the field opened lies over the button.
    page.locator("#schedule-publishing-dialog button.action-save").press("Enter")
    expect(page.locator(".messages .success")).to_be_visible()
    choose(page, "button[name=action-publish]")
    call_command("keep_publishing", turns=1, wait=0)
    reader.reload()
    expect(reader.locator("h1")).to_have_text("Film evening")
    _let_the_hour_come()
    call_command("keep_publishing", turns=1, wait=0)
    reader.reload()
    expect(reader.locator("h1")).to_have_text("Film night")


def _let_the_hour_come() -> None:
    row = PublicPage.objects.get(slug="film-evening", locale__language_code="en")
    revision, past = row.scheduled_revision, timezone.now() - timedelta(minutes=1)
    revision.content["go_live_at"] = past.isoformat()
    revision.approved_go_live_at = past
    revision.save()
