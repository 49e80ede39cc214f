"""Every page of telling and returning in every language: no barrier that a machine can find."""

import time
import uuid

import pytest
from playwright.sync_api import Page

from tests.looking import look
from tests.support.desks import team
from upstander.core.languages import table
from upstander.support.actions.case import acknowledge_case, close_case, take_case
from upstander.support.actions.referral import Goal, ask_to_refer
from upstander.support.budgets import BUDGETS
from upstander.support.codes import make_code
from upstander.support.journey import STEPS, new_visit, seal_visit
from upstander.support.models import Case

WORDS = "Someone on the stairs said that I should go home."
ANSWERS = {
    "wish": {"chosen": "both"},
    "what": {"chosen": ["threat"], "words": WORDS},
    "where": {"key": "fort-st-john", "place_name": "Fort St. John"},
    "contact": {"name": "Ana", "reach": "250 555 0101"},
}
POST = """([action, fields]) => {
  const form = Object.assign(document.createElement('form'), {method: 'post', action});
  for (const [name, value] of Object.entries(fields))
    form.append(Object.assign(document.createElement('input'), {type: 'hidden', name, value}));
  document.body.append(form); form.submit();
}"""


@pytest.fixture(autouse=True)
def _fresh():
    for budget in BUDGETS:
        budget.clear()


class Looking:
    """A page, and what is wrong with all that it showed."""

    def __init__(self, page: Page, language: str) -> None:
        self.page, self.language, self.wrong = page, language, {}

    def post(self, path: str, what: str, **fields: str) -> None:
        """Send a form and look at the answer."""
        with self.page.expect_navigation():
            self.page.evaluate(POST, [f"/{self.language}/{path}/", fields])
        self.wrong |= look(self.page, what)

    def open_and_press(self, selector: str, what: str) -> None:
        """Unfold it, tick the box, press."""
        fold = self.page.locator("details", has=self.page.locator(selector)).first
        fold.locator("summary").click()
        fold.locator("[name=sure]").check()
        self.press(selector, what)

    def press(self, selector: str, what: str) -> None:
        with self.page.expect_navigation():
            self.page.locator(selector).first.click()
        self.wrong |= look(self.page, what)


def _visit(answers):
    visit = new_visit()
    return visit._replace(started=int(time.time()) - 60, answers=answers)


@pytest.mark.parametrize("language", table())
def test_no_page_of_telling_and_returning_has_a_barrier(language, page) -> None:
    _place, _coordinator, worker, _recovery = team()
    other = team("archway-community-services")[0]
    seen = Looking(page, language)
    page.goto(f"/{language}/tell/")
    seen.wrong |= look(page, "start")
    so_far = seal_visit(_visit(ANSWERS))
    for step in STEPS:
        seen.post("tell", step, so_far=so_far, step=step, go="stay")
    seen.post("tell", "changed", so_far=so_far, step="review", go="step:what")
    seen.post("tell", "unread", so_far="x", step="what")
    seen.post("tell", "nothing told", so_far=seal_visit(_visit({})), step="review", go="stay")
    seen.post("tell", "unknown place", so_far=so_far, step="where", go="next", place="zzzz")
    visit = _visit(ANSWERS)
    seen.post("tell", "sent", so_far=seal_visit(visit), step="review", go="send")
    again = seal_visit(visit._replace(code=make_code()))
    seen.post("tell", "sent before", so_far=again, step="review", go="send")
    seen.post("tell", "wrong number", so_far=seal_visit(visit), step="code", code="1")
    seen.post("tell", "saved", so_far=seal_visit(visit), step="code", code=visit.code)

    case = Case.objects.get()
    take_case(case, by=worker.user)
    acknowledge_case(Case.objects.get(), "We read it.", uuid.uuid4(), by=worker)
    ask_to_refer(Case.objects.get(), Goal(other, "", True), "They know more.", by=worker)
    page.goto(f"/{language}/return/")
    seen.wrong |= look(page, "return")
    seen.post("return", "no such number", code="1234")
    seen.post("return", "request", code=visit.code)
    seen.press("[name=do][value^=agree]", "agreed")
    close_case(Case.objects.get(), "It is settled.", uuid.uuid4(), by=worker)
    seen.post("return", "over", code=visit.code)
    seen.open_and_press("[name=do][value^=revoke]", "taken back")
    seen.open_and_press("[name=do][value=delete]", "gone")
    assert seen.wrong == {}
