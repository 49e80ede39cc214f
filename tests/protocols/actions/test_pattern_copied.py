"""A pattern is copied in a language; a translation is a draft until someone has read it."""

import pytest
from django.utils import timezone

from tests.accounts.people import sign_in
from tests.protocols.pattern_made import a_pattern, texts_of, word, wordings
from tests.protocols.protocol_made import a_coordinator, a_spoke, a_worker, places_of
from upstander.core.errors import NotAllowed
from upstander.protocols.actions.editing import Seen, change_basics
from upstander.protocols.actions.protocol import Wish, start_next_version, start_protocol
from upstander.protocols.actions.version import give_up_version
from upstander.protocols.models import Protocol, Version
from upstander.protocols.queries.content import content_of
from upstander.protocols.queries.protocol import whole
from upstander.protocols.rules.protocol import missing

pytestmark = pytest.mark.django_db
UNREAD = "Someone who knows both languages has read all of it."
HOME = "/desk/protocols/"


def _start(language, state="machine_draft"):
    organisation, pattern = a_spoke(), a_pattern()
    by = a_worker(organisation)
    if language != "en":
        word(pattern, language, state)
    wish = Wish(organisation, "Ours", places_of(organisation), language, pattern)
    return start_protocol(wish, by=by), by


def _lacks(version):
    return [lack.text for lack in missing(whole(version), timezone.localdate())]


@pytest.mark.parametrize(
    ("language", "state", "is_draft"),
    [("en", "", False), ("fa", "machine_draft", True), ("fa", "reviewed", False)],
)
def test_it_is_in_the_language_that_was_chosen(language, state, is_draft):
    version, _by = _start(language, state)
    assert (version.source_language, version.is_draft_translation) == (language, is_draft)
    said = {text[:4] for text in texts_of(content_of(version))}
    assert (said == {"fa: "}) is (language == "fa")
    assert (UNREAD in _lacks(version)) is is_draft


def test_a_language_that_is_not_whole_is_refused_with_those_that_are():
    organisation, pattern = a_spoke(), a_pattern()
    by = a_worker(organisation)
    wordings(pattern, "fr")[0].delete()
    wish = Wish(organisation, "Ours", places_of(organisation), "fr", pattern)
    with pytest.raises(NotAllowed, match=r"You can copy this pattern in: English, .*ਪੰਜਾਬੀ"):
        start_protocol(wish, by=by)
    assert Protocol.objects.count() == 0


def test_who_has_read_it_says_so_and_it_stays_read():
    version, by = _start("fa")
    change_basics(Seen(version, 0, by), version.summary, None)
    assert Version.objects.get().is_draft_translation
    change_basics(Seen(version, 1, by), version.summary, None, is_read=True)
    version.refresh_from_db()
    assert not version.is_draft_translation
    assert UNREAD not in _lacks(version)
    change_basics(Seen(version, 2, by), version.summary, None, is_read=True)
    assert not Version.objects.get().is_draft_translation


def test_the_next_version_is_no_more_read_than_the_one_before():
    version, by = _start("fa")
    give_up_version(version, by=a_coordinator(a_spoke()))
    again = start_next_version(version.protocol, by=by)
    assert (again.source_language, again.is_draft_translation) == ("fa", True)


def test_the_pages_say_that_it_is_a_draft_until_it_was_read(client):
    version, by = _start("fa")
    sign_in(client, by)
    where = f"{HOME}versions/{version.pk}/"
    for path in ("", "print/"):
        assert "A computer made this translation." in client.get(where + path).content.decode()
    assert 'name="is_read"' in client.get(f"{where}basics/").content.decode()
    client.post(f"{where}basics/", {"summary": "Ours", "version": 0, "is_read": "on"})
    page = client.get(where).content.decode()
    assert "A computer made" not in page
    assert 'name="is_read"' not in client.get(f"{where}basics/").content.decode()


def test_the_library_speaks_the_language_of_the_reader(client):
    organisation, pattern = a_spoke(), a_pattern()
    by = a_worker(organisation)
    by.language = "fr"
    by.save()
    word(pattern, "fr")
    sign_in(client, by)
    title = "fr: reports-racism:title"
    paths = [f"{HOME}patterns/", f"{HOME}patterns/{pattern.pk}/", f"{HOME}new/"]
    pages = [client.get(path).content.decode() for path in paths]
    assert [title in page for page in pages] == [True] * 3
    assert '<bdi lang="fr">' in pages[1]
    form = {"title": "À nous", "places": [places_of(organisation)[0].pk], "pattern": pattern.pk}
    client.post(paths[2], {**form, "language": "fr"})
    assert Version.objects.get().is_draft_translation
