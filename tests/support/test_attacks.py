"""What someone who means harm, or an unlucky moment, must not bring about."""

import re
import time
import uuid
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from tests.accounts.people import sign_in
from tests.support.desks import CANARY, hub_team, request, team
from tests.support.test_returning import _do
from tests.support.test_tell import _code, _post, _send, _visit, ready
from upstander.core.errors import NotAllowed
from upstander.support.actions import ending
from upstander.support.actions.case import (
    Assessment,
    acknowledge_case,
    assess_case,
    close_case,
    mark_abuse,
    refuse_case,
    reopen_case,
    take_case,
)
from upstander.support.actions.ending import ask_deletion, destroy_due, hours_so_far
from upstander.support.actions.exchange import (
    write_message,
)
from upstander.support.actions.referral import (
    Goal,
    accept_referral,
    agree_as_person,
    ask_to_refer,
    decline_referral,
    revoke_consent,
    withdraw_referral,
)
from upstander.support.budgets import BUDGETS
from upstander.support.codes import keys_of
from upstander.support.journey import new_visit
from upstander.support.models import Case, Clock, Consent, KeyShare
from upstander.support.notes import FILES, send_note
from upstander.support.queries.keys import case_keys, person_keys
from upstander.support.tasks import alert_team

pytestmark = pytest.mark.django_db
ARCHWAY = "archway-community-services"


@pytest.fixture(autouse=True)
def _fresh():
    for budget in BUDGETS:
        budget.clear()


def _again(row):
    return type(row).objects.get(pk=row.pk)


@pytest.fixture
def taken():
    """A request that a worker has answered, with its return code."""
    place, coordinator, worker, _recovery = team()
    case, code = request(place)
    take_case(case, by=worker.user)
    acknowledge_case(_again(case), "We read it.", uuid.uuid4(), by=worker)
    return _again(case), code, worker, coordinator


def _refer(case, code, to, *, by, with_identity=False):
    referral = ask_to_refer(case, Goal(to, with_identity=with_identity), "They know more.", by=by)
    agree_as_person(referral, person_keys(case, keys_of(code).unwrap))
    return _again(referral)


# --- Who may know ------------------------------------------------------------------------------


def test_a_request_can_go_back_to_the_team_that_had_it_first(taken):
    case, code, worker, _coordinator = taken
    first = case.team
    other, _boss, helper, _recovery = team(ARCHWAY)
    accept_referral(_refer(case, code, other, by=worker), by=helper.user)
    back = _refer(_again(case), code, first, by=helper)
    accept_referral(back, by=worker.user)
    assert _again(case).team == first
    standing = Consent.objects.filter(case=case, team=first, revoked_on=None)
    assert [(c.referral, c.with_identity) for c in standing] == [(back, True)]


def test_what_went_back_and_was_declined_opens_to_the_first_team_no_more(taken):
    case, code, worker, _coordinator = taken
    first = case.team
    other, _boss, helper, _recovery = team(ARCHWAY)
    accept_referral(_refer(case, code, other, by=worker), by=helper.user)
    decline_referral(_refer(_again(case), code, first, by=helper), by=worker.user)
    assert not Consent.objects.filter(case=case, team=first, revoked_on=None).exists()
    with pytest.raises(NotAllowed):
        case_keys(_again(case), worker, "story")
    assert case_keys(_again(case), helper, "story")


def test_a_request_can_be_passed_to_the_same_team_again(taken):
    case, code, worker, _coordinator = taken
    first = case.team
    other, _boss, helper, _recovery = team(ARCHWAY)
    for to, by, new in ((other, worker, helper), (first, helper, worker), (other, worker, helper)):
        accept_referral(_refer(_again(case), code, to, by=by), by=new.user)
    assert (_again(case).team, _again(case).assignee) == (other, helper.user)
    assert case_keys(_again(case), helper, "story")


def test_it_goes_back_to_the_team_that_still_may_know_and_waits_for_it(taken):
    case, code, worker, _coordinator = taken
    first = case.team
    other, _boss, helper, _recovery = team(ARCHWAY)
    accept_referral(_refer(case, code, other, by=worker), by=helper.user)
    write_message(_again(case), "We read it.", uuid.uuid4(), by=helper)
    DBTaskResult.objects.all().delete()
    revoke_consent(Consent.objects.get(team=other))
    back = _again(case)
    assert (back.team, back.assignee, back.waits_for_team) == (first, None, True)
    assert [job.args_kwargs["args"] for job in DBTaskResult.objects.all()] == [[first.pk]]


