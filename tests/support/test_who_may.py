"""Every address of the desk of requests × every role × own and other request × GET and POST.

Who may not, changes nothing and sees no word; who may, is not turned away.
"""

import uuid

import pytest
from django.test import Client
from django.urls import get_resolver, reverse

from tests.accounts.people import member, sign_in
from tests.protocols.run_made import a_version, level
from tests.support.desks import CANARY, Hand, hub_team, request, team
from tests.support.machine import _stamp
from upstander.core.cleaning.results import Clean
from upstander.network.interface import Role
from upstander.protocols.models import Run, RunStep
from upstander.support.actions.case import take_case
from upstander.support.actions.exchange import add_task, attach_as_staff
from upstander.support.actions.protocol import start_protocol
from upstander.support.actions.referral import Goal, agree_for_person, ask_to_refer
from upstander.support.models import Case, KeyShare, Team, TeamKey

pytestmark = pytest.mark.django_db
ROLES = [role for role in Role if role not in (Role.SPOKE_WORKER, Role.SPOKE_COORDINATOR)]
# What each address needs: a member of the team, whoever has the request, a coordinator of the team.
PLACES = {"inbox": "any", "new": "any", "network": "hub", "teams": "coordinator"}
OF_TEAM = {"team-set-up", "team", "team-access", "team-key", "team-key-kept", "team-recover"}


def _names() -> list[str]:
    found = get_resolver().namespace_dict["support"][1].reverse_dict
    return sorted({name for name in found if isinstance(name, str)})


class Scene:
    """A spoke with a request that its worker has, and everyone else who could look."""

    def __init__(self) -> None:
        self.team, self.coordinator, self.worker, _ = team()
        self.second, self.other_coordinator, self.other, _ = team("archway-community-services")
        self.hub, self.hub_coordinator, _ = hub_team()
        self.case, _code = request(self.team)
        take_case(self.case, by=self.worker.user)
        case = Case.objects.get(pk=self.case.pk)
        add_task(case, "call", uuid.uuid4(), due_on=case.received_on, by=self.worker)
        self.task = case.tasks.get().pk
        note = Clean("document", "text/plain", "txt", CANARY.encode())
        attach_as_staff(case, [note], uuid.uuid4(), by=self.worker)
        self.referral = ask_to_refer(case, Goal(self.second), "They can help.", by=self.worker)
        place = self.team.organisation
        protocol = a_version(self.worker.user, organisation=place)
        start_protocol(case, protocol, level(protocol), police=False, by=self.worker.user)
        self.idle = member(Role.SPOKE_WORKER, place, "idle@example.org")

    def path(self, name: str) -> str:
        values = {
            "pk": self.team.pk if name in OF_TEAM else self.case.pk,
            "user": self.idle.pk,
            "number": 1 if name == "file" else self.referral.pk,
            "task": self.task,
            "step": RunStep.objects.earliest("pk").pk,
        }
        wanted = get_resolver().namespace_dict["support"][1].reverse_dict.getlist(name)[0][0][0][1]
        return reverse(f"support:{name}", kwargs={n: values[n] for n in wanted if n in values})


def _state(scene: Scene) -> object:
    return (
        _stamp(scene.case.pk),
        Case.objects.count(),
        Team.objects.count(),
        set(TeamKey.objects.values_list("pk", "number", "is_recovery_kept")),
        set(KeyShare.objects.values_list("team_key", "user", "keyring_number")),
        scene.case.messages.count(),
        scene.case.notes.count(),
        list(scene.case.tasks.values_list("done_on", flat=True)),
        scene.case.attachments.count(),
        scene.case.parts.count(),
        list(Run.objects.values_list("state", "level")),
        list(RunStep.objects.values_list("pk", "state")),
        list(scene.case.protocols.values_list("is_police_agreed", flat=True)),
    )


STRANGERS = ["anonymous", "no role", "other worker", "other coordinator", "idle", *ROLES]


def _client(scene: Scene, who: str) -> Client:
    client = Client()
    people: dict[str, Hand] = {
        "other worker": scene.other,
        "other coordinator": scene.other_coordinator,
        Role.HUB_COORDINATOR: scene.hub_coordinator,
    }
    if who == "anonymous":
        return client
    if who in people:
        return sign_in(client, people[who].user)
    if who == "idle":
        return sign_in(client, scene.idle)
    if who == "no role":
        from tests.accounts.people import person
        from upstander.accounts.interface import give_authenticator_app

        user = person("nobody@example.org")
        give_authenticator_app(user)
        return sign_in(client, user)
    return sign_in(client, member(Role(who), scene.hub.organisation, f"{who}@hub.example"))


DATA = {
    "text": "x", "colleague": "1", "due_on": "2030-01-01", "sure": "yes", "agreed": "said",
    "goal": "service:victimlinkbc", "count_status": "counted",
    "do": "done", "seen": "open", "police": "yes",
}  # fmt: skip


def _wrong(scene: Scene, client: Client) -> list[tuple[str, str, object]]:
    before, wrong = _state(scene), []
    for name in _names():
        # A new request may be begun by everyone who works in a team.
        for method in () if name == "new" else (client.get, client.post):
            answer = method(scene.path(name), DATA if method == client.post else {})
            text = answer.getvalue().decode("utf-8", "replace")
            if CANARY in text or "Quillamina" in text:
                wrong.append((name, method.__name__, "saw it"))
            if answer.status_code not in (200, 302, 401, 403, 404, 405, 409):
                wrong.append((name, method.__name__, answer.status_code))
        if (now := _state(scene)) != before:
            wrong.append((name, "post", "changed it"))
            before = now
    return wrong


@pytest.mark.parametrize("who", STRANGERS)
def test_who_may_not_sees_no_word_and_changes_nothing(who):
    scene = Scene()
    assert _wrong(scene, _client(scene, who)) == []


def test_the_search_sees_what_someone_may():
    scene = Scene()
    found = {row[2] for row in _wrong(scene, sign_in(Client(), scene.worker.user))}
    assert {"saw it", "changed it"} <= found


def test_who_has_it_sees_it_and_her_coordinator_too():
    scene = Scene()
    seen = {}
    for who, hand in {"worker": scene.worker, "coordinator": scene.coordinator}.items():
        client = sign_in(Client(), hand.user)
        seen[who] = CANARY in client.get(scene.path("case")).content.decode()
        name = client.post(scene.path("identity")).content.decode()
        seen[f"{who}, name"] = "Quillamina" in name
        file = client.get(scene.path("file"))
        seen[f"{who}, file"] = CANARY in file.getvalue().decode()
    assert seen == dict.fromkeys(seen, True)


def test_the_other_team_sees_it_once_the_person_agreed_and_the_name_never():
    scene = Scene()
    client = sign_in(Client(), scene.other.user)
    assert client.get(scene.path("case")).status_code == 404
    agree_for_person(scene.referral, by=scene.worker)
    assert CANARY in client.get(scene.path("case")).content.decode()
    assert "Quillamina" not in client.post(scene.path("identity"), follow=True).content.decode()


def test_every_address_is_on_the_list():
    assert len(_names()) == len(set(_names())) > 25
    scene = Scene()
    assert [name for name in _names() if not scene.path(name).startswith("/desk/requests/")] == []
