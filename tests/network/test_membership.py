"""Roles begin and end; what they allow begins and ends with them."""

from datetime import date, timedelta

import pytest
from django.utils import timezone
from wagtail.models import Page

from tests.accounts.people import hub, member, person, spoke
from upstander.accounts.interface import account_of, has_second_factor
from upstander.audit.interface import entries_of, faults
from upstander.core.errors import NotAllowed, allowed
from upstander.network.interface import (
    colleagues_visible_to,
    end_membership,
    found_administrator,
    make_demonstration_people,
    memberships_asked_once,
    memberships_of,
    organisations_to_fill,
    roles_to_fill_by,
    start_membership,
)
from upstander.network.models import Hub, Membership, Organisation, Region, Spoke
from upstander.network.queries.membership import administrators_today
from upstander.network.rules import (
    EDITING_ROLES,
    TEACHING_ROLES,
    is_administrator,
    may_end_membership,
    may_invite,
    roles_to_fill,
)
from upstander.network.states import Role

SPOKE_KIND = {Role.SPOKE_WORKER, Role.SPOKE_COORDINATOR}
HUB_KIND = {Role.HUB_STAFF, Role.HUB_COORDINATOR, Role.EDITOR, Role.TRANSLATOR, Role.TRAINER}
FILLS = {
    **{role: set() for role in Role},
    Role.SPOKE_COORDINATOR: {*SPOKE_KIND, Role.PARTNER},
    Role.HUB_COORDINATOR: HUB_KIND,
    Role.ADMINISTRATOR: set(Role),
}
HERE, THERE = Organisation(pk=1, name="Here"), Organisation(pk=2, name="There")


def held(role: Role, organisation: Organisation = HERE) -> Membership:
    """A membership as a rule sees it."""
    return Membership(role=role, organisation=organisation)


@pytest.mark.parametrize("role", Role)
def test_which_roles_a_role_fills_here(role):
    assert roles_to_fill([held(role)], HERE) == FILLS[role]


@pytest.mark.parametrize("role", Role)
def test_which_roles_a_role_fills_elsewhere(role):
    elsewhere = set(Role) if role == Role.ADMINISTRATOR else set()
    assert roles_to_fill([held(role)], THERE) == elsewhere


@pytest.mark.parametrize("wanted", Role)
@pytest.mark.parametrize("role", Role)
def test_who_may_invite_whom(role, wanted):
    assert allowed(may_invite, [held(role)], HERE, wanted) is (wanted in FILLS[role])


def test_a_role_that_does_not_exist_is_filled_by_nobody():
    assert not allowed(may_invite, [held(Role.ADMINISTRATOR)], HERE, "queen")


def test_who_has_no_role_fills_none():
    assert roles_to_fill([], HERE) == set()
    assert not is_administrator([])


@pytest.mark.parametrize("wanted", Role)
@pytest.mark.parametrize("role", Role)
def test_who_may_end_which_membership(role, wanted):
    assert allowed(may_end_membership, [held(role)], held(wanted), 2) is (wanted in FILLS[role])


@pytest.mark.parametrize(
    ("ends_on", "administrators", "sentence"),
    [
        (date(2026, 1, 1), 2, "This membership has already ended."),
        (None, 1, "There must be an administrator. Invite another one first."),
    ],
)
def test_why_an_administrator_may_not_end_one(ends_on, administrators, sentence):
    mine, other = [held(Role.ADMINISTRATOR)], held(Role.ADMINISTRATOR)
    other.ends_on = ends_on
    with pytest.raises(NotAllowed) as refused:
        may_end_membership(mine, other, administrators)
    assert str(refused.value) == sentence


@pytest.mark.django_db
@pytest.mark.parametrize("role", Role)
def test_which_roles_let_a_person_edit_pages(role):
    user = person()
    membership = start_membership(user, hub(), role, by=None)
    assert may_edit(user) is (role in {*TEACHING_ROLES, Role.TRANSLATOR})
    end_membership(membership, by=member(Role.ADMINISTRATOR, hub(), "root@example.org"))
    assert not may_edit(user)


