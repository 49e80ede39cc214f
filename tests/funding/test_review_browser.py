"""Two reviewers and an officer in a real browser: from the conflicts to how far they agree."""

import os
import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.funding.review_made import a_closed_call, applications_in, officer, reviewer
from tests.looking import look
from tests.portal.watching import Watched
from tests.support.test_desk_browser import enter
from upstander.funding.models import Assignment, Call
from upstander.funding.queries.review import scores

WHY = "They name who does what, and by when."


class Eyes:
    """Looks at each page; keeps a picture of it where UPSTANDER_PICTURES names a folder."""

    def __init__(self, language: str) -> None:
        self.language, self.wrong = language, {}

    def look(self, page: Page, what: str) -> None:
        self.wrong |= look(page, what)
        if folder := os.environ.get("UPSTANDER_PICTURES"):
            for width in (360, 1280):
                page.set_viewport_size({"width": width, "height": 800})
                name = f"{self.language}-{width}-{what.replace(' ', '-')}.png"
                page.screenshot(path=Path(folder) / name, full_page=True)


def _press(page: Page, selector: str = "main form button") -> None:
    with page.expect_navigation():
        page.locator(selector).first.click()


def _declare(page: Page, eyes: Eyes) -> None:
    page.goto("/desk/funding/reviews/conflicts/north/")
    for one in page.locator("input[value=free]").all():
        one.check()
    eyes.look(page, "conflicts")
    _press(page)
    expect(page).to_have_url(re.compile(r"/desk/funding/reviews/$"))


def _review(page: Page, points: int, eyes: Eyes) -> None:
    page.goto("/desk/funding/reviews/")
    eyes.look(page, "my reviews")
    page.locator(".item a").first.click()
    for one in page.locator(f".anchors input[value='{points}']").all():
        one.check()
    eyes.look(page, "review")
    _press(page, "button[value=send]")
    expect(page.locator(".line .errors")).to_have_count(3)
    expect(page.locator(f".anchors input[value='{points}']").first).to_be_checked()
    for one in page.locator("textarea[name^=why]").all():
        one.fill(WHY)
    _press(page, "button[value=send]")
    eyes.look(page, "hand in")
    _press(page)
    expect(page.locator(".state.submitted").first).to_be_visible()


@pytest.mark.parametrize("language", ["en", "ar"])
def test_from_the_conflicts_to_how_far_reviews_agree(open_page, site, language):
    call = a_closed_call(key="north")
    first, second = applications_in(call)
    people, eyes = [reviewer(1), reviewer(2), officer()], Eyes(language)
    for user in people:
        user.language = language
        user.save()
    pages = [open_page(java_script_enabled=True) for _ in people]
    watched = [Watched(page, site) for page in pages]
    for page, user in zip(pages, people, strict=True):
        enter(page, user)
    one, two, desk = pages
    for page in (one, two):
        _declare(page, eyes)

    desk.goto("/desk/funding/reviews/calls/north/")
    eyes.look(desk, "progress before")
    desk.locator("a[href$='/assign/']").click()
    eyes.look(desk, "assign")
    _press(desk)
    assert Assignment.objects.count() == 4
    desk.goto(f"/desk/funding/checks/{first.pk}/")
    eyes.look(desk, "check")
    _press(desk)
    desk.goto(f"/desk/funding/checks/{first.pk}/ask/")
    eyes.look(desk, "ask")

    _review(one, 4, eyes)
    expect(one.locator(".side > div")).to_have_count(3)
    _review(two, 1, eyes)
    expect(two.locator(".side > div")).to_have_count(6)
    eyes.look(two, "side by side")
    _review(two, 3, eyes)

    desk.goto("/desk/funding/reviews/calls/north/")
    eyes.look(desk, "progress")
    desk.locator("a[href$='/agreement/']").click()
    eyes.look(desk, "agreement")
    expect(desk.locator("tbody .state.waits").first).to_be_visible()
    desk.goto(f"/desk/funding/reviews/applications/{first.pk}/")
    expect(desk.locator(".side > div")).to_have_count(6)
    eyes.look(desk, "reviews of one")
    row = Assignment.objects.filter(application=second, state="assigned").get()
    one.goto(f"/desk/funding/reviews/{row.pk}/give-back/")
    one.locator("input[value=time]").check()
    eyes.look(one, "give back")
    _press(one)
    desk.goto("/desk/funding/reviews/calls/north/")
    eyes.look(desk, "given back")

    assert set(scores(Call.objects.get(year__gt=2020))) == {first.pk, second.pk}
    found = [(watch.complaints, watch.elsewhere()) for watch in watched]
    assert (eyes.wrong, found) == ({}, [([], [])] * 3)
