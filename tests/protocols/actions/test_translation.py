"""A version in other languages: drafts, what someone has read, and what a change does."""

import pytest

from tests.accounts.people import spoke
from tests.protocols.signature_made import a_version, coordinator
from upstander.core.errors import NotAllowed
from upstander.network.interface import Text
from upstander.protocols.actions.translation import Conflict, save_words
from upstander.protocols.models import Step, Version
from upstander.protocols.queries.translation import (
    lines_of,
    progress_of,
    said_in,
    stamp_of,
    text_in,
)

pytestmark = pytest.mark.django_db


def _save(version, words, *, is_reviewed=False, seen=None, by=None, language="fr"):
    text = text_in(version, language)
    seen = stamp_of(text) if seen is None else seen
    return save_words(text, words, is_reviewed=is_reviewed, seen=seen, by=by or coordinator())


def _all(version):
    return {line.key: f"fr {line.key}" for line in lines_of(version)}


def _french(version):
    return next(row for row in progress_of(version) if row.language.code == "fr")


def test_a_draft_is_kept_and_not_shown():
    version = a_version()
    _save(version, {"title": " Comment répondre "})
    assert text_in(version, "fr").words["title"] == "Comment répondre"
    row = _french(version)
    assert (row.done, row.all, row.is_reviewed) == (1, 11, False)
    assert said_in(version, "fr").text("title", "How we answer") == Text("How we answer", "en")


def test_what_was_read_is_shown_until_the_source_changes():
    version = a_version()
    _save(version, _all(version), is_reviewed=True)
    assert said_in(version, "fr").text("summary", "x") == Text("fr summary", "fr")
    assert said_in(version, "ar").text("summary", "x") == Text("x", "en")
    assert _french(version).is_reviewed
    Step.objects.filter(of=version, section="care", position=1).update(text="Otherwise")
    assert said_in(version, "fr").text("summary", "x") == Text("x", "en")
    assert not _french(version).is_reviewed


def test_half_of_it_cannot_count_as_read():
    version = a_version()
    with pytest.raises(NotAllowed, match="still missing"):
        _save(version, {"title": "Comment"}, is_reviewed=True)


def test_keys_that_are_none_are_left_out():
    version = a_version()
    assert set(_save(version, {"title": "T", "else": "E"}).words) == {"title", "_of", "_title"}


def test_the_second_tab_is_told():
    version = a_version()
    seen = stamp_of(text_in(version, "fr"))
    _save(version, {"title": "Un"})
    with pytest.raises(Conflict):
        _save(version, {"title": "Deux"}, seen=seen)
    assert text_in(version, "fr").words["title"] == "Un"


@pytest.mark.parametrize("wrong", ["source", "unknown", "stranger", "over"])
def test_who_may_not(wrong):
    version = a_version()
    language = {"source": "en", "unknown": "xx"}.get(wrong, "fr")
    by = coordinator(spoke(1)) if wrong == "stranger" else coordinator()
    if wrong == "over":
        Version.objects.filter(pk=version.pk).update(state="withdrawn")
    with pytest.raises(NotAllowed):
        _save(version, {"title": "T"}, by=by, language=language)
