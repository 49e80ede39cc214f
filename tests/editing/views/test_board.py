"""The board at the desk: who comes in, what stands there, and what may be done from it."""

import json
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.accounts.people import hub, member, sign_in, spoke
from tests.editing.translating import editor, task_of, translator
from tests.learning.library_made import a_resource, translated
from upstander.editing.actions.task import ask_translators, say_ready
from upstander.editing.actions.translator import set_languages
from upstander.editing.interface import editing_waiting, write_words
from upstander.editing.models import TranslationTask, TranslatorLanguage
from upstander.editing.queries.home import panels_for
from upstander.learning.models import Course, Resource
from upstander.network.states import Role
from upstander.portal.models import PublicPage

pytestmark = pytest.mark.django_db
BOARD = "/desk/editing/"
PAGES = (BOARD, f"{BOARD}content/page/rights/", f"{BOARD}in/fr/page/rights/",
         f"{BOARD}in/fr/wording/service:bc-211/")  # fmt: skip


def text_of(client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, path
    return answer.content.decode()


def test_editors_translators_and_trainers_come_in_and_nobody_else(client):
    by = editor()
    people = [by, translator(by, "Fatou", "fr"), member(Role.TRAINER, hub())]
    for user in people:
        sign_in(client, user)
        assert [client.get(path).status_code for path in PAGES] == [200] * 4
        assert BOARD in text_of(client, "/desk/")
        client.logout()
    sign_in(client, member(Role.SPOKE_WORKER, spoke()))
    assert [client.get(path).status_code for path in PAGES] == [404] * 4
    assert BOARD not in text_of(client, "/desk/")


def test_what_is_not_there_is_not_found(client):
    sign_in(client, editor())
    for rest in ("content/page/none/", "content/cats/tom/", "in/xx/page/rights/",
                 "in/fr/cats/tom/", "translators/0/"):  # fmt: skip
        assert client.get(f"{BOARD}{rest}").status_code == 404
    assert client.get(f"{BOARD}?kind=cats&language=xx&state=bad&page=x").status_code == 200


def test_lists_narrow_the_board(client):
    sign_in(client, editor())
    translated(a_resource(), "fr")
    a_resource(title="Coffee and talk")
    assert "Coffee and talk" in text_of(client, f"{BOARD}?kind=resource&language=fr&state=outdated")
    assert "Coffee and talk" in text_of(client, f"{BOARD}?kind=resource&state=missing")
    assert "Coffee and talk" not in text_of(client, f"{BOARD}?kind=page&state=outdated")
    assert "Nothing fits" in text_of(client, f"{BOARD}?kind=page&language=fr&state=reviewed")


def test_an_original_that_changed_shows_at_once(client):
    sign_in(client, editor())
    before = client.get("/fr/rights/").content
    page = PublicPage.objects.get(key="rights", locale__language_code="en")
    path = f"{BOARD}?kind=page&language=fr&state=outdated"
    assert page.title not in text_of(client, path)
    page.summary = "New words."
    page.save_revision().publish()
    assert page.title in text_of(client, path)
    assert client.get("/fr/rights/").content != before  # it says so itself


def test_two_are_asked_in_one_go(client):
    by = editor()
    sign_in(client, by)
    path = f"{BOARD}content/page/rights/"
    assert "Nobody is named who translates" in text_of(client, path)
    french, arabic = translator(by, "Fatou", "fr"), translator(by, "Amal", "ar")
    assert "Choose at least one" in client.post(path, {"due_on": ""}).content.decode()
    wrong = client.post(path, {"to-fr": french.pk, "due_on": "soon"}).content.decode()
    assert f'value="{french.pk}" selected' in wrong
    day = timezone.localdate() + timedelta(days=7)
    client.post(path, {"to-fr": french.pk, "to-ar": arabic.pk, "due_on": day.isoformat()})
    rows = TranslationTask.objects.order_by("language").values_list("language", "assigned_to")
    assert list(rows) == [("ar", arabic.pk), ("fr", french.pk)]
    assert task_of("page", "rights", "fr").due_on == day
    page = text_of(client, path)
    assert ("Fatou" in page, "Nobody is named who translates" in page) == (True, False)


def test_a_translator_begins_says_ready_and_another_marks_it(client):
    by = editor()
    french, second = translator(by, "Fatou", "fr"), translator(by, "Second", "fr")
    a_resource()
    ask_translators("resource", "tea", {"fr": french.pk}, by=by)
    task, path = task_of("resource", "tea", "fr"), f"{BOARD}in/fr/resource/tea/"
    sign_in(client, french)
    assert "Begin this translation" in text_of(client, path)
    client.post(f"{BOARD}begin/fr/resource/tea/")
    again = client.post(f"{BOARD}begin/fr/resource/tea/", follow=True)
    assert "dealt with" in again.content.decode()
    assert "/editor/snippets/learning/resource/edit/" in text_of(client, path)
    write_words("resource", "tea", "fr", {"title": "Thé"}, by=french)
    client.post(f"{BOARD}tasks/{task.pk}/ready/")
    assert "Mark as reviewed" not in text_of(client, path)
    client.logout()
    sign_in(client, second)
    shown = text_of(client, path)
    seen = shown.partition('name="seen" value="')[2].partition('"')[0]
    empty = client.post(f"{BOARD}tasks/{task.pk}/send-back/", {"answer": ""})
    assert "kind words" in empty.content.decode()
    assert "Read them again" in client.post(f"{BOARD}tasks/{task.pk}/review/").content.decode()
    long = client.post(f"{BOARD}tasks/{task.pk}/send-back/", {"answer": "x" * 2001})
    assert "x" * 2001 in long.content.decode()
    client.post(f"{BOARD}tasks/{task.pk}/nothing/")
    client.post(f"{BOARD}tasks/{task.pk}/review/", {"seen": seen})
    task.refresh_from_db()
    assert (task.state, task.reviewed_by) == ("reviewed", second)
    assert "Reviewed" in text_of(client, path)
    stale = client.post(f"{BOARD}tasks/{task.pk}/withdraw/")
    assert "dealt with" in stale.content.decode()


def test_an_editor_withdraws(client):
    by = editor()
    ask_translators("page", "rights", {"fr": translator(by, "Fatou", "fr").pk}, by=by)
    sign_in(client, by)
    client.post(f"{BOARD}tasks/{task_of('page', 'rights', 'fr').pk}/withdraw/")
    assert task_of("page", "rights", "fr").state == "withdrawn"


WHY = {
    "asked": "Only the person who was asked may do this.",
    "written": "Only someone who translates into this language may do this.",
    "own": "A second person reviews what you wrote.",
    "missing": "Write the translation first.",
}


def test_who_cannot_go_on_reads_why(client):
    by = editor()
    french, second = translator(by, "Fatou", "fr"), translator(by, "Second", "fr")
    a_resource()
    ask_translators("resource", "tea", {"fr": french.pk}, by=by)
    task, path = task_of("resource", "tea", "fr"), f"{BOARD}in/fr/resource/tea/"

    def said(user) -> list[str]:
        client.logout()
        sign_in(client, user)
        page = text_of(client, path)
        return [name for name, sentence in WHY.items() if f"<p>{sentence}</p>" in page]

    assert [said(user) for user in (by, french, second)] == [["asked"], ["missing"], ["asked"]]
    write_words("resource", "tea", "fr", {"title": "Thé"}, by=french)
    assert [said(user) for user in (by, french)] == [["asked"], []]
    say_ready(task, by=french)
    assert [said(user) for user in (by, french, second)] == [["written"], ["own"], []]


def test_from_a_translation_that_nobody_was_asked_for_one_can_ask(client):
    by = editor()
    french = translator(by, "Fatou", "fr")
    path, button = f"{BOARD}in/fr/page/rights/", "Ask a translator</a>"
    for user in (by, french):
        sign_in(client, user)
        assert f'href="{BOARD}content/page/rights/">{button}' in text_of(client, path)
        assert button not in text_of(client, f"{BOARD}in/en/page/rights/")
        client.logout()
    sign_in(client, translator(by, "Amal", "ar"))
    assert button not in text_of(client, path)
    ask_translators("page", "rights", {"fr": french.pk}, by=by)
    client.logout()
    sign_in(client, by)
    assert button not in text_of(client, path)


def test_languages_of_people(client):
    by = editor()
    french = translator(by, "Fatou")
    sign_in(client, by)
    assert "No language yet" in text_of(client, f"{BOARD}translators/")
    path = f"{BOARD}translators/{french.pk}/"
    client.post(path, {"languages": ["fr", "ar"]})
    assert TranslatorLanguage.objects.filter(user=french).count() == 2
    assert "checked" in text_of(client, path)
    assert client.post(path, {"languages": ["xx"]}).status_code == 200
    client.post(path, {})
    assert not TranslatorLanguage.objects.filter(user=french).exists()
    client.logout()
    sign_in(client, french)
    assert client.get(path).status_code == 404
    assert client.get(f"{BOARD}translators/").status_code == 404


def test_what_waits_for_whom_and_what_is_late():
    by = editor()
    french, second = translator(by, "Fatou", "fr"), translator(by, "Second", "fr")
    yesterday = timezone.localdate() - timedelta(days=1)
    a_resource()
    ask_translators("resource", "tea", {"fr": french.pk}, by=by, due_on=yesterday)
    assert [editing_waiting(user) for user in (by, french, second)] == [
        (True, 0, 0), (True, 1, 1), (True, 0, 0),
    ]  # fmt: skip
    write_words("resource", "tea", "fr", {}, by=french)
    say_ready(task_of("resource", "tea", "fr"), by=french)
    assert [editing_waiting(user)[1:] for user in (by, french, second)] == [(0, 0), (0, 0), (1, 1)]
    assert editing_waiting(member(Role.SPOKE_WORKER, spoke())) == (False, 0, 0)


def sent(content, by):
    """As the editor does it: a draft, then the workflow begins."""
    content.save_revision(user=by)
    content.get_workflow().start(content, by)
    return content


def test_what_was_sent_for_a_second_reading_waits_for_colleagues(client):
    by, second = editor(), editor("second@example.org")
    french, trainer = translator(by, "Fatou", "fr"), member(Role.TRAINER, hub())
    page = PublicPage.objects.get(key="rights", locale__language_code="fr")
    page.title = "Vos droits, relus"
    sent(page, by)
    a_row = ("Vos droits, relus", f"/editor/pages/{page.pk}/edit/",
             "Français · Waits for a second person")  # fmt: skip
    rows = {user: panels_for(user, timezone.now())[0].rows for user in (by, second)}
    assert [(*row[:3], row.is_waiting) for row in rows[by]] == [(*a_row, False)]
    assert [(*row[:3], row.is_waiting) for row in rows[second]] == [(*a_row, True)]
    people = (by, second, french, trainer)
    assert [editing_waiting(user).waiting for user in people] == [0, 1, 0, 0]
    tea = sent(a_resource(), by)
    sign_in(client, second)
    assert f"/editor/snippets/learning/resource/edit/{tea.pk}/" in text_of(client, BOARD)
    assert client.get(f"/editor/snippets/learning/resource/edit/{tea.pk}/").status_code == 200
    page.current_workflow_task_state.approve(user=second)
    tea.current_workflow_task_state.reject(user=second)
    assert [editing_waiting(user).waiting for user in people] == [0, 0, 0, 0]


def test_queries_of_the_board_do_not_grow(client):
    by = editor()
    french = translator(by, "Fatou", "fr")
    sign_in(client, by)
    rows = PublicPage.objects.filter(locale__language_code="en")
    sent(a_resource(), by)
    sent(rows[0], by)
    ask_translators("resource", "tea", {"fr": french.pk}, by=by)
    text_of(client, BOARD)
    with CaptureQueriesContext(connection) as few:
        text_of(client, BOARD)
    for page in rows[1:5]:
        sent(page, by)
    for number in range(6):
        sent(a_resource(f"s-{number}"), by)
        translated(a_resource(f"r-{number}"), "fr")
        ask_translators("resource", f"r-{number}", {"fr": french.pk}, by=by)
    with CaptureQueriesContext(connection) as more:
        text_of(client, BOARD)
    assert len(more) == len(few)


def test_an_editor_says_what_is_about_safety(client):
    by = editor()
    path, public = f"{BOARD}content/page/accessibility/", "/fr/accessibility/"
    for user, careful, status, times in (
        (translator(by, "Fatou", "fr"), "yes", 404, 0), (by, "yes", 302, 1), (by, "no", 302, 0),
    ):  # fmt: skip
        sign_in(client, user)
        assert client.post(path, {"careful": careful}).status_code == status
        assert (b'class="beside"' in client.get(public).content) == bool(times)
        client.logout()
    sign_in(client, by)
    lesson = f"{BOARD}content/resource/help-numbers/"
    assert client.post(lesson, {"careful": "yes"}).status_code == 404


def test_who_is_named_for_no_language_reads_whom_to_ask(client):
    by = editor()
    new = member(Role.TRANSLATOR, hub(), "new@example.org")
    sentence = "Nobody has said yet into which languages you translate."
    sign_in(client, new)
    assert f'href="{BOARD}"' in text_of(client, "/desk/")
    assert sentence in text_of(client, BOARD)
    set_languages(new, ["fr"], by=by)
    assert sentence not in text_of(client, BOARD)
    client.logout()
    sign_in(client, by)
    assert sentence not in text_of(client, BOARD)


def test_the_editor_leads_back_to_the_desk_and_to_the_board(client):
    sign_in(client, editor())
    page = text_of(client, "/editor/")
    assert ['"/desk/"' in page, f'"{BOARD}"' in page] == [True, True]


def test_what_was_taken_away_waits_for_nobody(client):
    by = editor()
    french = translator(by, "Fatou", "fr")
    a_resource()
    for kind, key in (("resource", "tea"), ("page", "rights"), ("course", "first-answer")):
        ask_translators(kind, key, {"fr": french.pk}, by=by)
    assert editing_waiting(french).waiting == 3
    asked = ((Resource, "tea"), (PublicPage, "rights"), (Course, "first-answer"))
    for left, (model, key) in zip((2, 1, 0), asked, strict=True):
        model.objects.get(key=key, locale__language_code="en").unpublish()
        assert editing_waiting(french).waiting == left
    row = Resource.objects.get(key="tea", locale__language_code="en")
    row.save_revision().publish()
    assert editing_waiting(french).waiting == 1


LABELS = {
    "/editor/snippets/learning/resource/add/": ["اسم قصير للروابط", "في جملة واحدة", "الموضوع"],
    "/editor/snippets/learning/lesson/add/": ["الدقائق", "الرقم", "المحتوى"],
    "/editor/snippets/events/importantday/add/": ["اسم قصير للروابط", "أيام مهمة", "الدليل"],
}


@pytest.mark.parametrize("path", LABELS)
def test_the_editor_has_the_names_of_fields_in_her_language(client, path):
    by = editor()
    type(by).objects.filter(pk=by.pk).update(language="ar")
    sign_in(client, by)
    page = text_of(client, path)  # its menu is written as JSON
    lacking = [n for n in LABELS[path] if n not in page and json.dumps(n)[1:-1] not in page]
    assert lacking == []
