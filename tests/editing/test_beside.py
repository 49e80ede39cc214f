"""The original beside a translation that no person has read: of what is about safety or rights."""

import pytest
from django.test import Client

from tests.accounts.people import hub, member
from tests.learning.library_made import a_resource, translated
from upstander.core.beside import parts_of
from upstander.editing.shapes import SOURCES
from upstander.network.states import Role
from upstander.portal.models import PublicPage

pytestmark = pytest.mark.django_db
MOST = 10  # queries of a public page


def beside(client: Client, path: str) -> int:
    """In how many places the original stands beside it."""
    answer = client.get(path)
    assert answer.status_code == 200
    return answer.content.decode().count('class="beside"')


def page(language: str, key: str = "rights") -> PublicPage:
    return PublicPage.objects.get(key=key, locale__language_code=language)


def test_a_draft_about_rights_has_the_original_beside_each_part(client):
    shown = client.get("/ar/rights/").content.decode()
    assert '<summary lang="en" dir="ltr">English</summary>' in shown
    assert "Information, not legal advice" in shown
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
    assert "All new" in client.get("/fr/rights/").content.decode()


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


@pytest.mark.parametrize("path", ["/ar/rights/", "/ar/find-help/", "/ar/options-work/",
                                  "/ar/resources/evidence-checklist/"])  # fmt: skip
def test_it_stays_within_the_queries_of_a_page(client, path, django_assert_max_num_queries):
    with django_assert_max_num_queries(MOST):
        client.get(path)


def test_forms_and_numbers_stand_once():
    body = list(page("ar", "find-help").body)
    pairs = parts_of(body, list(page("en", "find-help").body)).pairs
    doubled = {block.block_type for block, original in pairs if original}
    assert not doubled & {"near", "services", "facts", "map", "spokes", "cards"}
    assert parts_of(body, None).rest == []
