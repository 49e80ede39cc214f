"""The pages on which words go out and come in, and those of the glossary."""

import polib
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.accounts.people import hub, member, sign_in, spoke
from tests.learning.library_made import a_resource, translated
from upstander.editing.models import AvoidedWord, GlossaryTerm, PendingImport, TranslatorLanguage
from upstander.editing.queries.words import words_of
from upstander.network.states import Role

pytestmark = pytest.mark.django_db
HOME = "/desk/editing/exchange/"
FILE = f"{HOME}file/"
GLOSSARY = "/desk/editing/glossary/"


@pytest.fixture
def editor(client):
    user = member(Role.EDITOR, hub())
    sign_in(client, user)
    return user


@pytest.fixture
def translator(client):
    """Into French alone."""
    user = member(Role.TRANSLATOR, hub())
    TranslatorLanguage.objects.create(user=user, language="fr")
    sign_in(client, user)
    return user


def send(client, data, language="ar"):
    file = SimpleUploadedFile("words.po", data, "text/x-gettext-translation")
    return client.post(HOME, {"language": language, "file": file})


def taken_out(client, language="ar"):
    a_resource()
    translated(a_resource(), "ar", title="شاي")
    found = client.get(FILE, {"language": language, "kind": "resource", "key": "tea"})
    name = f"upstander-resource-{language}.po"
    assert found["Content-Disposition"] == f'attachment; filename="{name}"'
    return found.content


def with_title(data, words):
    file = polib.pofile(data.decode())
    file.find("resource:tea/title", by="msgctxt").msgstr = words
    return f"{file}\n".encode()


def test_words_go_out_come_in_are_looked_at_and_become_drafts(client, editor):
    shown = send(client, with_title(taken_out(client), "حديث"))
    kept = PendingImport.objects.get()
    assert shown.url == f"{HOME}{kept.pk}/"
    page = client.get(shown.url)
    assert page.context["counts"] == {"added": 0, "changed": 1, "unchanged": 3, "refused": 0}
    done = client.post(shown.url, {"seen": page.context["seen"]}, follow=True)
    assert "1 text is now a draft." in done.content.decode()
    assert words_of("resource", "tea", "ar")["title"] == "حديث"
    assert client.get(shown.url).status_code == 404


def test_what_one_leaves_changes_nothing(client, editor):
    shown = send(client, with_title(taken_out(client), "حديث"))
    assert client.post(shown.url, {"leave": "1"}).url == HOME
    assert words_of("resource", "tea", "ar")["title"] == "شاي"


def test_a_stale_yes_shows_the_page_again(client, editor):
    shown = send(client, with_title(taken_out(client), "حديث"))
    again = client.post(shown.url, {"seen": "old"}, follow=True)
    assert again.redirect_chain == [(shown.url, 302)]
    assert "Something has changed since you looked." in again.content.decode()
    assert words_of("resource", "tea", "ar")["title"] == "شاي"


def test_a_broken_file_is_told_beside_the_field_with_its_line(client, editor):
    broken = taken_out(client).replace(b'msgid "Tea and talk"', b'msgid "Tea "and" talk"')
    page = send(client, broken)
    assert page.status_code == 200
    line = broken[: broken.index(b'msgid "Tea "and')].count(b"\n") + 1
    assert page.context["form"].errors["file"] == [
        f"This is no PO file that can be read: see line {line}. Save it again as PO."
    ]
    assert PendingImport.objects.count() == 0


@pytest.mark.parametrize("data", [b"", b"\x89PNG\x00", b"\xff\xfe\x00\x01", b"#" * 2_000_001])
def test_files_of_every_kind_are_answered(client, editor, data):
    page = send(client, data)
    assert (page.status_code, list(page.context["form"].errors)) == (200, ["file"])


def test_nothing_chosen_and_nothing_to_take_out_are_told(client, editor):
    assert list(client.post(HOME, {"language": "ar"}).context["form"].errors) == ["file"]
    page = client.get(FILE, {"language": "ar", "kind": "page", "key": "gone"}, follow=True)
    assert "There is nothing to translate here." in page.content.decode()
    assert client.get(FILE, {"language": "xx"}).url == HOME


