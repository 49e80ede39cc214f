"""The original beside a translation that no person has read: of what is about safety or rights."""

import re

import pytest
from django.test import Client
from django.utils.html import escape

from tests.accounts.people import hub, member
from tests.learning.library_made import a_resource, translated
from upstander.core.beside import PROSE, parts_of
from upstander.editing.actions.careful import set_careful
from upstander.editing.shapes import SOURCES
from upstander.learning.models import Lesson
from upstander.network.models import Fact, Wording
from upstander.network.states import Role
from upstander.portal.models import PublicPage

pytestmark = pytest.mark.django_db
MOST = 10  # queries of a public page


FACTS = re.compile(r'<ul class="facts".*?</ul>', re.DOTALL)
SCHOOL = "/ar/options/school/"
LESSON = "/{}/courses/first-answer/{}/"


def shown(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200
    return answer.content.decode()


def beside(client: Client, path: str) -> int:
    """In how many places the original stands beside it; not those of facts."""
    return FACTS.sub("", shown(client, path)).count('class="beside"')


def facts(client: Client, path: str) -> tuple[int, int]:
    """How many facts stand there, and how many of them with their original."""
    found = "".join(FACTS.findall(shown(client, path)))
    return found.count("<li>"), found.count('class="beside"')


def page(language: str, key: str = "rights") -> PublicPage:
    return PublicPage.objects.get(key=key, locale__language_code=language)


def test_a_draft_about_rights_has_the_original_beside_each_part(client):
    html = shown(client, "/ar/rights/")
    assert '<summary lang="en" dir="ltr">English</summary>' in html
    assert "Information, not legal advice" in html
    assert beside(client, "/ar/rights/") == 3
    assert [beside(client, path) for path in ("/en/rights/", "/ar/accessibility/")] == [0, 0]


def test_what_a_person_has_read_stands_alone_until_the_original_changes(client):
    SOURCES["page"].publish("rights", "fr", by=member(Role.EDITOR, hub()))
    assert beside(client, "/fr/rights/") == 0
    english = page("en")
    english.summary = "Other words."
    english.save_revision().publish()
    assert beside(client, "/fr/rights/") == 3
    assert beside(client, "/fr/privacy/") > 0
    english.body = [("text", {"heading": "All new", "text": "<p>Words.</p>"})]
    english.save_revision().publish()
    assert beside(client, "/fr/rights/") == 1
    assert "All new" in shown(client, "/fr/rights/")


def test_resources_about_safety_have_it_too(client):
    source = a_resource(topic="safety")
    french = translated(source, "fr", title="Thé")
    assert beside(client, "/fr/resources/tea/") == 1
    assert [beside(client, path) for path in ("/en/resources/tea/", "/ar/resources/tea/")] == [0, 0]
    french.translation_state = "reviewed"
    french.save_revision().publish()
    assert beside(client, "/fr/resources/tea/") == 0
    translated(a_resource("soup"), "fr")
    assert beside(client, "/fr/resources/soup/") == 0


def test_a_fact_that_is_a_draft_has_its_original_below_it(client):
    all_of_them, with_original = facts(client, SCHOOL)
    assert all_of_them == with_original > 0
    assert facts(client, SCHOOL.replace("ar", "en", 1)) == (all_of_them, 0)
    SOURCES["page"].publish("options-school", "ar", by=member(Role.EDITOR, hub()))
    assert facts(client, SCHOOL) == (all_of_them, all_of_them)
    fact = Fact.objects.get(key=facts_of("options-school")[0])
    assert f'<div lang="en" dir="ltr">{escape(fact.text)}</div>' in shown(client, SCHOOL)
    Wording.objects.filter(key=f"fact:{fact.key}:text", language="ar").update(state="reviewed")
    assert facts(client, SCHOOL) == (all_of_them, all_of_them - 1)


def facts_of(key: str) -> list[str]:
    """The keys of the facts on a page."""
    blocks = [block for block in page("en", key).body if block.block_type == "facts"]
    return [one for block in blocks for one in block.value["items"]]


@pytest.mark.parametrize("key", ["safety-and-language", "consent-and-referral"])
def test_a_lesson_about_safety_or_consent_has_it_beside_each_part(client, key):
    arabic, english = (lesson(language, key) for language in ("ar", "en"))
    prose = [block for block in arabic.body if block.block_type in PROSE]
    assert beside(client, LESSON.format("ar", key)) == len(prose) > 2
    assert escape(english.body[0].value["heading"]) in shown(client, LESSON.format("ar", key))
    assert beside(client, LESSON.format("en", key)) == 0
    SOURCES["lesson"].publish(key, "ar", by=member(Role.EDITOR, hub()))
    assert beside(client, LESSON.format("ar", key)) == 0
    english.body = [("text", {"heading": "All new", "text": "<p>Words.</p>"})]
    english.save_revision().publish()
    assert beside(client, LESSON.format("ar", key)) == 1
    assert "All new" in shown(client, LESSON.format("ar", key))


def test_an_editor_marks_a_lesson(client):
    by, path = member(Role.EDITOR, hub()), LESSON.format("ar", "reading-with-care")
    assert (beside(client, path), is_careful("reading-with-care")) == (0, False)
    set_careful("lesson", "reading-with-care", is_careful=True, by=by)
    assert (beside(client, path) > 0, is_careful("reading-with-care")) == (True, True)


def lesson(language: str, key: str) -> Lesson:
    return Lesson.objects.get(key=key, locale__language_code=language)


def is_careful(key: str) -> bool:
    """As the board of translations knows it."""
    return {piece.is_careful for piece in SOURCES["lesson"].pieces() if piece.key == key} == {True}


@pytest.mark.parametrize("path", ["/ar/rights/", "/ar/find-help/", SCHOOL,
                                  "/ar/resources/evidence-checklist/",
                                  LESSON.format("ar", "safety-and-language")])  # fmt: skip
def test_it_stays_within_the_queries_of_a_page(client, path, django_assert_max_num_queries):
    with django_assert_max_num_queries(MOST):
        client.get(path)


def test_forms_and_numbers_stand_once():
    body = list(page("ar", "find-help").body)
    pairs = parts_of(body, list(page("en", "find-help").body)).pairs
    doubled = {block.block_type for block, original in pairs if original}
    assert not doubled & {"near", "services", "facts", "map", "spokes", "cards"}
    assert parts_of(body, None).rest == []
