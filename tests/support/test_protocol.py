"""A response protocol on a request: wishes first, no words in it, and gone with the request."""

import json
from datetime import timedelta

import pytest
from django.apps import apps
from django.core import serializers
from django.test import Client
from django.utils import timezone

from tests.accounts.people import member, sign_in
from tests.protocols.run_made import a_version, level
from tests.support.desks import CANARY, organisation, request, team
from upstander.audit.models import Entry
from upstander.core.errors import NotAllowed, allowed
from upstander.network.states import Role
from upstander.protocols.models import Run, RunTally, Version
from upstander.protocols.states import RunState, VersionState
from upstander.support.actions import protocol as actions
from upstander.support.actions.case import assign_case, close_case, start_support, take_case
from upstander.support.actions.ending import ask_deletion, destroy_case
from upstander.support.actions.referral import (
    Goal,
    accept_referral,
    agree_for_person,
    ask_to_refer,
)
from upstander.support.models import Case, CaseProtocol
from upstander.support.queries.protocol import has_protocol, protocol_of
from upstander.support.rules import may_run_protocol
from upstander.support.states import OPEN_STATES, CaseState, Wish

pytestmark = pytest.mark.django_db


class Desk:
    """A spoke with a protocol in force, and a request that a worker has."""

    def __init__(self, wish=Wish.BOTH):
        self.team, self.coordinator, self.worker, _ = team()
        self.version = a_version(self.worker.user, organisation=self.team.organisation)
        self.case, self.code = request(self.team, wish=wish)
        take_case(self.case, by=self.worker.user)
        self.case.refresh_from_db()
        self.path = f"/desk/requests/{self.case.pk}/protocol/"

    def start(self, police=False):
        at = level(self.version)
        actions.start_protocol(self.case, self.version, at, police=police, by=self.worker.user)
        return Run.objects.get(token=protocol_of(self.case).token)

    def typed(self, **other):
        what = f"{self.version.pk}-{level(self.version).pk}"
        return {"what": what, "police": "no", "follows": "on", **other}


@pytest.fixture
def desk():
    return Desk()


@pytest.fixture
def pages(client, desk):
    return sign_in(client, desk.worker.user)


def dump():
    rows = [row for model in apps.get_app_config("protocols").get_models()
            for row in model.objects.all()]  # fmt: skip
    return serializers.serialize("json", rows, ensure_ascii=False)


def verbs(case):
    found = Entry.objects.filter(of=f"case:{case.pk}", verb__startswith="case.protocol")
    return list(found.order_by("sequence").values_list("verb", flat=True))


def test_the_wishes_come_first_and_must_be_confirmed(desk, pages):
    text = pages.get(desk.path).content.decode()
    assert ["Both: support me, and record it" in text, desk.version.protocol.title in text] == [
        True, True,
    ]  # fmt: skip
    page = pages.post(desk.path, {**desk.typed(), "follows": ""})
    text = page.content.decode()
    assert (page.status_code, "Else ask first" in text, "checked" in text) == (422, True, True)
    assert Run.objects.count() == 0
    desk.version.steps.all().delete()
    page = pages.post(desk.path, desk.typed())
    assert (page.status_code, "Write the steps first" in page.content.decode()) == (422, True)
    a_version(desk.worker.user, organisation=desk.team.organisation, title="A second one")
    desk.version = Version.objects.get(protocol__title="A second one")
    assert pages.post(desk.path, desk.typed()).url == desk.path
    assert (Run.objects.count(), verbs(desk.case)) == (1, ["case.protocol_started"])
    assert Run.objects.get().title == ""


def test_only_a_record_is_not_started(client):
    desk = Desk(Wish.RECORD)
    pages = sign_in(client, desk.worker.user)
    text = pages.get(desk.path).content.decode()
    assert ("asked only to record it" in text, "<form method=\"post\" class=\"stack\"" in text) == (
        True, False,
    )  # fmt: skip
    assert "asked only" in pages.post(desk.path, desk.typed()).content.decode()
    with pytest.raises(NotAllowed, match="only to record"):
        desk.start()
    assert (Run.objects.count(), CaseProtocol.objects.count()) == (0, 0)


def test_it_runs_on_an_open_request_alone(desk):
    mine = list(desk.worker.user.memberships.all())
    fine = set()
    for state in CaseState:
        desk.case.state = state
        if allowed(may_run_protocol, mine, desk.case, desk.worker.user):
            fine.add(state)
    assert fine == set(OPEN_STATES)


