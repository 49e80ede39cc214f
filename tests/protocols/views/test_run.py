"""The pages of running protocols: who sees them, what they keep, what they ask of the database."""

import re
from pathlib import Path

import pytest
from django.test import Client
from django.utils import timezone

from tests.accounts.people import hub, member, sign_in, spoke
from tests.protocols.run_made import a_run, a_version, level
from upstander.network.models import Release
from upstander.network.states import Audience, Role
from upstander.protocols.actions import run as actions
from upstander.protocols.actions.run_on_request import start_on_request
from upstander.protocols.models import Run
from upstander.protocols.states import RunKind, RunState, VersionState
from upstander.protocols.views import run as run_views

pytestmark = pytest.mark.django_db
RUNS = "/desk/protocols/runs/"


@pytest.fixture
def ana():
    return member(Role.SPOKE_WORKER, spoke(), "ana@example.org")


@pytest.fixture
def desk(client, ana):
    return sign_in(client, ana)


def closed(version, by, **other):
    run = a_run(version, by, **other)
    actions.end_run(run, by=by)
    actions.close_run(run, {"to_change": f"Lesson of {version.protocol.title}"}, 0, by=by)
    return Run.objects.get(pk=run.pk)


def test_it_is_started_and_worked_through(desk, ana):
    version = a_version(ana)
    what = f"{version.pk}-{level(version).pk}"
    page = desk.post(f"{RUNS}start/", {"kind": "event", "what": what, "title": ""})
    assert (page.status_code, f'value="{what}" required' in page.content.decode()) == (422, True)
    page = desk.post(f"{RUNS}start/", {"kind": "event", "what": what, "title": "Paint"})
    run = Run.objects.get()
    assert page.url == f"{RUNS}{run.pk}/"
    step = run.steps.first()
    done = {"do": "done", "seen": "open", "text": "all fine"}
    assert desk.post(f"{page.url}steps/{step.pk}/", done).status_code == 302
    assert desk.post(f"{page.url}level/", {"level": level(version, 1).pk, "seen": run.level_id}).url
    assert desk.post(f"{page.url}log/", {"text": "The mayor called."}).url
    shown = desk.get(page.url).content.decode()
    assert [words in shown for words in ("all fine", "The mayor called.", "Violence")] == [True] * 3
    assert desk.post(f"{page.url}end/").url
    review = {"went_well": "x", "seen": "0", "is_final": "on"}
    assert desk.post(f"{page.url}review/", review).url == page.url
    assert Run.objects.get().state == RunState.CLOSED


def test_a_draft_is_started_as_an_exercise_alone_and_the_page_says_so(desk, ana):
    version = a_version(ana, VersionState.CONSULTATION, levels=())
    typed = {"kind": "event", "what": f"{version.pk}-0", "title": "Planted title"}
    page = desk.post(f"{RUNS}start/", typed)
    text = page.content.decode()
    assert (page.status_code, "You can start it as an exercise." in text) == (422, True)
    assert ("Planted title" in text, Run.objects.count()) == (True, 0)
    page = desk.post(f"{RUNS}start/", {**typed, "kind": "exercise"})
    assert desk.post(f"{page.url}end/").url == page.url
    assert desk.post(f"{page.url}go-on/").url == page.url


def test_what_could_not_be_written_stands_in_the_log(desk, ana):
    run = a_run(a_version(ana), ana)
    path, step = f"{RUNS}{run.pk}/", run.steps.first()
    stale = {"do": "skipped", "seen": "done", "text": "the door was shut"}
    page = desk.post(f"{path}steps/{step.pk}/", stale)
    assert (page.status_code, "the door was shut" in page.content.decode()) == (409, True)
    page = desk.post(f"{path}steps/{step.pk}/", {**stale, "text": "x" * 2001, "seen": "open"})
    assert (page.status_code, "x" * 2001 in page.content.decode()) == (422, True)
    page = desk.post(f"{path}log/", {"text": "y" * 2001})
    assert (page.status_code, "y" * 2001 in page.content.decode()) == (422, True)
    assert desk.post(f"{path}log/", {"text": " "}).status_code == 422
    assert desk.post(f"{path}level/", {"level": "0"}).status_code == 422
    actions.end_run(run, by=ana)
    page = desk.post(f"{path}log/", {"text": "after the end"})
    assert (page.status_code, "after the end" in page.content.decode()) == (409, True)
    actions.look_back(run, {"went_well": "Theirs"}, 0, by=ana)
    page = desk.post(f"{path}review/", {"went_well": "Mine", "seen": "0"})
    text = page.content.decode()
    assert (page.status_code, "Theirs" in text, ">\nMine" in text) == (422, True, True)
    assert desk.post(f"{path}review/", {"went_well": "Both", "seen": "1"}).status_code == 302


