"""Who translates writes drafts in her languages, in the editor as on the board."""

import pytest
from django.urls import reverse
from wagtail.models import Page

from tests.accounts.people import hub, member, sign_in
from tests.editing.translating import editor, translator
from upstander.editing.queries.words import words_of
from upstander.learning.models import Course
from upstander.network.actions.editing import settle_editing
from upstander.network.models import Membership, Wording
from upstander.network.states import Role
from upstander.portal.models import PublicPage

pytestmark = pytest.mark.django_db
WHY = "Only someone who translates into this language may do this."


def edits(language: str) -> dict[str, str]:
    """Where the editor changes a page, a course and the words of a record in a language."""
    page = PublicPage.objects.get(key="rights", locale__language_code=language)
    course = Course.objects.get(key="first-answer", locale__language_code=language)
    words = Wording.objects.filter(language=language).first()
    rows = {"page": page, "course": course} | ({"wording": words} if words else {})
    names = {
        name: "wagtailadmin_pages:edit"
        if isinstance(row, Page)
        else row.snippet_viewset.get_url_name("edit")
        for name, row in rows.items()
    }
    return {name: reverse(names[name], args=[row.pk]) for name, row in rows.items()}


@pytest.mark.parametrize("kind", ["page", "course", "wording"])
def test_a_translator_writes_her_languages_alone(client, kind):
    sign_in(client, translator(editor(), "Fatou", "fr"))
    assert client.get(edits("fr")[kind]).status_code == 200
    for language in {"ar", "en"} - ({"en"} if kind == "wording" else set()):
        answer = client.post(edits(language)[kind], {"title": "Mine"}, follow=True)
        assert answer.redirect_chain == [("/desk/editing/", 302)]
        assert WHY in answer.content.decode()


def test_she_saves_a_draft_and_cannot_publish_it(client):
    sign_in(client, translator(editor(), "Fatou", "fr"))
    edit, before = edits("fr")["page"], client.get("/fr/rights/").content
    answer = client.get(edit)
    assert (b"action-publish" in answer.content, b"action-submit" in answer.content) == (
        False,
        True,
    )
    form = answer.context["form"]
    kept = {name: form[name].value() for name in form.fields if name != "body"}
    sent = {name: value for name, value in kept.items() if value is not None}
    sent |= {"title": "Vos droits ici", "body-count": "0", "action-publish": "1"}
    sent |= {"comments-TOTAL_FORMS": "0", "comments-INITIAL_FORMS": "0"}
    assert client.post(edit, sent).status_code == 302
    assert words_of("page", "rights", "fr")["title"] == "Vos droits ici"
    assert client.get("/fr/rights/").content == before


@pytest.mark.parametrize(
    ("role", "kind"), [(Role.EDITOR, "page"), (Role.HUB_STAFF, "wording"), (Role.TRAINER, "course")]
)
def test_who_edits_or_teaches_writes_any_language(client, role, kind):
    sign_in(client, member(role, hub()))
    assert client.get(edits("ar")[kind]).status_code == 200


def drafted(*languages: str) -> list[PublicPage]:
    """One page in these languages, which nobody has published yet."""
    rows = PublicPage.objects.filter(key="record", locale__language_code__in=languages)
    rows.update(live=False)
    return list(rows.order_by("locale__language_code"))


def test_a_translator_takes_no_draft_of_another_language_away(client):
    sign_in(client, translator(editor(), "Fatou", "fr"))
    everything = PublicPage.objects.count()
    arabic, english, french = drafted("ar", "en", "fr")
    for row in (english, arabic):
        one = reverse("wagtailadmin_pages:delete", args=[row.pk])
        for way in (one, f"/editor/bulk/wagtailcore/page/delete/?id={row.pk}"):
            assert WHY in client.post(way, follow=True).content.decode()
    assert PublicPage.objects.count() == everything
    client.post(reverse("wagtailadmin_pages:delete", args=[french.pk]))
    assert PublicPage.objects.count() == everything - 1


WORDINGS = "/editor/snippets/network/wording/"


def test_a_translator_adds_no_words_of_a_record_in_another_language(client):
    sign_in(client, translator(editor(), "Fatou", "fr"))
    sent = {"key": "service:bc-211:name", "language": "ar", "text": "Mine"}
    Wording.objects.filter(key=sent["key"]).delete()
    answer = client.post(f"{WORDINGS}add/", sent, follow=True)
    assert WHY in answer.content.decode()
    assert client.get(f"{WORDINGS}add/").status_code == 200
    assert client.post(f"{WORDINGS}add/", {**sent, "language": "fr"}).status_code == 302
    assert [row.language for row in Wording.objects.filter(key=sent["key"])] == ["fr"]


def test_words_of_a_record_stay_in_their_language(client):
    sign_in(client, translator(editor(), "Fatou", "fr"))
    row = Wording.objects.filter(language="fr").first()
    assert row
    sent = {"key": "service:other:name", "language": "ar", "text": "Mes mots"}
    assert client.post(f"{WORDINGS}edit/{row.pk}/", sent).status_code == 302
    now = Wording.objects.get(pk=row.pk)
    assert (now.key, now.language, now.text) == (row.key, "fr", "Mes mots")


def test_who_teaches_writes_any_language_of_what_is_taught_alone(client):
    both = translator(editor(), "Fatou", "fr")
    Membership.objects.create(
        user=both, organisation=hub(), role=Role.TRAINER, starts_on="2020-01-01"
    )
    settle_editing(both)
    sign_in(client, both)
    found = {kind: client.get(address).status_code for kind, address in edits("ar").items()}
    assert found == {"page": 302, "course": 200, "wording": 302}
