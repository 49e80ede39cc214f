"""Starting, working through, ending and looking back."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from tests.accounts.people import member, spoke
from tests.protocols.run_made import a_run, a_version, level
from upstander.audit.models import Entry
from upstander.core.errors import NotAllowed
from upstander.network.states import Role
from upstander.protocols.actions import run as actions
from upstander.protocols.actions.run import Settling, Start
from upstander.protocols.models import Run, RunStep, Step
from upstander.protocols.states import RunKind, RunState, RunStepState, VersionState

pytestmark = pytest.mark.django_db
WORDS = {"went_well": "Fast", "went_badly": "", "to_change": "Call earlier"}


@pytest.fixture
def ana():
    return member(Role.SPOKE_WORKER, spoke(), "ana@example.org")


@pytest.fixture
def bo():
    return member(Role.SPOKE_COORDINATOR, spoke(), "bo@example.org")


@pytest.fixture
def run(ana):
    return a_run(a_version(ana), ana)


def texts(run):
    return [step.text for step in sorted(run.steps.all(), key=lambda s: s.pk)]


def step_of(run, text="See that everyone is safe"):
    return run.steps.get(text=text)


def verbs(run):
    return list(Entry.objects.filter(of=f"run:{run.pk}").values_list("verb", flat=True))


def done(step, text="", seen=RunStepState.OPEN, to=RunStepState.DONE):
    return Settling(step.pk, seen, to, text)


def test_the_steps_of_the_level_are_copied_in_order_with_their_time(run):
    assert texts(run) == [
        "See that everyone is safe", "Tell the police liaison", "Offer a place to talk",
    ]  # fmt: skip
    due = [step.due_at and step.due_at - run.started_at for step in run.steps.order_by("pk")]
    assert due == [timedelta(minutes=30), timedelta(minutes=120), None]
    assert [s.is_police for s in run.steps.order_by("pk")] == [False, True, False]
    assert (run.level_title, verbs(run)) == ("Words", ["run.started"])


@pytest.mark.parametrize("state", VersionState)
@pytest.mark.parametrize("kind", [RunKind.EVENT, RunKind.EXERCISE])
def test_what_may_be_started(ana, state, kind):
    version = a_version(ana, state)
    holding = {VersionState.IN_FORCE, VersionState.UNDER_REVIEW}
    gone = {VersionState.SUPERSEDED, VersionState.WITHDRAWN}
    is_fine = state in holding or (kind == RunKind.EXERCISE and state not in gone)
    try:
        a_run(version, ana, kind=kind)
    except NotAllowed:
        assert (is_fine, Run.objects.count()) == (False, 0)
    else:
        assert is_fine


def test_a_double_click_starts_once(ana):
    version = a_version(ana)
    assert a_run(version, ana) == a_run(version, ana)


def test_a_start_needs_words_a_level_and_steps(ana):
    version = a_version(ana)
    other = a_version(ana, title="Another")
    for start in (
        Start(version, level(version), RunKind.EVENT, "  "),
        Start(version, None, RunKind.EVENT, "Paint"),
        Start(version, level(other), RunKind.EVENT, "Paint"),
    ):
        with pytest.raises(NotAllowed):
            actions.start_run(start, by=ana)
    version.steps.all().delete()
    with pytest.raises(NotAllowed, match="no step"):
        a_run(version, ana)
    assert Run.objects.count() == 0


def test_another_level_adds_its_steps_and_nothing_goes(run, ana):
    actions.settle_step(run, done(step_of(run)), by=ana)
    actions.change_level(run, level(run.of, 1), run.level_id, by=ana)
    run.refresh_from_db()
    assert (len(texts(run)), texts(run)[3]) == (4, "Call the partners together")
    assert (step_of(run).state, run.level_title) == (RunStepState.DONE, "Violence")
    with pytest.raises(NotAllowed, match="moment ago"):
        actions.change_level(run, level(run.of, 0), None, by=ana)
    actions.change_level(run, level(run.of, 0), run.level_id, by=ana)
    assert len(texts(run)) == 4


def test_a_draft_that_was_rewritten_loses_nothing_of_an_exercise(ana):
    version = a_version(ana, VersionState.DRAFT)
    run = a_run(version, ana, kind=RunKind.EXERCISE)
    first, second = level(version), level(version, 1)
    Step.objects.filter(of=version, text="See that everyone is safe").update(text="Rewritten")
    actions.change_level(run, second, first.pk, by=ana)
    assert {"See that everyone is safe", "Rewritten"} <= set(texts(run))
    version.steps.all().delete()
    second.delete()
    run.refresh_from_db()
    assert (run.level, run.level_title) == (None, "Violence")


def test_two_tick_at_once_and_both_words_are_kept(run, ana, bo):
    step = step_of(run)
    actions.settle_step(run, done(step, "not needed", to=RunStepState.SKIPPED), by=ana)
    actions.settle_step(run, done(step, "shop was shut", to=RunStepState.SKIPPED), by=bo)
    assert [e.text for e in run.entries.all()] == ["not needed", "shop was shut"]
    assert RunStep.objects.get(pk=step.pk).settled_by == ana
    with pytest.raises(NotAllowed, match="moment ago"):
        actions.settle_step(run, done(step), by=bo)


def test_left_out_says_why_and_undo_opens_again(run, ana):
    step = step_of(run)
    with pytest.raises(NotAllowed, match="Say why"):
        actions.settle_step(run, done(step, to=RunStepState.SKIPPED), by=ana)
    actions.settle_step(run, done(step, "It rains", to=RunStepState.SKIPPED), by=ana)
    undo = done(step, seen=RunStepState.SKIPPED, to=RunStepState.OPEN)
    actions.settle_step(run, undo, by=ana)
    step.refresh_from_db()
    assert (step.state, step.settled_at, step.settled_by) == (RunStepState.OPEN, None, None)


def test_a_step_is_given_to_someone_of_the_organisation(run, ana, bo):
    stranger = member(Role.SPOKE_WORKER, spoke(9), "x@example.org")
    step = step_of(run)
    with pytest.raises(NotAllowed):
        actions.give_step(run, actions.Given(step.pk, stranger, None), by=ana)
    actions.give_step(run, actions.Given(step.pk, bo, None), by=ana)
    with pytest.raises(NotAllowed, match="moment ago"):
        actions.give_step(run, actions.Given(step.pk, ana, None), by=ana)
    assert RunStep.objects.get(pk=step.pk).assignee == bo
    actions.give_step(run, actions.Given(step.pk, None, bo.pk, " Bo is ill "), by=ana)
    said = list(run.entries.values_list("text", "step"))
    assert (RunStep.objects.get(pk=step.pk).assignee, said) == (None, [("Bo is ill", step.pk)])


def test_end_take_up_look_back_and_close(run, ana, bo):
    with pytest.raises(NotAllowed):
        actions.close_run(run, WORDS, run.version, by=ana)
    actions.end_run(run, by=ana)
    with pytest.raises(NotAllowed, match="has ended"):
        actions.write_entry(run, "late words", by=ana)
    actions.take_up_run(run, by=ana)
    actions.end_run(run, by=ana)
    run.refresh_from_db()
    with pytest.raises(NotAllowed, match="at least one"):
        actions.close_run(run, {}, run.version, by=ana)
    actions.look_back(run, WORDS, run.version, by=ana)
    with pytest.raises(NotAllowed, match="put both together"):
        actions.look_back(run, {"went_well": "Mine"}, run.version, by=bo)
    actions.close_run(run, WORDS, run.version + 1, by=bo)
    run.refresh_from_db()
    assert (run.state, run.went_well, run.closed_on) == (
        RunState.CLOSED, "Fast", timezone.localdate(),
    )  # fmt: skip
    assert verbs(run)[-1] == "run.closed"


def test_a_stranger_does_nothing(run):
    stranger = member(Role.SPOKE_WORKER, spoke(9), "x@example.org")
    step = step_of(run)
    for deed in (
        lambda: actions.settle_step(run, done(step), by=stranger),
        lambda: actions.give_step(run, actions.Given(step.pk, None, None), by=stranger),
        lambda: actions.write_entry(run, "hello", by=stranger),
        lambda: actions.change_level(run, level(run.of, 1), run.level_id, by=stranger),
        lambda: actions.end_run(run, by=stranger),
        lambda: a_run(run.of, stranger, title="Other"),
    ):
        with pytest.raises(NotAllowed):
            deed()
    assert verbs(run) == ["run.started"]


def test_the_log_holds_no_words(run, ana):
    actions.write_entry(run, "planted heron", by=ana)
    actions.settle_step(run, done(step_of(run), "planted heron"), by=ana)
    assert "heron" not in "".join(Entry.objects.values_list("body", flat=True))


def test_a_run_on_a_request_can_hold_no_words(run):
    for words in ({"title": "Mina"}, {"went_well": "Mina"}, {"to_change": "Mina"}):
        values = {"kind": RunKind.CASE, "token": "t", "title": "", **words}
        with pytest.raises(IntegrityError), transaction.atomic():
            Run.objects.filter(pk=run.pk).update(**values)
