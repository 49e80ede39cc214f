"""Runs on requests: no words, no trace in the log, and what stays of them."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.accounts.people import member, spoke
from tests.protocols.run_made import a_run, a_version, level
from upstander.audit.models import Entry
from upstander.core.errors import NotAllowed
from upstander.network.states import Role
from upstander.protocols.actions import run as actions
from upstander.protocols.actions import run_on_request as on_request
from upstander.protocols.actions.run import Settling
from upstander.protocols.models import Run, RunStep, RunTally
from upstander.protocols.queries.run import run_of_request, runs_on_requests, runs_visible_to
from upstander.protocols.queries.run_lessons import lessons_shown_to
from upstander.protocols.states import RunState, RunStepState, VersionState

pytestmark = pytest.mark.django_db


@pytest.fixture
def ana():
    return member(Role.SPOKE_WORKER, spoke(), "ana@example.org")


def started(version, by):
    return on_request.start_on_request(version, version.levels.first(), by=by)


def test_it_is_seen_by_its_token_alone_and_the_log_does_not_know_it(ana):
    version = a_version(ana)
    token, before = started(version, ana), Entry.objects.count()
    run = run_of_request(token)
    step = run.steps.first()
    on_request.settle_on_request(token, step.pk, "open", "skipped", by=ana)
    on_request.change_level_on_request(token, level(version, 1), run.level_id, by=ana)
    assert on_request.end_on_request(token)
    assert not on_request.end_on_request(token)
    on_request.take_up_on_request(token)
    assert (list(runs_visible_to(ana)), runs_on_requests({spoke().pk})) == ([], 1)
    assert (run.title, Entry.objects.count(), len(token) > 40) == ("", before, True)


def test_no_words_come_to_it(ana):
    token = started(a_version(ana), ana)
    run, step = run_of_request(token), RunStep.objects.first()
    for deed in (
        lambda: actions.write_entry(run, "her name", by=ana),
        lambda: actions.settle_step(run, Settling(step.pk, "open", "done", "her name"), by=ana),
        lambda: actions.give_step(run, actions.Given(step.pk, ana, None), by=ana),
        lambda: actions.look_back(run, {"went_well": "her name"}, 0, by=ana),
        lambda: actions.close_run(run, {"went_well": "her name"}, 0, by=ana),
        lambda: actions.end_run(run, by=ana),
    ):
        with pytest.raises(NotAllowed):
            deed()
    assert run.entries.count() == 0


def test_only_what_is_in_force_and_one_s_own(ana):
    with pytest.raises(NotAllowed, match="not in force"):
        started(a_version(ana, VersionState.DRAFT), ana)
    with pytest.raises(NotAllowed):
        started(a_version(ana, organisation=spoke(9), title="Theirs"), ana)
    assert Run.objects.count() == 0


def test_what_stays_of_it_says_how_the_steps_went_and_nothing_of_one(ana):
    version = a_version(ana)
    kept = a_run(version, ana)
    tokens = [started(version, ana) for _ in range(2)]
    for token in tokens:
        run = run_of_request(token)
        first, second, _ = run.steps.order_by("pk")
        on_request.settle_on_request(token, first.pk, "open", "done", by=ana)
        on_request.settle_on_request(token, second.pk, "open", "skipped", by=ana)
    RunStep.objects.filter(run=run, state=RunStepState.DONE).update(
        due_at=timezone.now() - timedelta(days=1)
    )
    on_request.forget_runs(tokens)
    tally = RunTally.objects.get()
    none = {"done": 0, "late": 0, "skipped": 0, "open": 0}
    assert (tally.runs, tally.steps) == (2, {
        "safety-0": {**none, "done": 1, "late": 1},
        "documenting-2": {**none, "skipped": 2},
        "care-3": {**none, "open": 2},
    })  # fmt: skip
    assert (list(Run.objects.all()), runs_on_requests({spoke().pk})) == ([kept], 2)
    with pytest.raises(NotAllowed):
        run_of_request(tokens[0])
    shown = lessons_shown_to(ana, version.protocol_id)
    assert (shown.on_requests, len(shown.tallies), kept.state) == (2, 3, RunState.RUNNING)
