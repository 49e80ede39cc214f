"""Every deed about an announcement: what it changes, what the log says, whom a letter reaches."""

import pytest
from django.utils import timezone

from tests.accounts.people import hub, member, spoke
from tests.announcements.made import (
    a_draft,
    facts,
    letters,
    published,
    reader,
    speaker,
    translated,
    values,
)
from upstander.announcements.actions import announcement as actions
from upstander.announcements.models import Announcement, AnnouncementText, Reading
from upstander.announcements.queries.announcement import every_language
from upstander.core.errors import NotAllowed
from upstander.network.models import Hub
from upstander.network.states import Role

pytestmark = pytest.mark.django_db


def test_from_a_draft_to_its_end():
    by, other = speaker(), reader()
    made = a_draft(by, title=" New \n hours ")
    assert (made.title, made.state, made.organisation) == ("New hours", "draft", hub())
    actions.change_announcement(made, values(title="Hours"), seen=0, by=by)
    translated(made, "ar", by)
    assert actions.publish_announcement(made, seen=1, by=by) == 2
    found = Announcement.objects.get()
    assert (found.state, found.title, found.published_by) == ("published", "Hours", by)
    assert [r.user for r in Reading.objects.all()] == [by]
    translated(found, "fr", by, is_reviewed=False)
    actions.withdraw_announcement(found, by=by)
    assert Announcement.objects.get().state == "withdrawn"
    everyone = {"audience": "everyone"}
    assert facts() == [
        ("announcement.made", {**everyone, "version": 0}),
        ("announcement.changed", {**everyone, "version": 1}),
        ("announcement.translated", {**everyone, "version": 1, "into": "ar", "state": "reviewed"}),
        ("announcement.published", {**everyone, "version": 2, "reached": 2}),
        ("announcement.translated",
         {**everyone, "version": 2, "into": "fr", "state": "machine_draft"}),
        ("announcement.withdrawn", {**everyone, "version": 3}),
    ]  # fmt: skip
    assert "Hours" not in str(facts())
    assert (letters(), other.pk) == ([], other.pk)


def test_nobody_but_the_hub_writes():
    by = speaker()
    made = a_draft(by)
    others = [reader(), member(Role.TRANSLATOR, hub(), "t@example.org"),
              member(Role.HUB_STAFF, spoke(3), "s@example.org")]  # fmt: skip
    for other in others:
        for deed in (
            a_draft,
            lambda o: actions.change_announcement(made, values(), seen=0, by=o),
            lambda o: actions.publish_announcement(made, seen=0, by=o),
            lambda o: actions.withdraw_announcement(made, by=o),
        ):
            with pytest.raises(NotAllowed, match="who work in the hub"):
                deed(other)
    translated(made, "fr", others[1])
    for other in (others[0], others[2]):
        with pytest.raises(NotAllowed, match="its translators"):
            translated(made, "ar", other)
    assert (Announcement.objects.get().state, AnnouncementText.objects.count()) == ("draft", 1)


def test_two_tabs_do_not_write_over_each_other():
    by = speaker()
    made = a_draft(by)
    actions.change_announcement(made, values(title="First"), seen=0, by=by)
    for deed in (
        lambda: actions.change_announcement(made, values(title="Second"), seen=0, by=by),
        lambda: actions.publish_announcement(made, seen=0, by=by),
    ):
        with pytest.raises(actions.Conflict):
            deed()
    words = {"title": "A", "words": "B", "is_reviewed": False}
    actions.translate_announcement(made, "fr", words, seen=0, by=by)
    with pytest.raises(actions.Conflict):
        actions.translate_announcement(made, "fr", {**words, "title": "C"}, seen=0, by=by)
    assert (Announcement.objects.get().title, AnnouncementText.objects.get().title) == (
        "First",
        "A",
    )


def test_what_is_published_stays_as_it_was_facts():
    by = speaker()
    made = published(by)
    with pytest.raises(NotAllowed, match="write a new one"):
        actions.change_announcement(made, values(), seen=1, by=by)
    with pytest.raises(NotAllowed, match="write a new one"):
        actions.publish_announcement(made, seen=1, by=by)
    actions.withdraw_announcement(made, by=by)
    for deed in (
        lambda: actions.withdraw_announcement(made, by=by),
        lambda: actions.publish_announcement(made, seen=2, by=by),
        lambda: translated(made, "fr", by),
    ):
        with pytest.raises(NotAllowed, match="already been dealt with"):
            deed()


def test_words_that_lack_something_are_not_taken():
    by = speaker()
    for changes in ({"title": " "}, {"words": ""}, {"audience": "region"}, {"language": "xx"}):
        with pytest.raises(NotAllowed):
            a_draft(by, **changes)
    made = a_draft(by)
    for language, words in (("en", "Words"), ("xx", "Words"), ("fr", " ")):
        with pytest.raises(NotAllowed):
            translated(made, language, by, words=words)
    with pytest.raises(NotAllowed, match="nobody"):
        published(by, audience="reviewers")
    assert (Announcement.objects.count(), AnnouncementText.objects.count()) == (2, 0)


def test_a_changed_original_makes_its_translations_old():
    by = speaker()
    made = a_draft(by)
    translated(made, "fr", by)
    translated(made, "ar", by, is_reviewed=False)
    states = [one.state for one in every_language(Announcement.objects.get())]
    actions.change_announcement(made, values(title="Other"), seen=0, by=by)
    translated(made, "fr", by)
    now = [one.state for one in every_language(Announcement.objects.get())]
    actions.change_announcement(made, values(title="Other", language="fr"), seen=1, by=by)
    last = [(one.language, one.state) for one in every_language(Announcement.objects.get())]
    assert states == ["source", "machine_draft", "reviewed"]
    assert now == ["source", "outdated", "reviewed"]
    assert last == [("fr", "source"), ("ar", "outdated")]


def test_the_urgent_one_brings_a_letter_at_once_to_those_whom_it_is_for():
    by, worker, _trainer = speaker(), reader(language="ar"), reader(1, Role.TRAINER)
    gone = reader(2)
    made = a_draft(by, audience="spokes", is_urgent=True)
    translated(made, "ar", by, title="عاجل")
    actions.publish_announcement(made, seen=0, by=by)
    type(gone).objects.filter(pk=gone.pk).update(is_active=False)
    assert letters() == [(worker.email, "عاجل")]
    assert letters() == []


def test_no_letter_about_what_was_read_or_withdrawn_meanwhile():
    by, one = speaker(), reader()
    other = reader(1)
    made = published(by, is_urgent=True)
    Reading.objects.create(announcement=made, user=one, read_on=timezone.localdate())
    assert [to for to, _titles in letters()] == [other.email]
    made = published(by, is_urgent=True)
    actions.withdraw_announcement(made, by=by)
    assert letters() == []


def test_where_there_is_no_hub_nobody_speaks():
    by = speaker()
    made = a_draft(by)
    Hub.objects.update(ends_on="2021-01-01")
    for deed in (lambda: a_draft(by), lambda: actions.withdraw_announcement(made, by=by)):
        with pytest.raises(NotAllowed, match="who work in the hub"):
            deed()
