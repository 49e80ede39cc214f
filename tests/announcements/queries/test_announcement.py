"""What a person may see, in which language, and how many questions it takes."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.accounts.people import hub, member, person
from tests.announcements.made import (
    a_draft,
    neighbour,
    published,
    reader,
    speaker,
    translated,
)
from upstander.announcements.actions.announcement import withdraw_announcement
from upstander.announcements.actions.reading import read_announcement
from upstander.announcements.interface import announcements_waiting
from upstander.announcements.models import Announcement
from upstander.announcements.queries.announcement import (
    all_shown,
    announcements_of,
    shown,
    unread_of,
    visible_to,
)
from upstander.announcements.queries.audience import Reach
from upstander.announcements.queries.hub import hub_announcements, numbers_of
from upstander.announcements.rules.reading import matters
from upstander.announcements.states import Circle
from upstander.network.interface import memberships_of, start_membership
from upstander.network.models import Region
from upstander.network.states import Role

pytestmark = pytest.mark.django_db


def a_network():
    """Someone in each role, someone of a spoke that serves a region, and all that can be said."""
    by = speaker()
    people = {role: reader(9, role) for role in Role}
    near, region = neighbour()
    other = Region.objects.exclude(pk=region).first()
    far = member(Role.EDITOR, hub(), "far@example.org")
    for circle in Circle:
        if circle != Circle.REGION:
            published(by, title=circle.value, audience=circle)
    published(by, title="near", audience="region", region_id=region)
    Announcement.objects.create(
        organisation=hub(), title="far", words="Words", language="en", audience="region",
        region=other, state="published", made_by=by, published_at=timezone.now(), published_by=by,
    )  # fmt: skip
    a_draft(by, title="draft")
    gone = published(by, title="gone")
    withdraw_announcement(gone, by=by)
    return {**people, "near": near, "far": far, "nobody": person("nobody@example.org")}


def test_each_sees_what_is_for_her_and_nothing_else():
    people = a_network()
    found = {who: {row.title for row in visible_to(user)} for who, user in people.items()}
    more = {
        Role.SPOKE_WORKER: {"spokes"}, Role.SPOKE_COORDINATOR: {"spokes", "coordinators"},
        Role.HUB_COORDINATOR: {"coordinators"}, Role.TRAINER: {"trainers"},
        Role.REVIEWER: {"reviewers"}, Role.EDITOR: {"editors"}, Role.TRANSLATOR: {"editors"},
    }  # fmt: skip
    expected = {role: {"everyone"} | more.get(role, set()) for role in Role}
    expected |= {Role.PARTNER: {"partners"}, "nobody": set(), "far": {"everyone", "editors"}}
    assert found == {**expected, "near": {"everyone", "spokes", "near"}}


def test_whom_it_reaches_is_who_sees_it():
    people = [*a_network().values()]
    reach = Reach()
    for row in Announcement.objects.filter(state="published"):
        seen = {user.pk for user in people if visible_to(user).filter(pk=row.pk).exists()}
        assert reach.of(row) & {user.pk for user in people} == seen, row.title


def test_a_role_that_ends_takes_all_with_it_and_a_new_one_brings_what_was_before():
    by, one = speaker(), reader()
    published(by)
    memberships_of(one).update(ends_on=timezone.localdate())
    assert visible_to(one).count() == 0
    start_membership(one, hub(), Role.EDITOR, by=None)
    assert visible_to(one).count() == 1


def test_unread_first_then_the_newest_and_what_no_longer_matters_is_not_unread():
    by, one, now = speaker(), reader(), timezone.now()
    for days, title in ((3, "old"), (1, "read"), (2, "new"), (4, "over"), (400, "ancient")):
        published(by, at=now - timedelta(days=days), title=title)
    yesterday = timezone.localdate() - timedelta(days=1)
    Announcement.objects.filter(title="over").update(last_on=yesterday)
    read_announcement(Announcement.objects.get(title="read"), by=one)
    rows = [(row.title, row.is_unread) for row in announcements_of(one, now)]
    assert rows == [
        ("new", True), ("old", True), ("read", False), ("over", False), ("ancient", False),
    ]  # fmt: skip
    assert [row.title for row in unread_of(one, now)] == ["new", "old"]
    kept = [row.title for row in Announcement.objects.order_by("-published_at")
            if matters(row.published_at, row.last_on, now)]  # fmt: skip
    assert kept == ["read", "new", "old"]


@pytest.mark.parametrize(("language", "expected"), [
    ("ar", ("In ar", "ar", "rtl", "machine_draft", True)),
    ("fr", ("New desk hours", "en", "ltr", "source", False)),
    ("en", ("New desk hours", "en", "ltr", "source", True)),
    ("ja", ("New desk hours", "en", "ltr", "source", False)),
])  # fmt: skip
def test_in_the_language_of_the_reader_where_it_is_of_today(language, expected):
    by = speaker()
    made = published(by)
    translated(made, "ar", by, is_reviewed=False)
    translated(made, "fr", by)
    made.texts.filter(language="fr").update(source_digest="old")
    row = shown(made, language)
    found = (row.title, row.language, row.direction, row.state, row.is_wished)
    assert found == expected


def test_numbers_and_no_names_and_of_few_not_even_a_number():
    by, people = speaker(), [reader(number) for number in range(5)]
    made = published(by)
    assert numbers_of(made) == (6, 1)
    for user in people[:2]:
        read_announcement(made, by=user)
    assert numbers_of(made) == (6, 3)
    for left, expected in zip(people, [(5, 2), (4, None)], strict=False):
        memberships_of(left).update(ends_on=timezone.localdate())
        assert numbers_of(made) == expected


def test_the_hub_sees_all_of_its_own_and_others_none():
    by, translator = speaker(), member(Role.TRANSLATOR, hub(), "t@example.org")
    a_draft(by)
    published(by)
    found = [hub_announcements(user).count() for user in (by, translator, reader())]
    assert found == [2, 2, 0]


@pytest.mark.parametrize("number", [1, 30])
def test_lists_ask_the_same_however_long(number, django_assert_num_queries):
    by, one = speaker(), reader()
    rows = [published(by, title=f"T{n}") for n in range(number)]
    for row in rows:
        translated(row, "ar", by)
    with django_assert_num_queries(4):
        assert len(all_shown(announcements_of(one, timezone.now()), "ar")) == number
    with django_assert_num_queries(4):
        assert len(hub_announcements(by)) == number
    with django_assert_num_queries(5):
        assert announcements_waiting(one).unread == number


def test_the_home_names_the_urgent_first_and_three_at_most():
    by, one = speaker(), reader()
    for title in ("a", "b", "c", "d"):
        published(by, title=title, is_urgent=title == "a")
    unread, panel = announcements_waiting(one)
    assert (unread, panel.title) == (4, "Announcements (4)")
    assert [row.text for row in panel.rows] == ["a", "d", "c"]
    assert announcements_waiting(person("nobody@example.org")) == (0, None)
