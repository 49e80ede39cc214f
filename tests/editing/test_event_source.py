"""Events of the hub on the board: their words are drafted, read by a second person, shown."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.accounts.people import hub, member, sign_in
from tests.editing.translating import editor, task_of, translator
from tests.events.event_made import a_draft, an_event, day_of, is_over, values, worker
from upstander.core.errors import NotAllowed
from upstander.editing.actions.exchange import bring_in, entries_of, export_words, take_in
from upstander.editing.actions.task import ask_translators, mark_reviewed, say_ready, seen_of
from upstander.editing.interface import editing_waiting, pieces, words_of, write_words
from upstander.editing.queries.board import board
from upstander.editing.queries.exchange import Wanted, changes_of
from upstander.editing.rules.po import print_of
from upstander.editing.shapes import SOURCES
from upstander.events.actions.event import cancel_event, change_event
from upstander.events.actions.event import write_words as show_words
from upstander.events.models import Event
from upstander.network.states import Role

pytestmark = pytest.mark.django_db
FRENCH = {"title": "Soirée ouverte", "about": "Venez et parlons."}
BOARD = "/desk/editing/"


def staff(email="staff@example.org"):
    """Who plans what the hub invites to."""
    return member(Role.HUB_STAFF, hub(), email)


def an_evening(by=None, **changes):
    return an_event(by or staff(), hub(), **changes)


def one(language, key=None):
    found = [p for p in pieces("event") if p.language == language and key in (None, p.key)]
    return found[0] if found else None


def standings(language):
    """By kind of standing, how many events."""
    [share] = [share for share in board(["event"]).shares() if share.language == language]
    return {str(standing): number for standing, number in share.counts.items()}


def current(event):
    event.refresh_from_db()
    return event


def test_only_what_the_hub_has_published_and_is_to_come_is_there():
    by = staff()
    shown = an_evening(by)
    an_event(worker())
    a_draft(by, hub(), title="Nobody sees this")
    cancel_event(an_evening(by, title="Called off"), "", by=by)
    is_over(day_of(an_evening(by, title="Over")))
    assert [(p.key, p.language, p.state) for p in pieces("event")] == [(shown.key, "en", "source")]
    assert words_of("event", shown.key, "en") == {
        "title": "Open evening", "about": "Come and talk.",
    }  # fmt: skip
    assert words_of("event", shown.key, "fr") == words_of("event", "none", "en") == {}


def test_without_a_hub_there_is_none():
    event = an_evening()
    type(event.organisation)._meta.apps.get_model("network.Hub").objects.all().delete()
    assert pieces("event") == []
    with pytest.raises(NotAllowed, match="not here any more"):
        write_words("event", event.key, "fr", FRENCH, by=editor())


def test_a_draft_is_seen_by_nobody_and_publishing_what_was_read_makes_it_reviewed(client):
    event, by = an_evening(), editor()
    path = f"/events/{event.key}/"
    assert standings("fr") == {"missing": 1}
    before = {code: client.get(f"/{code}{path}").content for code in ("en", "fr", "ar")}
    write_words("event", event.key, "fr", FRENCH, by=by)
    assert {code: client.get(f"/{code}{path}").content for code in before} == before
    piece = one("fr")
    assert (piece.title, piece.state, piece.has_draft, piece.is_live, piece.is_outdated) == (
        "Soirée ouverte", "machine_draft", True, False, False,
    )  # fmt: skip
    assert (words_of("event", event.key, "fr"), standings("fr")) == (FRENCH, {"machine_draft": 1})
    sequence = day_of(event).sequence
    SOURCES["event"].publish(event.key, "fr", by=by)
    assert "Soirée ouverte" in client.get(f"/fr{path}").content.decode()
    assert {code: client.get(f"/{code}{path}").content for code in ("en", "ar")} == {
        code: before[code] for code in ("en", "ar")
    }
    piece = one("fr")
    assert (piece.state, piece.has_draft, piece.is_live) == ("reviewed", False, True)
    assert (current(event).drafts, standings("fr")) == ({}, {"reviewed": 1})
    assert (day_of(event).sequence, words_of("event", event.key, "fr")) == (sequence + 1, FRENCH)


def test_a_draft_beside_what_is_shown_leaves_it_and_is_read_first(client):
    event, by = an_evening(), editor()
    write_words("event", event.key, "fr", FRENCH, by=by)
    SOURCES["event"].publish(event.key, "fr", by=by)
    write_words("event", event.key, "fr", FRENCH, by=by)
    assert one("fr").state == "machine_draft"  # nobody has read this one, if it says the same
    write_words("event", event.key, "fr", {"title": "Soirée", "body/0/text": "?"}, by=by)
    assert "Soirée ouverte" in client.get(f"/fr/events/{event.key}/").content.decode()
    assert words_of("event", event.key, "fr") == {**FRENCH, "title": "Soirée"}
    assert one("fr")[3:8] == ("machine_draft", event.pk, False, True, True)


def test_a_changed_original_is_outdated_at_once_and_an_older_draft_too():
    by = staff()
    event = an_evening(by)
    show_words(event, "fr", FRENCH, seen=0, by=by)
    write_words("event", event.key, "ar", {"title": "أمسية"}, by=by)
    assert [one(code).is_outdated for code in ("fr", "ar")] == [False, False]
    assert standings("fr") == {"machine_draft": 1}
    now = {"title_in": current(event).title_in, "about_in": event.about_in}
    change_event(event, values(title="Other", **now), seen=event.version, by=by)
    assert [one(code).is_outdated for code in ("fr", "ar")] == [True, True]
    assert standings("fr") == {"outdated": 1}
    SOURCES["event"].publish(event.key, "fr", by=by)
    assert standings("fr") == {"reviewed": 1}


def test_words_that_whoever_invites_writes_are_not_reviewed_any_more():
    by = staff()
    event = an_evening(by)
    write_words("event", event.key, "fr", FRENCH, by=by)
    SOURCES["event"].publish(event.key, "fr", by=by)
    show_words(event, "fr", {**FRENCH, "title": "Soirée"}, seen=current(event).version, by=by)
    assert (one("fr").state, one("fr").has_draft) == ("machine_draft", False)


def test_what_cannot_be_written_is_refused_with_a_sentence():
    event, by = an_evening(), editor()
    for words, language, said in (
        ({"title": "x" * 161}, "fr", "too long"),
        ({"about": "x" * 4001}, "fr", "too long"),
        ({"title": ""}, "fr", "Write the translation first"),
        ({"title": "T"}, "en", "original"),
    ):
        with pytest.raises(NotAllowed, match=said):
            write_words("event", event.key, language, words, by=by)
    for language, said in (("en", "original"), ("fr", "Write the translation first")):
        with pytest.raises(NotAllowed, match=said):
            SOURCES["event"].publish(event.key, language, by=by)
    assert current(event).drafts == {}


def test_a_text_that_the_original_does_not_have_is_passed_over():
    event = an_evening(about="")
    write_words("event", event.key, "fr", FRENCH, by=editor())
    assert words_of("event", event.key, "fr") == {"title": "Soirée ouverte"}


def test_queries_do_not_grow():
    by = staff()
    an_evening(by)
    counts = []
    for _ in range(2):
        with CaptureQueriesContext(connection) as asked:
            board(["event"])
            SOURCES["event"].all_words("fr")
        counts.append(len(asked))
        for number in range(5):
            event = an_evening(by, title=f"Evening {number}")
            write_words("event", event.key, "fr", FRENCH, by=by)
    assert (counts[1], len(pieces("event"))) == (counts[0], 21)


def test_a_translator_begins_writes_and_another_marks_it(client):
    event, by = an_evening(), editor()
    french, second = translator(by, "Fatou", "fr"), translator(by, "Second", "fr")
    ask_translators("event", event.key, {"fr": french.pk}, by=by)
    task, path = task_of("event", event.key, "fr"), f"{BOARD}in/fr/event/{event.key}/"
    sign_in(client, french)
    assert "Begin this translation" in client.get(path).content.decode()
    client.post(f"{BOARD}begin/fr/event/{event.key}/")
    words = f"/desk/events/{event.pk}/words/fr/"
    assert words in client.get(path).content.decode()
    page = client.get(words).content.decode()
    assert ("Come and talk." in page, path in page) == (True, True)
    stale = client.post(words, {"seen": "0", **FRENCH})
    assert (stale.status_code, "Soirée ouverte" in stale.content.decode()) == (409, True)
    empty = client.post(words, {"seen": "1", "title": "", "about": "Gardez ceci"})
    assert (empty.status_code, "Gardez ceci" in empty.content.decode()) == (200, True)
    assert client.post(words, {"seen": current(event).version, **FRENCH}).url == path
    assert (current(event).title_in, event.drafts["fr"]["title"]) == ({}, "Soirée ouverte")
    say_ready(task, by=french)
    assert standings("fr") == {"in_review": 1}
    with pytest.raises(NotAllowed, match="second person"):
        mark_reviewed(task, seen=seen_of(task), by=french)
    mark_reviewed(task, seen=seen_of(task), by=second)
    assert (current(event).title_in, standings("fr")) == ({"fr": "Soirée ouverte"}, {"reviewed": 1})


def test_translators_see_no_more_of_events_than_their_words(client):
    by = staff()
    event, others = an_evening(by), an_event(worker())
    unseen = a_draft(by, hub(), title="Nobody sees this")
    asked = [f"/desk/events/{row.pk}/words/fr/" for row in (event, others, unseen)]
    sign_in(client, translator(editor(), "Fatou", "fr"))
    assert [client.get(path).status_code for path in asked] == [200, 404, 404]
    assert [client.post(path, {"seen": "0", **FRENCH}).status_code for path in asked[1:]] == [
        404
    ] * 2
    assert client.get(f"/desk/events/{event.pk}/").status_code == 404
    client.logout()
    sign_in(client, member(Role.REVIEWER, hub()))
    assert client.get(asked[0]).status_code == 404


def test_who_invites_sees_the_draft_and_shows_it_by_saving(client):
    by = staff()
    event = an_evening(by)
    write_words("event", event.key, "fr", FRENCH, by=editor())
    sign_in(client, by)
    words = f"/desk/events/{event.pk}/words/fr/"
    page = client.get(words).content.decode()
    assert ("Soirée ouverte" in page, "not published" in page) == (True, True)
    client.post(words, {"seen": current(event).version, **FRENCH})
    assert (current(event).title_in, event.drafts) == ({"fr": "Soirée ouverte"}, {})
    client.post(words, {"seen": event.version, "title": "", "about": ""})
    assert (current(event).title_in, one("fr")) == ({}, None)


def test_out_and_in_again_as_po():
    planner, by = staff(), editor()
    event = an_evening(planner)
    written_in_french = an_evening(planner, title="Soirée", language="fr")
    wanted = Wanted("event")
    file = export_words("fr", wanted, by=by)
    assert (file.count(b"msgctxt"), written_in_french.key in file.decode()) == (2, False)
    filled = file.decode().replace('msgid "Open evening"\nmsgstr ""',
                                   'msgid "Open evening"\nmsgstr "Soirée ouverte"')  # fmt: skip
    kept = take_in(filled.encode(), "fr", by=by)
    seen = print_of(changes_of(entries_of(kept), "fr"))
    assert bring_in(kept, seen=seen, by=by) == (1, [])
    assert words_of("event", event.key, "fr")["title"] == "Soirée ouverte"
    assert current(event).title_in == {}
    again = export_words("fr", wanted, by=by)
    kept = take_in(again, "fr", by=by)
    changes = changes_of(entries_of(kept), "fr")
    assert [change.step for change in changes] == ["unchanged", "unchanged"]
    assert export_words("fr", wanted, by=by) == again


def test_nobody_is_asked_any_more_for_what_is_over():
    event, by = an_evening(), editor()
    french = translator(by, "Fatou", "fr")
    ask_translators("event", event.key, {"fr": french.pk}, by=by)
    ask_translators("page", "rights", {"fr": french.pk}, by=by)
    assert editing_waiting(french)[1] == 2
    is_over(day_of(event))
    assert editing_waiting(french)[1] == 1
    assert board(["event"]).lines == []


def test_each_language_has_its_place_at_the_desk_and_in_public():
    event, by = an_evening(), editor()
    write_words("event", event.key, "fr", FRENCH, by=by)
    source = SOURCES["event"]
    assert (source.editor_url(one("en")), source.public_url(one("en"))) == (
        "", f"/en/events/{event.key}/",
    )  # fmt: skip
    words = f"/desk/events/{event.pk}/words/fr/"
    assert (source.editor_url(one("fr")), source.public_url(one("fr"))) == (words, "")
    source.publish(event.key, "fr", by=by)
    assert source.public_url(one("fr")) == f"/fr/events/{event.key}/"


def test_the_last_day_decides():
    by = staff()
    first = timezone.localdate() + timedelta(days=7)
    event = an_evening(by, repeats="weekly", first_day=first, until=first + timedelta(days=7))
    is_over(day_of(event))
    assert one("en").key == event.key
    assert Event.objects.count() == 1