def test_whose_last_word_is_taken_back_is_over_and_destroyed_in_its_time(client, taken):
    case, code, worker, coordinator = taken
    asked = ask_to_refer(case, Goal(team(ARCHWAY)[0]), "They know more.", by=worker)
    _do(client, code, "revoke", which=str(case.consents.get().pk))
    over = _again(case)
    assert (over.state, over.closed_on) == ("withdrawn", timezone.localdate())
    assert over.destroy_on == timezone.localdate() + timedelta(days=180)
    assert _again(asked).state == "withdrawn"
    with pytest.raises(NotAllowed, match="state that the request is in"):
        reopen_case(over, by=coordinator.user)
    Clock.objects.update_or_create(pk=1, defaults={"hours": hours_so_far() + 180 * 24})
    assert destroy_due(over.destroy_on) == 1


@pytest.mark.parametrize("end", [decline_referral, withdraw_referral])
def test_what_nobody_may_open_any_more_is_over(taken, end):
    case, code, worker, _coordinator = taken
    other, _boss, helper, _recovery = team(ARCHWAY)
    offered = _refer(case, code, other, by=worker)
    revoke_consent(Consent.objects.get(team=case.team))
    assert _again(case).team == other
    end(_again(offered), by=helper.user if end is decline_referral else worker.user)
    assert _again(case).state == "withdrawn"


def test_what_was_over_and_is_taken_back_keeps_its_days(taken):
    case, _code, worker, coordinator = taken
    close_case(case, "It is settled.", uuid.uuid4(), by=worker)
    Case.objects.update(destroy_on=timezone.localdate() + timedelta(days=7))
    revoke_consent(Consent.objects.get())
    over = _again(case)
    assert (over.state, over.destroy_on) == ("withdrawn", timezone.localdate() + timedelta(days=7))
    with pytest.raises(NotAllowed, match="state that the request is in"):
        reopen_case(over, by=coordinator.user)


def test_the_pages_say_that_nobody_can_open_it(client, taken):
    case, code, worker, _coordinator = taken
    page = _do(client, code, "revoke", which=str(case.consents.get().pk)).content.decode()
    assert "Nobody can open your request any more." in page
    assert 'name="text"' not in page
    sign_in(client, worker.user)
    page = client.get(f"/desk/requests/{case.pk}/").content.decode()
    assert "Nobody can open this request any more" in page
    assert "Taken back by the person" in page


def test_what_is_over_is_passed_on_to_nobody(taken):
    case, code, worker, _coordinator = taken
    asked = ask_to_refer(case, Goal(team(ARCHWAY)[0]), "They know more.", by=worker)
    close_case(_again(case), "It is settled.", uuid.uuid4(), by=worker)
    assert _again(asked).state == "withdrawn"
    with pytest.raises(NotAllowed, match="already"):
        agree_as_person(_again(asked), person_keys(case, keys_of(code).unwrap))


def test_what_was_offered_and_is_closed_opens_to_the_other_team_no_more(taken):
    case, code, worker, _coordinator = taken
    other, _boss, helper, _recovery = team(ARCHWAY)
    offered = _refer(case, code, other, by=worker)
    close_case(_again(case), "It is settled.", uuid.uuid4(), by=worker)
    assert _again(offered).state == "withdrawn"
    with pytest.raises(NotAllowed, match="already"):
        accept_referral(_again(offered), by=helper.user)
    with pytest.raises(NotAllowed, match="does not open"):
        case_keys(case, helper, "story")
    assert not Consent.objects.filter(team=other, revoked_on=None).exists()


@pytest.mark.parametrize("is_ended", [True, False])
def test_what_was_only_asked_takes_no_keys_from_a_team_that_may_know(taken, is_ended):
    case, code, worker, _coordinator = taken
    first = case.team
    other, _boss, helper, _recovery = team(ARCHWAY)
    accept_referral(_refer(case, code, other, by=worker), by=helper.user)
    asked = ask_to_refer(_again(case), Goal(first), "You know her best.", by=helper)
    if is_ended:
        close_case(_again(case), "It is settled.", uuid.uuid4(), by=helper)
    else:
        withdraw_referral(asked, by=helper.user)
    assert _again(asked).state == "withdrawn"
    assert case_keys(_again(case), worker, "story")


def test_a_team_that_alone_has_it_keeps_its_keys_when_it_ends_it_without_accepting(taken):
    case, code, worker, _coordinator = taken
    other, boss, _helper, _recovery = team(ARCHWAY)
    offered = _refer(case, code, other, by=worker)
    revoke_consent(Consent.objects.get(team=case.team))
    refuse_case(_again(case), "We cannot.", uuid.uuid4(), by=boss)
    assert (_again(case).state, _again(offered).state) == ("refused", "accepted")
    reopen_case(_again(case), by=boss.user)
    assert case_keys(_again(case), boss, "story")


