"""What is found of running protocols, at its edges."""

import pytest
from django.utils import timezone

from tests.accounts.people import hub, member, spoke
from tests.protocols.run_made import a_run, a_version, level
from upstander.core.errors import NotAllowed
from upstander.network.states import Role
from upstander.protocols.actions import run as actions
from upstander.protocols.models import Run, RunTally, Version
from upstander.protocols.queries.run import choices_of, lessons_of, locked_run, startable_by
from upstander.protocols.queries.run_lessons import lessons_shown_to, tallies_of
from upstander.protocols.queries.run_panel import runs_panel
from upstander.protocols.states import RunKind, VersionState

pytestmark = pytest.mark.django_db


@pytest.fixture
def ana():
    return member(Role.SPOKE_WORKER, spoke(), "ana@example.org")


def test_what_is_in_force_is_offered_first(ana):
    draft = a_version(ana, VersionState.DRAFT, title="A draft", levels=())
    held = a_version(ana, title="In force")
    a_version(ana, VersionState.WITHDRAWN, title="Given up")
    asked = startable_by({spoke().pk})
    choices, chosen = choices_of(asked)
    assert [row.version for row in asked] == [held, draft]
    assert [row.version for row in startable_by({spoke().pk}, held_only=True)] == [held]
    assert [[label for _key, label in rows] for _title, rows in choices] == [
        ["Words", "Violence"], ["All steps"],
    ]  # fmt: skip
    assert chosen[f"{draft.pk}-0"] == (draft, None)
    assert chosen[f"{held.pk}-{level(held).pk}"] == (held, level(held))


def test_lessons_are_of_closed_events_and_exercises_of_one_protocol(ana):
    version, other = a_version(ana), a_version(ana, title="Other")
    runs = [a_run(row, ana, kind=RunKind.EXERCISE) for row in (version, other, other)]
    for run in runs[:2]:
        actions.end_run(run, by=ana)
        actions.close_run(run, {"went_well": "x"}, 0, by=ana)
    assert list(lessons_of(version.protocol)) == runs[:1]
    shown = lessons_shown_to(ana, version.protocol_id)
    assert (shown.lessons, shown.is_mine, shown.tallies) == (runs[:1], True, [])
    assert lessons_shown_to(ana, 0) is None
    staff = member(Role.HUB_STAFF, hub(), "hub@example.org")
    assert lessons_shown_to(staff, version.protocol_id)[1:] == (runs[:1], False, 0, [])


def test_tallies_are_of_the_version_that_counted_last(ana):
    old = a_version(ana, VersionState.SUPERSEDED)
    new = Version.objects.create(
        protocol=old.protocol, number=2, state=VersionState.IN_FORCE, source_language="en",
        made_by=ana, in_force_on=timezone.localdate(),
    )  # fmt: skip
    one = {"done": 1, "late": 0, "skipped": 0, "open": 2}
    alone = {"done": 0, "late": 1, "skipped": 0, "open": 0}
    RunTally.objects.create(of=old, runs=3, steps={"safety-0": one, "documenting-2": alone})
    assert tallies_of(old.protocol) == [("See that everyone is safe", 1, 0, 0, 2)]
    old.steps.filter(section="safety").update(of=new)
    for at in (None, level(old)):
        RunTally.objects.create(of=new, level=at, runs=1, steps={"safety-0": one})
    assert tallies_of(old.protocol) == [("See that everyone is safe", 2, 0, 0, 4)]


def test_what_is_gone_is_said(ana):
    run = a_run(a_version(ana), ana)
    with pytest.raises(NotAllowed):
        actions.step_of(run, 0)
    Run.objects.all().delete()
    with pytest.raises(NotAllowed):
        locked_run(run)


def test_it_is_no_concern_of_the_funder(ana):
    officer = member(Role.FUNDER_OFFICER, hub(), "officer@example.org")
    panels = [runs_panel(user, timezone.now()) for user in (officer, ana)]
    assert [panel and panel.rows for panel in panels] == [None, []]
