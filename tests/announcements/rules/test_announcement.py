"""What may happen to an announcement, over all states and people."""

from datetime import date, timedelta
from types import SimpleNamespace

import pytest

from upstander.announcements.rules import announcement as rules
from upstander.announcements.states import ANNOUNCEMENT_MOVES, AnnouncementState, Circle
from upstander.core.errors import NotAllowed, allowed
from upstander.network.states import Role

TODAY, DAY, HUB = date(2031, 5, 2), timedelta(days=1), 1
MINE = {role: [SimpleNamespace(organisation_id=HUB, role=role)] for role in Role}
ELSEWHERE = [SimpleNamespace(organisation_id=2, role=role) for role in Role]
SPEAKERS = {Role.HUB_STAFF, Role.HUB_COORDINATOR}
WRITERS = SPEAKERS | {Role.EDITOR, Role.TRANSLATOR}
TABLE = {
    rules.may_write: ("draft", SPEAKERS, ()),
    rules.may_publish: ("draft", SPEAKERS, (TODAY, 1)),
    rules.may_withdraw: ("draft published", SPEAKERS, ()),
    rules.may_translate: ("draft published", WRITERS, ()),
}


def one(state="draft", **changes):
    about = {"title": "Title", "words": "Words", "language": "en", "published_at": None}
    to = {"audience": "everyone", "region_id": None, "last_on": None, "organisation_id": HUB}
    return SimpleNamespace(**{"state": state, **about, **to, **changes})


@pytest.mark.parametrize("rule", TABLE, ids=lambda rule: rule.__name__)
def test_who_may_do_what_in_which_state(rule):
    states, people, more = TABLE[rule]
    found = {
        (state.value, role)
        for state in AnnouncementState
        for role in Role
        if allowed(rule, MINE[role], HUB, one(state), *more)
    }
    assert found == {(state, role) for state in states.split() for role in people}
    open_one = one(states.split()[0])
    assert not allowed(rule, ELSEWHERE, HUB, open_one, *more)
    assert not allowed(rule, MINE[Role.HUB_STAFF], None, open_one, *more)
    assert not allowed(rule, MINE[Role.HUB_STAFF], 2, open_one, *more)


def test_where_it_may_go():
    assert ANNOUNCEMENT_MOVES == {
        "draft": ("published", "withdrawn"), "published": ("withdrawn",), "withdrawn": (),
    }  # fmt: skip


def test_what_an_earlier_hub_has_published_is_withdrawn_by_the_hub_of_today():
    mine = [SimpleNamespace(organisation_id=2, role=Role.HUB_STAFF)]
    told = one("published", published_at=TODAY)
    assert allowed(rules.may_withdraw, mine, 2, told)
    assert not allowed(rules.may_withdraw, mine, 2, one())
    assert not allowed(rules.may_translate, mine, 2, told)
    assert not allowed(rules.may_withdraw, MINE[Role.HUB_STAFF], 2, told)


@pytest.mark.parametrize(("changes", "says"), [
    ({"title": " \n"}, "Write a title"), ({"words": "\t"}, "Write a title"),
    ({"language": "xx"}, "another language"), ({"audience": "region"}, "Choose other people"),
    ({"region_id": 3}, "Choose other people"), ({"last_on": TODAY - DAY}, "Choose a later one"),
])  # fmt: skip
def test_what_is_not_whole_is_not_published(changes, says):
    with pytest.raises(NotAllowed, match=says):
        rules.may_publish(MINE[Role.HUB_STAFF], HUB, one(**changes), TODAY, 5)


def test_what_is_whole_is():
    region = {"audience": Circle.REGION, "region_id": 3}
    for changes in ({}, {"last_on": TODAY}, region, {"language": "ar"}):
        assert rules.is_whole(one(**changes), TODAY) is None
    with pytest.raises(NotAllowed, match="nobody"):
        rules.may_publish(MINE[Role.HUB_STAFF], HUB, one(), TODAY, 0)


def test_a_translation_is_in_another_language_that_there_is():
    found = [
        code for code in ("en", "ar", "xx", "") if allowed(rules.is_other_language, one(), code)
    ]
    assert found == ["ar"]


def test_only_what_she_sees_is_hers_to_mark():
    assert [allowed(rules.may_read, is_visible) for is_visible in (True, False)] == [True, False]
