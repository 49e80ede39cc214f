"""Which roles stand in which circle."""

import pytest

from upstander.announcements.rules.audience import circles_of
from upstander.network.states import Role

MORE = {
    Role.SPOKE_WORKER: {"spokes"},
    Role.SPOKE_COORDINATOR: {"spokes", "coordinators"},
    Role.HUB_COORDINATOR: {"coordinators"},
    Role.TRAINER: {"trainers"},
    Role.REVIEWER: {"reviewers"},
    Role.EDITOR: {"editors"},
    Role.TRANSLATOR: {"editors"},
}


@pytest.mark.parametrize("role", Role)
def test_the_circles_of_each_role(role):
    circles = {"partners"} if role == Role.PARTNER else {"everyone", *MORE.get(role, set())}
    assert circles_of({role}) == circles


def test_roles_add_up_and_nobody_stands_nowhere():
    both = {"partners", "everyone", "trainers"}
    assert (circles_of({Role.PARTNER, Role.TRAINER}), circles_of([])) == (both, set())
