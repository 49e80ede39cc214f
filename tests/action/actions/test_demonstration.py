"""The local action that a demonstration starts with."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.utils import timezone

from upstander.accounts.interface import account_of
from upstander.action.actions.demonstration import make_demonstration_action
from upstander.action.models import (
    AnnualSummary,
    Priority,
    Project,
    RoundOfScoring,
    Survey,
    SurveyAnswer,
)
from upstander.action.queries.survey import surveys_visible_to
from upstander.audit.models import Entry
from upstander.config.demonstration import make_demonstration
from upstander.network.interface import make_demonstration_people, memberships_of
from upstander.partnership.models import Partner, Seat
from upstander.protocols.models import Duty, DutyContact, Protocol, Run, Signature, Version

pytestmark = pytest.mark.django_db
ACTIVE = (Partner, Seat, Survey, SurveyAnswer, Priority, RoundOfScoring, Protocol, Run, Project)


def _counts():
    return [model.objects.count() for model in (*ACTIVE, AnnualSummary, Entry)]


def _check_partnership(by, organisation):
    assert list(Seat.objects.values_list("email", "phone", "user")) == [("", "", None)] * 3
    rows = [*Partner.objects.all(), *Seat.objects.all()]
    assert len(rows) == 7
    assert all(row.name.endswith("(example)") for row in rows)
    assert {row.organisation for row in rows} == {organisation}
    survey = surveys_visible_to(by).get()
    assert (survey.state, survey.answers.count()) == ("open", 5)
    assert [len(row.answers) for row in survey.answers.order_by("token")].count(0) == 0
    states = sorted(Priority.objects.values_list("state", flat=True))
    assert states == ["agreed", "agreed", "proposed"]
    assert all(row.evidence.count() for row in Priority.objects.all())
    found = RoundOfScoring.objects.get()
    assert (found.state, found.scores.count()) == ("closed", 9)


def _check_protocol(today):
    version, run = Version.objects.get(), Run.objects.get()
    assert (version.state, version.in_force_on) == ("in_force", today)
    assert Duty.objects.exclude(partner=None).count() == 6
    assert not DutyContact.objects.exclude(name="", phone="", email="").exists()
    assert list(Signature.objects.values_list("state", flat=True)) == ["signed"] * 4
    assert (run.kind, run.state, bool(run.to_change)) == ("exercise", "closed", True)
    assert set(run.steps.values_list("state", flat=True)) == {"done", "skipped"}


def _check_project(today):
    project, summary = Project.objects.get(), AnnualSummary.objects.get()
    assert (project.state, project.priority.state) == ("running", "agreed")
    done = [row.done_on is not None for row in project.milestones.all()]
    assert done == [True, True, False]
    assert [row.attendance for row in project.activities.filter(held_on__lt=today)] == [34, 12]
    assert [outcome.measures.count() for outcome in project.outcomes.all()] == [1]
    assert (summary.state, summary.year) == ("agreed", today.year - 1)


def test_a_demonstration_has_local_action_at_one_spoke_however_often_it_is_made(tmp_path):
    make_demonstration(tmp_path, None)
    before = _counts()
    make_demonstration(tmp_path, None)
    emails = ["spoke-worker@demonstration.example", "spoke-coordinator@demonstration.example"]
    assert make_demonstration_action(emails) is False
    assert _counts() == before
    by = account_of(emails[1])
    _check_partnership(by, memberships_of(by)[0].organisation)
    _check_protocol(timezone.localdate())
    _check_project(timezone.localdate())


def test_an_older_demonstration_gets_it_by_a_command_and_once(tmp_path):
    people, said = make_demonstration_people(None), StringIO()
    file = tmp_path / "demonstration.toml"
    file.write_text("".join(f'[[account]]\nemail = "{row.email}"\n' for row in people), "utf-8")
    assert _counts()[:-1] == [0] * len([*ACTIVE, AnnualSummary])
    call_command("demonstrate_action", file, stdout=said)
    made = _counts()
    assert (said.getvalue(), 0 in made) == ("", False)
    call_command("demonstrate_action", file, stdout=said)
    assert (_counts(), "already" in said.getvalue()) == (made, True)
    page = (Path(__file__).parents[3] / "docs/operating.md").read_text("utf-8")
    assert 'demonstrate_action "${UPSTANDER_HOME:-var}/demonstration.toml"' in page


def test_without_a_coordinator_of_a_spoke_nothing_is_made():
    assert make_demonstration_action(["nobody@example.org"]) is False
    assert [model.objects.count() for model in ACTIVE] == [0] * len(ACTIVE)


def test_each_public_page_of_it_says_demonstration(tmp_path, client, settings):
    settings.IS_DEMONSTRATION = True
    make_demonstration(tmp_path, None)
    place, protocol = Project.objects.get().communities.get(), Protocol.objects.get()
    key, words = Survey.objects.get().key, "<strong>Demonstration</strong>: this is a copy"
    pages = {
        f"/en/local/{place.key}/": Project.objects.get().title,
        f"/en/protocols/{protocol.pk}/": protocol.title,
        f"/en/survey/{key}/": Survey.objects.get().title,
    }
    for address, invented in pages.items():
        page = client.get(address).content.decode()
        assert words in page
        assert invented in page
