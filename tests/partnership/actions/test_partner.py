"""A partnership begins, changes, ends and begins again; nobody writes over another."""

import json
from datetime import date, timedelta

import pytest
from django.utils import timezone

from tests.accounts.people import hub, member, spoke
from tests.partnership.partner_made import BEGAN, a_partner
from upstander.audit.interface import entries_of
from upstander.core.errors import NotAllowed
from upstander.network.interface import Role, communities
from upstander.partnership.actions.keeping import Conflict
from upstander.partnership.actions.partner import (
    Terms,
    add_partner,
    begin_again,
    change_partner,
    end_partner,
    name_no_longer,
)
from upstander.partnership.models import Partner

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)


def terms(**values):
    """As a form gives them."""
    given = Terms("North school", "school", [], "", False, BEGAN, "We meet.", None)
    return given._replace(**values)


@pytest.fixture
def worker():
    return member(Role.SPOKE_WORKER, spoke())


@pytest.fixture
def signer():
    return member(Role.SPOKE_COORDINATOR, spoke())


def _said(partner):
    return [
        (entry.verb, json.loads(entry.body)["facts"])
        for entry in entries_of(f"partner:{partner.pk}")
    ]


def test_it_is_added_and_written_down_without_names(worker):
    places = list(communities()[:2])
    partner = add_partner(spoke(), terms(communities=places), by=worker)
    assert set(partner.communities.all()) == set(places)
    facts = {
        "organisation": spoke().pk, "kind": "school", "is_agreed": False,
        "is_named_in_public": False,
    }  # fmt: skip
    assert _said(partner) == [("partner.added", facts)]


def test_a_second_tab_adds_it_no_second_time(worker):
    add_partner(spoke(), terms(), by=worker)
    with pytest.raises(NotAllowed, match="in your list already"):
        add_partner(spoke(), terms(name="north  School"), by=worker)
    add_partner(spoke(), terms(name="South school"), by=worker)
    assert Partner.objects.count() == 2


def test_strangers_write_nothing(worker, signer):
    partner = add_partner(spoke(), terms(), by=worker)
    others = [member(Role.SPOKE_COORDINATOR, spoke(1), "other@example.org")]
    others += [member(role, hub()) for role in (Role.HUB_COORDINATOR, Role.FUNDER_OFFICER)]
    over = a_partner(name="Over", ends_on=BEGAN)
    for stranger in others:
        for act in (
            lambda by: add_partner(spoke(), terms(name="New"), by=by),
            lambda by: change_partner(partner, terms(name="New"), 0, by=by),
            lambda by: end_partner(partner, BEGAN, 0, by=by),
            lambda by: begin_again(over, timezone.localdate(), by=by),
        ):
            with pytest.raises(NotAllowed, match="work for this organisation"):
                act(stranger)
    assert set(Partner.objects.values_list("name", "version")) == {("North school", 0), ("Over", 0)}


def test_of_two_tabs_the_second_is_told_and_writes_over_nothing(worker, signer):
    partner = add_partner(spoke(), terms(), by=worker)
    change_partner(partner, terms(agreement="We meet twice."), 0, by=signer)
    with pytest.raises(Conflict, match="a moment ago"):
        change_partner(partner, terms(agreement="We meet never."), 0, by=worker)
    changed = change_partner(partner, terms(agreement="We meet often."), 1, by=worker)
    assert (changed.agreement, changed.version) == ("We meet often.", 2)


def test_only_whoever_signs_says_on_which_day_it_was_agreed(worker, signer):
    with pytest.raises(NotAllowed, match="coordinator"):
        add_partner(spoke(), terms(agreed_on=BEGAN), by=worker)
    partner = add_partner(spoke(), terms(agreed_on=BEGAN), by=signer)
    with pytest.raises(NotAllowed, match="coordinator"):
        change_partner(partner, terms(agreed_on=BEGAN, agreement="No."), 0, by=worker)
    change_partner(partner, terms(agreed_on=BEGAN, name="North"), 0, by=worker)
    assert Partner.objects.get().name == "North"


def test_it_ends_on_a_day_and_stays_as_it_was(worker):
    partner = add_partner(spoke(), terms(), by=worker)
    today = timezone.localdate()
    with pytest.raises(NotAllowed, match="before the first"):
        end_partner(partner, BEGAN - DAY, 0, by=worker)
    end_partner(partner, today + DAY, 0, by=worker)
    with pytest.raises(Conflict):
        end_partner(partner, today, 0, by=worker)
    end_partner(partner, today, 1, by=worker)
    for act in (
        lambda: end_partner(partner, today, 2, by=worker),
        lambda: change_partner(partner, terms(), 2, by=worker),
    ):
        with pytest.raises(NotAllowed, match="has ended"):
            act()
    assert [verb for verb, _facts in _said(partner)].count("partner.ended") == 2


@pytest.mark.parametrize("ends_on", [None, date(2026, 2, 1)])
def test_it_may_take_back_that_it_is_named_also_when_it_is_over(worker, ends_on):
    partner = a_partner(is_named_in_public=True, ends_on=ends_on)
    stranger = member(Role.SPOKE_COORDINATOR, spoke(1), "stranger@example.org")
    with pytest.raises(NotAllowed, match="Only people who work for this organisation"):
        name_no_longer(partner, by=stranger)
    assert Partner.objects.get().is_named_in_public is True
    for _press in range(2):
        name_no_longer(partner, by=worker)
    row = Partner.objects.get()
    assert (row.is_named_in_public, row.version, row.ends_on) == (False, 1, ends_on)
    assert [verb for verb, _facts in _said(partner)] == ["partner.named_no_longer"]


def test_what_begins_again_is_asked_anew_and_the_old_one_stays(worker):
    places, today = list(communities()[:1]), timezone.localdate()
    old = a_partner(
        ends_on=today, communities=places, agreement="We meet.", agreed_on=BEGAN,
        is_named_in_public=True,
    )  # fmt: skip
    new = begin_again(old, today, by=worker)
    assert new.pk != old.pk
    assert (new.name, new.agreement, list(new.communities.all())) == (old.name, "We meet.", places)
    assert (new.agreed_on, new.is_named_in_public, new.starts_on) == (None, False, today)
    old.refresh_from_db()
    assert (old.agreed_on, old.ends_on, old.is_named_in_public) == (BEGAN, today, True)
    with pytest.raises(NotAllowed, match="in your list already"):
        begin_again(old, today, by=worker)
    with pytest.raises(NotAllowed, match="has not ended"):
        begin_again(new, today, by=worker)


def test_an_end_that_was_planned_stays_when_something_else_changes(worker):
    end = timezone.localdate() + DAY
    partner = a_partner(ends_on=end)
    with pytest.raises(NotAllowed, match="before the first"):
        change_partner(partner, terms(starts_on=date(2150, 1, 1)), 0, by=worker)
    assert change_partner(partner, terms(name="New"), 0, by=worker).ends_on == end