def test_a_step_is_given_and_words_go_with_it_nowhere(desk, ana):
    run = a_run(a_version(ana), ana)
    step = run.steps.first()
    path = f"{RUNS}{run.pk}/steps/{step.pk}/"
    give = {"do": "give", "seen": "open", "to": ana.pk, "had": ""}
    assert desk.post(path, give).status_code == 302
    assert desk.post(path, {**give, "to": "", "had": 99}).status_code == 409
    gone = desk.post(path, {**give, "to": 0, "had": ana.pk, "text": "For Bo"})
    page = gone.content.decode()
    assert (gone.status_code, "not in your organisation" in page, "For Bo" in page) == (
        409, True, True,
    )  # fmt: skip
    assert run.steps.get(pk=step.pk).assignee == ana
    step.refresh_from_db()
    assert step.assignee == ana


def test_whoever_acts_is_reached_from_the_checklist_but_not_from_an_exercise(desk, ana):
    version = a_version(ana)
    contacts = f'href="/desk/protocols/versions/{version.pk}/contacts/"'
    run = a_run(version, ana)
    practice = a_run(version, ana, kind=RunKind.EXERCISE, title="At the table")
    pages = [desk.get(f"{RUNS}{row.pk}/").content.decode() for row in (run, practice)]
    assert [contacts in page for page in pages] == [True, False]
    actions.end_run(run, by=ana)
    assert contacts not in desk.get(f"{RUNS}{run.pk}/").content.decode()


def test_an_exercise_says_so_everywhere(desk, ana):
    run = a_run(a_version(ana, VersionState.DRAFT), ana, kind=RunKind.EXERCISE)
    path = f"{RUNS}{run.pk}/"
    words = "Nothing here has really happened."
    assert words in desk.get(path).content.decode()
    assert "Exercise: " in desk.get(RUNS).content.decode()
    actions.end_run(run, by=ana)
    assert words in desk.get(f"{path}review/").content.decode()
    actions.close_run(run, {"to_change": "x"}, 0, by=ana)
    assert words in desk.get("/desk/protocols/lessons/").content.decode()


def test_what_still_runs_is_listed_however_much_came_after_it(desk, ana):
    version = a_version(ana)
    old, now = a_run(version, ana, title="Still runs"), timezone.now()
    many = {"of": version, "organisation": version.protocol.organisation, "kind": RunKind.EXERCISE}
    over = {"state": RunState.CLOSED, "started_at": now, "ended_at": now, "closed_on": now.date()}
    rows = [Run(**many, **over, title=f"N{n}", started_by=ana) for n in range(run_views.SHOWN)]
    Run.objects.bulk_create(rows)
    titles = [run.title for run in desk.get(RUNS).context["runs"]]
    assert (titles[0], len(titles)) == (old.title, run_views.SHOWN)
    assert titles[1] == rows[-1].title


def test_others_and_requests_are_seen_nowhere(desk, ana):
    version = a_version(ana)
    run = a_run(version, ana, title="Planted paint")
    start_on_request(version, level(version), by=ana)
    on_request = Run.objects.get(kind=RunKind.CASE)
    assert desk.get(f"{RUNS}{on_request.pk}/").status_code == 404
    text = desk.get(RUNS).content.decode()
    assert (f"{RUNS}{on_request.pk}/" in text, "Started on 1 request." in text) == (False, True)
    other = sign_in(Client(), member(Role.SPOKE_WORKER, spoke(9), "x@example.org"))
    assert other.get(f"{RUNS}{run.pk}/").status_code == 404
    assert other.post(f"{RUNS}{run.pk}/end/").status_code == 404
    assert "Planted" not in other.get(RUNS).content.decode()
    officer = sign_in(Client(), member(Role.FUNDER_OFFICER, hub(), "o@example.org"))
    paths = (RUNS, f"{RUNS}start/", "/desk/protocols/lessons/")
    codes = [officer.get(path).status_code for path in paths]
    assert codes == [403] * 3