def test_each_team_that_wrote_is_named_with_its_words(client, taken):
    case, code, worker, _coordinator = taken
    other, _boss, helper, _recovery = team(ARCHWAY)
    accept_referral(_refer(case, code, other, by=worker), by=helper.user)
    write_message(_again(case), "We have it now.", uuid.uuid4(), by=helper)
    page = _do(client, code, "").content.decode()
    before = page.partition("We have it now.")[0]
    assert before.rpartition("<bdi>")[2].startswith(str(other))
    assert f"<bdi>{case.team}</bdi> ·" in page


def _reader(html):
    found = re.search(rb'name="reader" value="(\d+)"', html)
    assert found
    return found[1].decode()


def test_nobody_reads_it_but_the_team_that_the_review_named(client):
    place = team()[0]
    hub, _hand, _recovery = hub_team()
    seen = _post(client, ready(), "contact", "next")
    assert seen.context["recipient"].team == place
    KeyShare.objects.filter(team_key__team=place).delete()  # it cannot receive any more
    answer = _send(client, _visit(seen.content), reader=_reader(seen.content))
    assert Case.objects.count() == 0
    assert answer.context["recipient"].team == hub
    assert b"cannot receive requests here yet" in answer.content
    _send(client, _visit(answer.content), reader=_reader(answer.content))
    assert Case.objects.get().team == hub


def test_a_form_that_someone_else_began_does_not_give_them_the_code(client):
    team()
    theirs = new_visit()._replace(started=int(time.time()) - 60)
    seen = _post(client, theirs, "what", words=CANARY, chosen="verbal-abuse")
    for step, data in (("where", {"place": "Fort St John"}), ("contact", {})):
        seen = _post(client, _visit(seen.content), step, **data)
    answer = _send(client, _visit(seen.content))
    code = _code(answer.content)
    assert len(code) == 24
    case = Case.objects.get()
    assert case.code_digest != keys_of(theirs.code).digest
    shown = _post(client, theirs, "code", "stay")
    assert code not in _code(shown.content)


# --- What must end -----------------------------------------------------------------------------


def _pass(days: int) -> None:
    Clock.objects.update_or_create(pk=1, defaults={"hours": hours_so_far() + days * 24})


@pytest.mark.parametrize("moment", ["open", "closed", "closed later", "reopened"])
def test_what_was_asked_to_be_deleted_is_deleted_in_its_year(taken, moment):
    case, _theirs, worker, _coordinator = taken
    assess_case(case, Assessment({}, "counted", ""), by=worker)
    if moment in ("closed", "reopened"):
        close_case(_again(case), "It is done.", uuid.uuid4(), by=worker)
    assert ask_deletion(_again(case)) is False
    promised = _again(case).destroy_on - timedelta(days=9)  # she asked nine days ago
    hour = hours_so_far() + 356 * 24
    Case.objects.filter(pk=case.pk).update(destroy_on=promised, destroy_at_hour=hour)
    if moment == "reopened":
        reopen_case(_again(case), by=worker.user)
    if moment == "closed later":
        close_case(_again(case), "It is done.", uuid.uuid4(), by=worker)
    assert _again(case).destroy_on == promised
    _pass(356)
    assert destroy_due(promised - timedelta(days=1)) == 0
    assert destroy_due(promised) == 1


@pytest.mark.django_db(transaction=True)
def test_no_job_tells_later_at_which_minute_she_came():
    request(team()[0])
    jobs = DBTaskResult.objects.filter(task_path=alert_team.module_path)
    assert jobs.count() == 1
    DBTaskResult.objects.update(status="SUCCESSFUL", finished_at=timezone.now())
    call_command("keep_time", hour=0.0, hours=1)
    assert DBTaskResult.objects.count() == 0


def test_what_is_reopened_at_the_last_moment_is_kept(monkeypatch):
    place, _coordinator, worker, _recovery = team()
    for _ in range(2):
        case, _theirs = request(place)
        take_case(case, by=worker.user)
        mark_abuse(_again(case), by=worker.user)
    _pass(30)
    destroy = ending.destroy_case

    def and_reopen_the_other(case, **how):
        reopen_case(Case.objects.exclude(pk=case.pk).get(), by=worker.user)
        destroy(case, **how)

    monkeypatch.setattr(ending, "destroy_case", and_reopen_the_other)
    assert ending.destroy_due(timezone.localdate() + timedelta(days=30)) == 1
    assert Case.objects.get().state == "received"


def test_where_mail_is_written_to_files_her_address_is_not(settings, tmp_path):
    settings.EMAIL_BACKEND, settings.EMAIL_FILE_PATH = FILES, tmp_path
    send_note("quill@canary.example", "en")
    assert list(tmp_path.iterdir()) == []
