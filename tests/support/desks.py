"""Teams and requests, brought about by their real verbs."""

import uuid
from typing import Any

from tests.accounts.people import PASSWORD, member
from upstander.accounts.interface import User, private_part
from upstander.network.interface import Role, hub_today
from upstander.network.models import Organisation
from upstander.support.actions.request import Told, submit_request
from upstander.support.actions.team import set_up_team
from upstander.support.codes import make_code
from upstander.support.models import Case, Team
from upstander.support.queries.keys import Hand

CANARY = "the heron stood by the green bicycle"
STORY = {"wish": "both", "what": ["verbal-abuse"], "words": CANARY, "place": "fort-st-john"}
IDENTITY = {"name": "Quillamina Testcase", "way": "email", "contact": "quill@canary.example"}
DAWSON_CREEK = "dawson-creek-literacy-society"


def organisation(key: str = DAWSON_CREEK) -> Organisation:
    """A spoke of the pack."""
    return Organisation.objects.get(key=key)


def hand(user: User) -> Hand:
    """Her, with her pair open."""
    found = private_part(user, PASSWORD)
    assert found is not None
    return Hand(user, found[1])


def team(key: str = DAWSON_CREEK) -> tuple[Team, Hand, Hand, str]:
    """A spoke's team with a coordinator and a worker, and its recovery key."""
    place = organisation(key)
    coordinator = member(Role.SPOKE_COORDINATOR, place, f"coordinator@{key}.example")
    worker = member(Role.SPOKE_WORKER, place, f"worker@{key}.example")
    recovery = set_up_team(place, by=coordinator)
    return Team.objects.get(organisation=place), hand(coordinator), hand(worker), recovery


def hub_team() -> tuple[Team, Hand, str]:
    """The hub's team with its coordinator."""
    hub = hub_today()
    assert hub is not None
    coordinator = member(Role.HUB_COORDINATOR, hub.organisation, "coordinator@hub.example")
    recovery = set_up_team(hub.organisation, by=coordinator)
    return Team.objects.get(organisation=hub.organisation), hand(coordinator), recovery


def request(team: Team, **other: Any) -> tuple[Case, str]:
    """A request and its return code."""
    code = other.pop("code", None) or make_code()
    told = Told(
        **{
            "team": team,
            "wish": "both",
            "language": "en",
            "story": STORY,
            "identity": IDENTITY,
            "code": code,
            "token": str(uuid.uuid4()),
            **other,
        }
    )
    return submit_request(told), code