def test_planted_words_do_not_come_into_the_run(desk, pages):
    planted = {"title": CANARY, "text": CANARY, "reason": CANARY, "went_well": CANARY}
    pages.post(desk.path, desk.typed(**planted))
    run = Run.objects.get()
    steps = list(run.steps.order_by("pk"))
    doing = {"seen": "open", "to": str(desk.worker.user.pk), **planted}
    pages.post(f"{desk.path}steps/{steps[0].pk}/", {"do": "done", **doing})
    pages.post(f"{desk.path}steps/{steps[2].pk}/", {"do": "skipped", **doing})
    new = {"level": level(desk.version, 1).pk, "seen": run.level_id, **planted}
    pages.post(f"{desk.path}level/", new)
    pages.post(f"{desk.path}end/", planted)
    states = sorted(run.steps.values_list("state", flat=True))
    assert (states, Run.objects.get().state) == (["done", "open", "open", "skipped"], "ended")
    bodies = "".join(Entry.objects.values_list("body", flat=True))
    assert [word in dump() + bodies for word in (CANARY, desk.case.reference, "Quillamina")] == [
        False, False, False,
    ]  # fmt: skip
    assert str(desk.case.pk) not in dump()
    facts = [json.loads(e.body)["facts"] for e in Entry.objects.filter(verb__contains="protocol")]
    assert facts == [{}] * 5


def test_who_may_not_see_the_request_gets_404(desk):
    run = desk.start()
    colleague = member(Role.SPOKE_WORKER, desk.team.organisation, "colleague@example.org")
    _team, _coordinator, other, _ = team("archway-community-services")
    step = f"{desk.path}steps/{run.steps.first().pk}/"
    for user in (colleague, other.user):
        pages = sign_in(Client(), user)
        answers = [pages.get(desk.path), pages.post(desk.path, desk.typed()),
                   pages.post(step, {"do": "done", "seen": "open"}),
                   pages.post(f"{desk.path}end/"), pages.post(f"{desk.path}level/"),
                   pages.post(f"{desk.path}police/", {"police": "yes"}),
                   pages.post(f"{desk.path}go-on/")]  # fmt: skip
        assert [answer.status_code for answer in answers] == [404] * 7
    assert Run.objects.get().state == RunState.RUNNING


def test_the_police_is_told_only_by_the_person_s_word(desk, pages):
    run = desk.start()
    step = run.steps.get(is_police=True)
    path = f"{desk.path}steps/{step.pk}/"
    text = pages.get(desk.path).content.decode()
    assert "Do not take this step." in text
    text = pages.post(path, {"do": "done", "seen": "open"}, follow=True).content.decode()
    assert "did not say yes to the police" in text
    step.refresh_from_db()
    assert step.state == "open"
    pages.post(f"{desk.path}police/", {"police": "yes"})
    pages.post(path, {"do": "done", "seen": "open"})
    step.refresh_from_db()
    assert (step.state, "Do not take" in pages.get(desk.path).content.decode()) == ("done", False)
    new = {"level": level(desk.version, 1).pk, "seen": run.level_id}
    assert pages.post(f"{desk.path}level/", new).url == desk.path
    assert pages.post(f"{desk.path}end/").url == pages.post(f"{desk.path}go-on/").url == desk.path
    dealt = "This has already been dealt with."
    said = {"police/": "Choose one of the two.", "level/": "Choose a level.",
            f"steps/{step.pk}/": dealt}  # fmt: skip
    for name, words in said.items():
        answer = pages.post(f"{desk.path}{name}", {"do": "x"}, follow=True)
        assert (answer.status_code, words in answer.content.decode()) == (200, True), name
    CaseProtocol.objects.all().delete()
    assert dealt in pages.post(f"{desk.path}level/", new, follow=True).content.decode()


def test_only_what_is_in_force_in_one_s_own_organisation(desk, pages):
    theirs = a_version(desk.worker.user, title="Theirs")
    desk.version.state = VersionState.SIGNING
    desk.version.save()
    assert "no response protocol in force" in pages.get(desk.path).content.decode()
    text = pages.get(f"/desk/requests/{desk.case.pk}/").content.decode()
    assert "Response protocol</a>" not in text
    with pytest.raises(NotAllowed):
        desk.start()
    with pytest.raises(NotAllowed, match="your own organisation"):
        actions.start_protocol(desk.case, theirs, None, police=False, by=desk.worker.user)


