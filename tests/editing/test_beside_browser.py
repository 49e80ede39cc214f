"""The original beside what nobody has read, opened by an Arabic reader in a real browser."""

import pytest
from playwright.sync_api import Page, expect

from tests.looking import look
from tests.support.desks import team


def opened(page: Page) -> dict[str, list]:
    """What is wrong with the page while every original on it is open."""
    folds = page.locator("main details.beside")
    expect(folds.first).to_be_visible()
    for number in range(folds.count()):
        folds.nth(number).locator("summary").click()
    return look(page, page.url)


@pytest.mark.parametrize("path", ["options/school/", "courses/first-answer/safety-and-language/"])
def test_facts_and_lessons(open_page, path):
    page = open_page(locale="ar")
    page.goto(f"/ar/{path}")
    assert opened(page) == {}
    original = page.locator("main .facts details > div, main .both details > div").first
    expect(original).to_have_attribute("dir", "ltr")
    expect(original).to_have_attribute("lang", "en")


def test_what_a_person_agrees_to(open_page):
    team()
    page = open_page(locale="ar")
    page.goto("/ar/tell/")
    assert opened(page) == {}
    page.locator("main form button").click()
    for answers in ({}, {}, {"words": "."}, {"place": "Fort St. John"}, {}, {}, {}, {}):
        for name, text in answers.items():
            page.locator(f"[name={name}]").fill(text)
        page.locator("main .row [name=go][value=next]").click()
    expect(page.locator("[name=team]").first).to_be_visible()
    assert opened(page) == {}
    page.locator("main .row [name=go][value=next]").click()
    page.locator("main .row [name=go][value=next]").click()
    expect(page.locator("[name=go][value=send]")).to_be_visible()
    assert opened(page) == {}
