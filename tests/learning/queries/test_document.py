"""What a resource says of its translation on paper."""

import pytest
from django.test import RequestFactory
from django.utils import translation

from tests.learning.library_made import a_resource, translated
from upstander.core.pdf import pdf_of
from upstander.learning.queries.document import document_of
from upstander.learning.queries.resource import public_resource
from upstander.learning.queries.showing import context_of
from upstander.learning.views.library import DOCUMENT
from upstander.network.models import Fact, Wording

pytestmark = pytest.mark.django_db
NAMES = ("Machine draft", "Outdated translation")


def paper(key: str, language: str) -> dict:
    with translation.override(language):
        shown = public_resource(key, language)
        assert shown
        request = RequestFactory().get(f"/{language}/resources/{key}/")
        return document_of(context_of(request, shown), "https://example.org")


def notice(key: str, language: str) -> str:
    """The name of what it says, in English: what stands on the paper is in the language's words."""
    found = [words["w"] for words in paper(key, language)["notice"]]
    with translation.override(language):
        names = {translation.gettext(name): name for name in NAMES}
    return names[found[0]] if found else ""


def test_a_paper_says_that_it_is_a_machine_draft_until_a_person_has_read_it():
    source = a_resource()
    french = translated(source, "fr", title="Thé")
    assert (notice("tea", "fr"), notice("tea", "en")) == ("Machine draft", "")
    assert notice("tea", "ar") == ""  # it stands there in its own language
    french.translation_state = "reviewed"
    french.save_revision().publish()
    assert notice("tea", "fr") == ""
    source.summary = "Other words."
    source.save_revision().publish()
    assert notice("tea", "fr") == "Outdated translation"


def test_it_says_so_too_where_only_a_record_on_it_is_a_draft():
    key = Fact.objects.earliest("pk").key
    a_resource(body=[["facts", {"heading": "", "items": [key]}]])
    drafts = Wording.objects.filter(language="ar", key=f"fact:{key}:text")
    assert (notice("tea", "ar"), notice("tea", "en")) == ("Machine draft", "")
    drafts.update(state="reviewed")
    assert notice("tea", "ar") == ""


def test_the_notice_is_set_on_the_paper():
    found = paper("evidence-checklist", "ar")
    assert [words["l"] for words in found["notice"]] == ["ar", "ar"]
    bare = pdf_of(DOCUMENT, {**found, "notice": []}, "ar")
    assert len(pdf_of(DOCUMENT, found, "ar")) > len(bare)