def may_edit(user) -> bool:
    """Whether the editor opens; any page in it for whoever edits the site, none for others."""
    fresh = account_of(user.email)
    on_root = Page.get_first_root_node().permissions_for_user(fresh)
    roles = set(memberships_of(fresh).values_list("role", flat=True))
    is_editor = bool(roles & EDITING_ROLES)
    assert (on_root.can_add_subpage() and on_root.can_publish_subpage()) is is_editor
    return fresh.has_perm("wagtailadmin.access_admin")


@pytest.mark.django_db
def test_who_keeps_another_editing_role_goes_on_editing():
    user, root = person(), member(Role.ADMINISTRATOR, hub())
    first = start_membership(user, hub(), Role.EDITOR, by=root)
    start_membership(user, hub(), Role.HUB_STAFF, by=root)
    end_membership(first, by=root)
    assert may_edit(user)


@pytest.mark.django_db
def test_a_membership_that_ends_is_over_at_once():
    user, root = member(Role.HUB_STAFF, hub()), member(Role.ADMINISTRATOR, hub())
    end_membership(user.memberships.get(), by=root)
    assert list(memberships_of(user)) == []
    entry = entries_of(f"membership:{user.memberships.get().pk}")[-1]
    assert (entry.verb, entry.body.count(f'"by":"user:{root.pk}"')) == ("membership.ended", 1)
    assert list(faults()) == []


@pytest.mark.django_db
def test_a_second_end_is_refused_also_when_it_saw_an_open_one():
    user, root = member(Role.HUB_STAFF, hub()), member(Role.ADMINISTRATOR, hub())
    stale = user.memberships.get()
    end_membership(user.memberships.get(), by=root)
    with pytest.raises(NotAllowed, match="already ended"):
        end_membership(stale, by=root)


@pytest.mark.django_db
def test_the_last_administrator_stays():
    root = member(Role.ADMINISTRATOR, hub())
    Membership.objects.filter(role=Role.ADMINISTRATOR).exclude(user=root).delete()
    with pytest.raises(NotAllowed, match="There must be an administrator"):
        end_membership(root.memberships.get(), by=root)
    other = member(Role.ADMINISTRATOR, spoke(), "other@example.org")
    assert administrators_today() == 2
    end_membership(root.memberships.get(), by=root)
    assert list(memberships_of(other)) == list(other.memberships.all())


@pytest.mark.django_db
def test_starting_twice_is_one_membership_and_one_entry():
    user = person()
    first = start_membership(user, hub(), Role.HUB_STAFF, by=None)
    assert start_membership(user, hub(), Role.HUB_STAFF, by=None) == first
    assert [e.verb for e in entries_of(f"membership:{first.pk}")] == ["membership.started"]


@pytest.mark.django_db
@pytest.mark.parametrize(("starts", "ends", "runs"), [
    (0, None, True), (1, None, False), (-9, 1, True), (-9, 0, False), (-9, -1, False),
])  # fmt: skip
def test_on_which_days_a_membership_runs(starts, ends, runs):
    today = timezone.localdate()
    user = person()
    Membership.objects.create(
        user=user,
        organisation=spoke(),
        role=Role.SPOKE_WORKER,
        starts_on=today + timedelta(starts),
        ends_on=None if ends is None else today + timedelta(ends),
    )
    assert memberships_of(user).exists() is runs


@pytest.mark.django_db
def test_whom_each_sees():
    here = [member(r, spoke(), f"{r}@here.example") for r in sorted(SPOKE_KIND)]
    there = member(Role.SPOKE_WORKER, spoke(1), "there@example.org")
    root = member(Role.ADMINISTRATOR, hub())
    assert {m.user for m in colleagues_visible_to(here[0])} == set(here)
    assert {m.user for m in colleagues_visible_to(there)} == {there}
    assert {m.user for m in colleagues_visible_to(root)} >= {*here, there, root}
    guest = member(Role.PARTNER, spoke(), "guest@example.org")
    assert {m.user for m in colleagues_visible_to(guest)} == {guest}
    assert {m.user for m in colleagues_visible_to(here[0])} == {*here, guest}
    assert list(colleagues_visible_to(person())) == []