def test_whoever_acts_is_reached_from_the_checklist_while_it_runs(desk, pages):
    contacts = f"/desk/protocols/versions/{desk.version.pk}/contacts/"
    desk.start()
    assert f'href="{contacts}"' in pages.get(desk.path).content.decode()
    assert pages.get(contacts).status_code == 200
    actions.end_protocol(desk.case, by=desk.worker.user)
    assert contacts not in pages.get(desk.path).content.decode()


def test_it_ends_and_goes_on_and_ends_with_the_request(desk):
    by = desk.worker.user
    with pytest.raises(NotAllowed, match="Look at the page"):
        actions.note_police_word(desk.case, True, by=by)
    run = desk.start()
    assert desk.start() == run
    actions.end_protocol(desk.case, by=by)
    actions.end_protocol(desk.case, by=by)
    actions.take_up_protocol(desk.case, by=by)
    Case.objects.filter(pk=desk.case.pk).update(state=CaseState.ACKNOWLEDGED)
    desk.case.refresh_from_db()
    start_support(desk.case, by=by)
    close_case(desk.case, "It is settled.", desk.case.pk, by=desk.worker)
    run.refresh_from_db()
    assert (run.state, verbs(desk.case)) == (RunState.ENDED, [
        "case.protocol_started", "case.protocol_ended", "case.protocol_taken_up",
        "case.protocol_ended",
    ])  # fmt: skip
    with pytest.raises(NotAllowed, match="not open"):
        actions.take_up_protocol(desk.case, by=by)


def test_nothing_starts_where_the_person_wants_it_gone(desk):
    Case.objects.filter(pk=desk.case.pk).update(is_decided=True)
    desk.case.refresh_from_db()
    assert ask_deletion(desk.case) is False
    with pytest.raises(NotAllowed, match="asked to delete"):
        desk.start()
    with pytest.raises(NotAllowed):
        actions.note_police_word(desk.case, True, by=desk.worker.user)


def test_a_coordinator_has_it_too_and_a_new_worker_after_it_was_given(desk):
    run = desk.start()
    pages = sign_in(Client(), desk.coordinator.user)
    assert pages.get(desk.path).status_code == 200
    assign_case(desk.case, desk.coordinator.user, by=desk.coordinator.user)
    assert sign_in(Client(), desk.worker.user).get(desk.path).status_code == 404
    case = Case.objects.get(pk=desk.case.pk)
    step = run.steps.first()
    actions.settle_protocol_step(case, step.pk, "open", "done", by=desk.coordinator.user)
    with pytest.raises(NotAllowed):
        actions.settle_protocol_step(case, step.pk, "done", "open", by=desk.worker.user)


def test_destroyed_with_the_request_it_leaves_a_number(desk):
    run = desk.start()
    run.steps.update(due_at=timezone.now() - timedelta(days=1))
    destroy_case(desk.case, by="system", why="time")
    assert (Run.objects.count(), CaseProtocol.objects.count()) == (0, 0)
    tally = RunTally.objects.get()
    assert (tally.runs, tally.of, sorted(tally.steps)) == (
        1, desk.version, ["care-3", "documenting-2", "safety-0"],
    )  # fmt: skip


def test_the_history_of_the_request_says_it_in_words(desk, pages):
    desk.start()
    assert organisation() == desk.team.organisation
    text = pages.get(f"/desk/requests/{desk.case.pk}/").content.decode()
    assert ["Response protocol started" in text, f'href="{desk.path}"' in text] == [True, True]


def test_passed_on_to_another_team_it_ends_and_stays_with_the_first(desk):
    place, _coordinator, other, _ = team("archway-community-services")
    run = desk.start()
    goal = Goal(place, "", False, desk.case.pk)
    referral = ask_to_refer(desk.case, goal, "They speak her language.", by=desk.worker)
    agree_for_person(referral, by=desk.worker)
    referral.refresh_from_db()
    accept_referral(referral, by=other.user)
    run.refresh_from_db()
    case = Case.objects.get(pk=desk.case.pk)
    assert (run.state, case.team, protocol_of(case)) == (RunState.ENDED, place, None)
    assert [has_protocol(case, hand.user) for hand in (desk.worker, other)] == [False, False]
    page = sign_in(Client(), other.user).get(desk.path)
    assert "no response protocol in force" in page.content.decode()
    destroy_case(case, by="system", why="time")
    assert (Run.objects.count(), RunTally.objects.get().runs) == (0, 1)