def test_what_another_sent_in_is_not_seen(client, editor):
    shown = send(client, with_title(taken_out(client), "حديث"))
    client.logout()
    sign_in(client, member(Role.HUB_STAFF, hub()))
    assert client.get(shown.url).status_code == 404
    assert client.post(shown.url, {"leave": "1"}).status_code == 404
    assert PendingImport.objects.count() == 1


@pytest.mark.parametrize("path", [HOME, FILE, GLOSSARY])
def test_others_see_nothing_of_it(client, path):
    sign_in(client, member(Role.SPOKE_WORKER, spoke()))
    assert client.get(path).status_code == 404


def test_a_translator_has_her_languages_alone(client, translator):
    assert client.get(HOME).context["out"].fields["language"].choices == [("fr", "Français")]
    assert client.get(FILE, {"language": "ar"}).url == HOME
    assert list(send(client, b"x", "ar").context["form"].errors) == ["language"]
    arabic = GlossaryTerm.objects.filter(language="ar").first()
    avoided = AvoidedWord.objects.filter(language="ar").first()
    assert client.get(f"{GLOSSARY}{arabic.pk}/").status_code == 404
    assert client.post(f"{GLOSSARY}avoid/{avoided.pk}/").status_code == 404
    assert client.get(GLOSSARY, {"language": "ar"}).context["language_of"].code == "fr"


def test_a_word_is_found_changed_and_the_second_of_two_tabs_is_told(client, translator):
    row = GlossaryTerm.objects.get(language="fr", key="hate-crime")
    page = client.get(GLOSSARY, {"wanted": "crime haineux"})
    assert row in page.context["page"].object_list
    data = {"seen": 1, "word": "crime de rancune", "others": "crimes de rancune\n\n a \n"}
    assert client.post(f"{GLOSSARY}{row.pk}/", data).url == f"{GLOSSARY}?language=fr"
    row.refresh_from_db()
    assert (row.word, row.forms, row.version, row.is_always) == (
        "crime de rancune", ["crimes de rancune", "a"], 2, False,
    )  # fmt: skip
    second = client.post(f"{GLOSSARY}{row.pk}/", {**data, "word": "autre"})
    assert second.context["form"]["word"].value() == "autre"
    assert len(second.context["form"].non_field_errors()) == 1
    row.refresh_from_db()
    assert row.word == "crime de rancune"
    again = {**data, "word": "autre", "seen": second.context["form"]["seen"].value()}
    assert client.post(f"{GLOSSARY}{row.pk}/", again).status_code == 302


@pytest.mark.parametrize("others", ["\n".join(map(str, range(61))), "x" * 121])
def test_forms_that_are_too_many_or_too_long_are_told(client, translator, others):
    row = GlossaryTerm.objects.get(language="fr", key="hate-crime")
    page = client.post(f"{GLOSSARY}{row.pk}/", {"seen": 1, "word": "x", "others": others})
    assert list(page.context["form"].errors) == ["others"]


def test_a_word_to_avoid_is_added_once_and_taken_out(client, translator):
    data = {"word": "sauvage", "reason": "offensive"}
    assert client.post(f"{GLOSSARY}?language=fr", data).status_code == 302
    page = client.post(f"{GLOSSARY}?language=fr", data)
    assert page.context["form"].errors["word"] == ["This word is in the list already."]
    row = AvoidedWord.objects.get(language="fr", word="sauvage")
    for _ in range(1):
        client.post(f"{GLOSSARY}avoid/{row.pk}/")
    assert not AvoidedWord.objects.filter(pk=row.pk).exists()
    assert client.get(f"{GLOSSARY}avoid/{row.pk}/").status_code == 405


def test_lists_ask_as_often_however_long_they_are(client, editor, django_assert_max_num_queries):
    with django_assert_max_num_queries(16):
        assert client.get(GLOSSARY, {"language": "ar"}).status_code == 200
    with django_assert_max_num_queries(14):
        assert client.get(HOME).status_code == 200
