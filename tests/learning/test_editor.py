"""The library in Wagtail's editor: who may, what is refused, and translation by exchange."""

import polib
import pytest
from django.test import TestCase
from wagtail.models import Locale
from wagtail_localize.models import Translation, TranslationSource

from tests.accounts.people import hub, member, sign_in
from tests.learning.library_made import a_resource, translated, worker
from upstander.learning.forms.resource import ResourceEditorForm
from upstander.learning.models import Resource
from upstander.learning.queries.resource import public_resource
from upstander.learning.queries.translated import digest_of_row
from upstander.network.states import Role

pytestmark = pytest.mark.django_db
LIST = "/editor/snippets/learning/resource/"


def test_hub_staff_edit_and_a_spoke_does_not(client):
    row = a_resource()
    sign_in(client, worker())
    assert client.get(f"{LIST}edit/{row.pk}/").status_code in (302, 403)
    client.logout()
    sign_in(client, member(Role.HUB_STAFF, hub()))
    assert client.get(LIST).status_code == 200
    assert client.get(f"{LIST}edit/{row.pk}/").status_code == 200
    assert f"{LIST}edit/{row.pk}/" in client.get("/desk/learning/resources/tea/").content.decode()


@pytest.mark.parametrize(
    ("address", "transcript", "field"),
    [("", "Words", "address"), ("https://a.example/", "", "transcript")],
)
def test_a_video_that_lacks_something_is_refused_beside_the_field(address, transcript, field):
    class Form(ResourceEditorForm):
        class Meta(ResourceEditorForm.Meta):
            model = Resource
            fields = ("kind", "address", "transcript")

    form = Form({"kind": "video", "address": address, "transcript": transcript})
    assert list(form.errors) == [field]
    assert Form({"kind": "guide"}).is_valid()


def test_what_a_pack_wrote_and_someone_publishes_unchanged_is_unchanged():
    rows = Resource.objects.filter(locale__language_code="en")
    assert [row.key for row in rows if digest_of_row(row) != row.content_digest] == []


def test_publishing_in_one_language_changes_no_other():
    source = a_resource()
    french = translated(source, "fr", title="Thé")
    french.title = "Le thé"
    french.save_revision().publish()
    before = Resource.objects.filter(pk=source.pk).values().get()
    assert before["title"] == "Tea and talk"
    assert before["content_digest"] == source.content_digest


def test_translation_goes_out_as_po_and_comes_back():
    source = a_resource()
    french = Locale.objects.get(language_code="fr")
    sent, _ = TranslationSource.update_or_create_from_instance(source)
    translation = Translation.objects.create(source=sent, target_locale=french)
    out = translation.export_po()
    assert {e.msgid for e in out} >= {"Tea and talk", "How to sit together.", "First"}
    filled = polib.pofile(str(out))
    for entry in filled:
        entry.msgstr = f"F {entry.msgid}"
    translation.import_po(filled)
    with TestCase.captureOnCommitCallbacks(execute=True):
        translation.save_target(publish=True)
    shown = public_resource("tea", "fr")
    assert shown
    assert (shown.row.title, shown.version.state, shown.version.is_outdated) == (
        "F Tea and talk", "machine_draft", False,
    )  # fmt: skip
    source.title = "Coffee"
    source.save_revision().publish()
    shown = public_resource("tea", "fr")
    assert shown
    assert shown.version.is_outdated


def sent(**changes: str) -> dict[str, str]:
    """What the editor's form sends of a resource that has no words yet."""
    words = {"title": "Tea for two", "summary": "Short.", "transcript": "", "easy_read": ""}
    shelf = {"kind": "guide", "topic": "community", "audience": "everyone", "age": "all"}
    more = {"position": "1", "licence": "cc-by", "source": "", "address": "", "derived_from": ""}
    return {**words, **shelf, **more, "body-count": "0", "key": "", **changes}


def test_what_is_new_gets_a_key_of_its_title_that_is_free(client):
    sign_in(client, member(Role.HUB_STAFF, hub()))
    for title in ("Tea for two", "Tea for two", "شاي", "Ten " * 20):
        assert client.post(f"{LIST}add/", sent(title=title)).status_code == 302
    made = Resource.objects.order_by("-pk")[:4]
    long = "-".join(["ten"] * 13) + "-te"
    assert [row.key for row in made] == [long, "resource", "tea-for-two-2", "tea-for-two"]


@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_key_that_another_one_has_is_refused_beside_the_field(client, language):
    a_resource()
    sign_in(client, member(Role.HUB_STAFF, hub()))
    address = f"{LIST}add/?locale={language}"
    answer = client.post(address, sent(key="tea", title="Words that stay"))
    errors = answer.context["form"].errors
    assert errors == {"key": ["Resource with this Key already exists."]}
    assert "Words that stay" in answer.content.decode()
    assert Resource.objects.filter(key="tea").count() == 1


def test_what_is_there_keeps_its_key_and_its_translations(client):
    source = a_resource()
    translated(source, "fr", title="Le thé")
    sign_in(client, member(Role.HUB_STAFF, hub()))
    data = sent(key="coffee", title="Coffee", **{"action-publish": "1"})
    assert client.post(f"{LIST}edit/{source.pk}/", data).status_code == 302
    rows = Resource.objects.filter(key="tea").order_by("pk").values_list("title", flat=True)
    assert list(rows) == ["Coffee", "Le thé"]
    assert not Resource.objects.filter(key="coffee").exists()