def test_the_hub_learns_what_may_be_shown_to_it(client, ana):
    own = spoke(5)
    own.is_indigenous_governed = True
    own.save()
    her = member(Role.SPOKE_COORDINATOR, own, "her@example.org")
    closed(a_version(ana, title="Open"), ana)
    closed(a_version(ana, VersionState.DRAFT, title="Draft"), ana, kind=RunKind.EXERCISE)
    hidden = closed(a_version(her, organisation=own, title="Hidden"), her)
    desk = sign_in(client, member(Role.HUB_STAFF, hub(), "hub@example.org"))
    path = "/desk/protocols/lessons/"

    def seen():
        text = desk.get(path).content.decode()
        return [f"Lesson of {title}" in text for title in ("Open", "Draft", "Hidden")]

    assert seen() == [True, False, False]
    protocol = hidden.of.protocol_id
    assert desk.get(f"/desk/protocols/{protocol}/lessons/").status_code == 403
    assert desk.get(f"{RUNS}{hidden.pk}/").status_code == 404
    Release.objects.create(
        organisation=own, subject=f"protocol:{protocol}", audience=Audience.HUB,
        released_by=her, released_at=timezone.now(),
    )  # fmt: skip
    assert seen() == [True, False, True]


def test_lists_ask_as_often_for_many_as_for_few(desk, ana, django_assert_max_num_queries):
    version = a_version(ana)

    def asked():
        found = []
        for path in (RUNS, "/desk/protocols/lessons/", f"{RUNS}{run.pk}/", "/desk/local/"):
            with django_assert_max_num_queries(40) as caught:
                assert desk.get(path).status_code == 200
            found.append(len(caught))
        return found

    run = a_run(version, ana)
    closed(version, ana, title="One")
    asked()  # the session is written once
    few = asked()
    for number in range(3):
        a_run(version, ana, title=f"Event {number}")
        closed(version, ana, title=f"Closed {number}")
        actions.write_entry(run, f"Line {number}", by=ana)
    assert asked() == few


def test_the_home_of_local_action_says_what_is_late(desk, ana):
    run = a_run(a_version(ana), ana, title="Paint")
    run.steps.update(due_at=run.started_at)
    run = a_run(a_version(ana, title="Other"), ana, title="Practice", kind=RunKind.EXERCISE)
    actions.end_run(run, by=ana)
    text = desk.get("/desk/local/").content.decode()
    assert [w in text for w in ("3 steps are late.", "An exercise: Practice")] == [True, True]


@pytest.mark.parametrize("state", list(VersionState))
def test_the_page_of_a_version_invites_to_start_what_can_be_started(desk, ana, state):
    version = a_version(ana, state)
    page = desk.get(f"/desk/protocols/versions/{version.pk}/").content.decode()
    is_over = state in (VersionState.SUPERSEDED, VersionState.WITHDRAWN)
    assert (f'href="{RUNS}start/"' in page) is not is_over


def test_done_and_left_out_differ_in_shape(desk, ana):
    run = a_run(a_version(ana), ana)
    first, second, *_ = run.steps.order_by("pk")
    for step, to in ((first, "done"), (second, "skipped")):
        actions.settle_step(run, actions.Settling(step.pk, "open", to, "why"), by=ana)
    page = desk.get(f"{RUNS}{run.pk}/").content.decode()
    assert [page.count(f'class="run-step {how}"') for how in ("done", "skipped")] == [1, 1]
    style = (Path(run_views.__file__).parents[1] / "static/protocols/run.css").read_text()
    signs = re.findall(r"[.](done|skipped) [.]how::before [{] content: \"(.+?)\";", style)
    assert dict(signs).keys() == {"done", "skipped"}
    assert len(set(dict(signs).values())) == 2


@pytest.mark.parametrize("is_governed", [True, False])
def test_who_shows_a_protocol_to_the_hub_is_told_what_goes_with_it(client, is_governed):
    nation = spoke()
    nation.is_indigenous_governed = is_governed
    nation.save()
    lead = member(Role.SPOKE_COORDINATOR, nation)
    version = a_version(lead)
    page = sign_in(client, lead).get(f"/desk/protocols/{version.protocol_id}/").content.decode()
    assert ("with the titles of events and exercises" in page) is is_governed