@pytest.mark.django_db
@pytest.mark.parametrize("role", Role)
def test_what_the_form_offers(role):
    user = member(role, spoke())
    offered = organisations_to_fill(user)
    if role == Role.ADMINISTRATOR:
        assert offered == list(Organisation.objects.order_by("name"))
    else:
        assert offered == ([spoke()] if FILLS[role] else [])
    assert set(roles_to_fill_by(user)) == FILLS[role]


@pytest.mark.django_db
def test_the_first_administrator_belongs_to_the_hub():
    organisation = hub()
    user = found_administrator("Root@Example.org", "Root", "four plain random words")
    assert [(m.organisation, m.role) for m in memberships_of(user)] == [
        (organisation, Role.ADMINISTRATOR)
    ]
    assert user.email == "root@example.org"


@pytest.mark.django_db
def test_without_a_hub_there_is_neither_administrator_nor_demonstration():
    Hub.objects.all().delete()
    with pytest.raises(NotAllowed, match="Load the network first"):
        found_administrator("root@example.org", "Root", "four plain random words")
    with pytest.raises(NotAllowed, match="Load the network first"):
        make_demonstration_people([spoke().key])


@pytest.mark.django_db
def test_a_demonstration_has_people_of_every_role_and_two_at_each_spoke():
    organisation = hub()
    people = make_demonstration_people([spoke(0).key, spoke(1).key])
    at_a_spoke = [Role.SPOKE_WORKER, Role.SPOKE_COORDINATOR]
    held = [memberships_of(account_of(p.email)).get() for p in people]
    twice = [Role.REVIEWER, Role.FUNDER_OFFICER]
    assert [(m.role, m.organisation) for m in held] == [
        *(
            (role, organisation)
            for role in Role
            if role not in (*at_a_spoke, Role.PARTNER)
            for _ in range(1 + (role in twice))
        ),
        *((role, spoke(0)) for role in at_a_spoke),
        *((role, spoke(1)) for role in at_a_spoke),
    ]
    assert len({p.password for p in people} | {p.totp_secret for p in people}) == 2 * len(people)
    assert all(has_second_factor(account_of(p.email)) for p in people)
    assert all(account_of(p.email).check_password(p.password) for p in people)
    names = [p.role for p in people if p.role.startswith(("reviewer", "funder officer"))]
    assert sorted(names) == ["funder officer", "funder officer 2", "reviewer", "reviewer 2"]
    assert make_demonstration_people([spoke(0).key]) == []


@pytest.mark.django_db
def test_a_demonstration_without_names_takes_the_first_spoke():
    hub()
    if not Spoke.objects.exists():
        row = Region.objects.create(key="r", name="R")
        Spoke.objects.create(
            organisation=spoke(), region=row, kind="community", starts_on=date(2020, 7, 1)
        )
    worker = next(p for p in make_demonstration_people() if p.role == "spoke worker")
    place = memberships_of(account_of(worker.email)).get().organisation
    assert place == Spoke.objects.order_by("organisation__name").first().organisation


@pytest.mark.django_db
def test_a_page_of_many_panels_asks_once_who_she_is(django_assert_num_queries):
    one, two = member(Role.SPOKE_WORKER, spoke(1)), member(Role.EDITOR, spoke(2))
    with django_assert_num_queries(2), memberships_asked_once():
        for _panel in range(3):
            assert [m.role for m in memberships_of(one)] == [Role.SPOKE_WORKER]
            assert [m.role for m in memberships_of(two)] == [Role.EDITOR]

    with memberships_asked_once():
        list(memberships_of(one))
        end_membership(memberships_of(one)[0], by=member(Role.ADMINISTRATOR, hub()))
    assert list(memberships_of(one)) == []
