"""The page of one request: who reads what, and what is done there."""

import uuid
from datetime import date

import pytest
from django.core import mail
from django.test import Client
from django_tasks_db.models import DBTaskResult

from tests.accounts.people import member, sign_in, spoke
from tests.support.desks import CANARY, IDENTITY, organisation, request, team
from upstander.audit.interface import entries_of
from upstander.audit.models import Entry
from upstander.core.cleaning.results import Clean
from upstander.network.interface import Role, start_membership
from upstander.support.actions.case import acknowledge_case, mark_abuse, take_case
from upstander.support.actions.exchange import attach_as_staff
from upstander.support.models import Case, Referral
from upstander.support.states import CaseState, ReferralState
from upstander.support.tasks import alert_assignee
from upstander.support.views.deeds import DEEDS

pytestmark = pytest.mark.django_db
OTHER_SPOKE = "archway-community-services"
LONG = "A long answer that took an hour to write. " * 20


def path_of(case: Case, name: str = "") -> str:
    """Its page, or the page of a deed."""
    return f"/desk/requests/{case.pk}/{name}"


def again(case: Case) -> Case:
    """As it is now."""
    return Case.objects.get(pk=case.pk)


def number() -> str:
    """Names a form."""
    return str(uuid.uuid4())


@pytest.fixture
def place():
    """A team with its coordinator and worker."""
    return team()


@pytest.fixture
def taken(client, place):
    """The worker, signed in, has a request and has answered once."""
    found, _coordinator, worker, _ = place
    case, _code = request(found, wish="both")
    take_case(case, by=worker.user)
    acknowledge_case(again(case), "We are here.", uuid.uuid4(), by=worker)
    sign_in(client, worker.user)
    return again(case)


def close_the_key(client: Client) -> None:
    """As if her browser had lost the cookie that opens her pair."""
    del client.cookies["keyring"]


def test_before_it_is_taken_a_worker_reads_no_word(client, place):
    case, _code = request(place[0])
    page = sign_in(client, place[2].user).get(path_of(case)).content.decode()
    assert "This request is not assigned to you. Take it first." in page
    assert CANARY not in page
    answer = client.post(path_of(case, "take/"), follow=True)
    assert "The request is yours now." in answer.content.decode()
    assert CANARY in answer.content.decode()
    assert again(case).assignee == place[2].user


def test_the_story_stands_in_the_words_of_the_reader(client, place):
    user = place[1].user
    user.language = "fr"
    user.save()
    case, _code = request(place[0])
    page = sign_in(client, user).get(path_of(case)).content.decode()
    assert CANARY in page
    assert "Fort St. John" in page
    assert "verbal-abuse" not in page


def test_other_roles_of_the_same_organisation_do_not_enter(client, place):
    case, _code = request(place[0])
    user = member(Role.EDITOR, organisation())
    for role in (Role.FUNDER_OFFICER, Role.REVIEWER, Role.AUDITOR, Role.ADMINISTRATOR):
        start_membership(user, organisation(), role, by=None)
    sign_in(client, user)
    assert client.get(path_of(case)).status_code == 403
    assert client.post(path_of(case, "identity/")).status_code == 403


def test_another_team_finds_nothing_at_any_address(client, place):
    case, _code = request(place[0])
    sign_in(client, member(Role.SPOKE_COORDINATOR, spoke()))
    assert client.get(path_of(case)).status_code == 404
    assert client.get(path_of(case, "files/1/")).status_code == 404
    names = ["identity", *DEEDS]
    found = {name: client.post(path_of(case, f"{name}/")).status_code for name in names}
    assert found == dict.fromkeys(names, 404)


def test_name_and_contact_open_once_and_are_logged(client, taken):
    assert IDENTITY["contact"] not in client.get(path_of(taken)).content.decode()
    shown = client.post(path_of(taken, "identity/")).content.decode()
    assert IDENTITY["name"] in shown
    assert IDENTITY["contact"] in shown
    assert IDENTITY["contact"] not in client.get(path_of(taken)).content.decode()
    assert entries_of(f"case:{taken.pk}")[-1].verb == "case.identity_opened"
    assert client.get(path_of(taken, "identity/")).status_code == 405


def test_with_a_closed_key_she_is_asked_for_her_password(client, taken):
    close_the_key(client)
    answer = client.get(path_of(taken))
    assert answer.headers["Location"].startswith("/account/reauthenticate/?next=%2Fdesk%2Frequests")
    assert "It opens what is sealed for you." in client.get("/desk/").content.decode()


def test_with_a_closed_key_her_words_stay_before_her(client, taken):
    close_the_key(client)
    fields = {"number": number(), "text": LONG}
    answer = client.post(path_of(taken, "write/"), fields)
    assert LONG.strip() in answer.content.decode()
    assert fields["number"] in answer.content.decode()
    assert taken.messages.count() == 1


def test_what_a_rule_refuses_keeps_the_words(client, place, taken):
    too_long = "word " * 5000
    answer = client.post(path_of(taken, "write/"), {"number": number(), "text": too_long})
    assert too_long.strip() in answer.content.decode()
    assert "This is very long." in answer.content.decode()
    client.post(path_of(taken, "close/"), {"number": number(), "text": "Done."})
    answer = client.post(path_of(taken, "write/"), {"number": number(), "text": LONG})
    assert answer.status_code == 409
    assert LONG.strip() in answer.content.decode()


def test_a_double_click_writes_once_and_says_that_it_was_sent(client, taken):
    goal = next(row for row in _goals(client, taken) if row.startswith("service:"))
    for name, more in (
        ("write", {}), ("note", {}), ("task", {"due_on": "2030-01-02"}),
        ("refer", {"goal": goal, "agreed": "ask"}),
    ):  # fmt: skip
        fields = {"number": number(), "text": f"{name} once", **more}
        for _time in range(2):
            answer = client.post(path_of(taken, f"{name}/"), fields, follow=True)
            assert str(DEEDS[name].done) in answer.content.decode()
    counted = (taken.messages, taken.notes, taken.tasks, taken.referrals)
    assert [rows.count() for rows in counted] == [2, 1, 1, 1]


def _goals(client: Client, case: Case) -> list[str]:
    field = client.get(path_of(case, "refer/")).context["form"].fields["goal"]
    return [key for _group, rows in field.choices[1:] for key, _name in rows]


def test_a_request_goes_its_way(client, taken):
    client.post(path_of(taken, "start/"))
    client.post(path_of(taken, "outcome/"), {"number": number(), "text": "They apologised."})
    assert again(taken).state == CaseState.IN_SUPPORT
    client.post(path_of(taken, "close/"), {"number": number(), "text": "It is settled."})
    assert again(taken).state == CaseState.CLOSED
    client.post(path_of(taken, "reopen/"))
    client.post(path_of(taken, "refuse/"), {"number": number(), "text": "Others can help more."})
    assert again(taken).state == CaseState.REFUSED
    page = client.get(path_of(taken)).content.decode()
    assert "They apologised." in page
    assert "Opened again" in page


def test_what_was_held_is_released_or_marked(client, place):
    case, _code = request(place[0], is_held=True)
    sign_in(client, place[1].user)
    client.post(path_of(case, "take/"))
    client.post(path_of(case, "release/"))
    assert again(case).state == CaseState.RECEIVED
    assert "It is deleted in 30 days." in client.get(path_of(case, "abuse/")).content.decode()
    client.post(path_of(case, "abuse/"))
    assert again(case).state == CaseState.ABUSE


@pytest.mark.parametrize("name", ["start", "release"])
def test_what_is_over_is_reopened_and_nothing_else(client, place, name):
    case, _code = request(place[0])
    mark_abuse(case, by=place[1].user)
    sign_in(client, place[1].user)
    assert client.post(path_of(case, f"{name}/"), follow=True).status_code == 200
    assert again(case).state == CaseState.ABUSE


def test_a_coordinator_gives_it_to_a_colleague_who_gets_a_mail_without_words(
    client, place, django_capture_on_commit_callbacks
):
    case, _code = request(place[0])
    sign_in(client, place[1].user)
    with django_capture_on_commit_callbacks(execute=True):
        client.post(path_of(case, "assign/"), {"colleague": place[2].user.pk})
    assert again(case).assignee == place[2].user
    jobs = DBTaskResult.objects.filter(task_path=alert_assignee.module_path)
    assert [job.args_kwargs["args"] for job in jobs] == [[str(case.pk)]]
    alert_assignee.call(str(case.pk))
    assert [m.to for m in mail.outbox] == [[place[2].user.email]]
    assert CANARY not in mail.outbox[0].body
    assert case.reference not in mail.outbox[0].body


def test_a_worker_assigns_nobody(client, taken, place):
    fields = {"colleague": place[1].user.pk}
    answer = client.post(path_of(taken, "assign/"), fields, follow=True)
    assert "Only a coordinator of this team can do this." in answer.content.decode()


def test_an_assessment_stands_beside_what_was_perceived(client, taken):
    fields = {"what": ["threat"], "count_status": "counted"}
    client.post(path_of(taken, "assess/"), fields)
    rows = client.get(path_of(taken)).context["assessed"]
    assert [[str(term) for term in row[2]] for row in rows] == [
        ["Threats or scaring someone"],
        [],
        [],
    ]
    assert [str(term) for term in rows[0][1]] == ["Slurs or insults"]
    assert client.get(path_of(taken, "assess/")).context["form"].initial["what"] == ["threat"]
    assert again(taken).count_status == "counted"


def test_a_task_is_done_once(client, taken):
    fields = {"number": number(), "text": "Call", "due_on": "2030-01-02"}
    client.post(path_of(taken, "task/"), fields)
    task = taken.tasks.get()
    assert task.due_on == date(2030, 1, 2)
    answer = client.post(path_of(taken, f"tasks/{task.pk}/done/"), follow=True)
    assert "The task is done." in answer.content.decode()
    wrong = client.post(path_of(taken, f"tasks/{uuid.uuid4()}/done/"))
    assert wrong.status_code == 404


def test_a_task_without_a_day_keeps_its_words(client, taken):
    page = client.post(path_of(taken, "task/"), {"number": number(), "text": LONG})
    assert LONG.strip() in page.content.decode()
    assert taken.tasks.count() == 0


def test_a_file_comes_as_a_download_and_never_opens_in_the_page(client, place, taken):
    clean = Clean("document", "text/plain", "txt", b"<script>alert(1)</script>")
    attach_as_staff(taken, [clean], uuid.uuid4(), by=place[2])
    answer = client.get(path_of(taken, "files/1/"))
    assert answer.content == clean.data
    wanted = {
        "Content-Disposition": f'attachment; filename="{taken.reference}-1.txt"',
        "Content-Security-Policy": "sandbox; default-src 'none'",
        "X-Content-Type-Options": "nosniff",
        "Content-Type": "text/plain",
    }
    assert {name: answer.headers[name] for name in wanted} == wanted
    assert "no-store" in answer.headers["Cache-Control"]
    assert client.get(path_of(taken, "files/2/")).status_code == 404


def test_a_file_of_a_request_that_she_may_not_read_is_not_there(client, place):
    case, _code = request(place[0], files=[Clean("document", "text/plain", "txt", b"words")])
    sign_in(client, place[2].user)
    assert client.get(path_of(case, "files/1/")).status_code == 404


def test_files_are_cleaned_and_added_once(client, taken):
    from django.core.files.uploadedfile import SimpleUploadedFile

    token = number()
    for _time in range(2):
        file = SimpleUploadedFile("who-i-am.txt", b"Plain words.")
        fields = {"number": token, "attached": file}
        answer = client.post(path_of(taken, "attach/"), fields, follow=True)
        assert "The files are added." in answer.content.decode()
    assert [file.extension for file in taken.attachments.all()] == ["txt"]
    empty = SimpleUploadedFile("who-i-am.txt", b"\x00\x01\x02")
    answer = client.post(path_of(taken, "attach/"), {"number": number(), "attached": empty})
    assert list(answer.context["form"].errors) == ["attached"]
    assert taken.attachments.count() == 1


def test_files_without_a_token_are_refused(taken, place):
    strict = sign_in(Client(), place[2].user)
    strict.handler.enforce_csrf_checks = True
    assert strict.post(path_of(taken, "attach/"), {"number": number()}).status_code == 403
    assert strict.post("/desk/requests/new/", {}).status_code == 403


def test_a_referral_waits_for_the_person_then_goes_and_is_accepted(client, place, taken):
    other_team, other, _other_worker, _ = team(OTHER_SPOKE)
    fields = {
        "number": number(),
        "goal": f"team:{other_team.pk}",
        "text": "Nearer.",
        "agreed": "ask",
    }
    client.post(path_of(taken, "refer/"), fields)
    referral = Referral.objects.get()
    assert referral.state == ReferralState.ASKED
    step = path_of(taken, f"referrals/{referral.pk}/")
    assert "Your name is noted with it." in client.get(f"{step}agree/").content.decode()
    client.post(f"{step}agree/")
    page = sign_in(Client(), other.user)
    shown = page.get(path_of(taken)).content.decode()
    assert CANARY in shown
    assert "Show name and contact" not in shown
    answer = page.post(f"{step}accept/", follow=True)
    assert "The request is yours now." in answer.content.decode()
    assert again(taken).assignee == other.user
    read = client.get(path_of(taken)).content.decode()
    assert CANARY in read
    assert "Write to the person" not in read


def test_the_other_team_declines_or_the_worker_withdraws(client, place, taken):
    other_team, other, _other_worker, _ = team(OTHER_SPOKE)
    page = sign_in(Client(), other.user)
    for name, who in (("decline", page), ("withdraw", client)):
        fields = {"number": number(), "goal": f"team:{other_team.pk}", "text": "Nearer."}
        client.post(path_of(taken, "refer/"), {**fields, "agreed": "said"})
        referral = Referral.objects.get(state=ReferralState.OFFERED)
        answer = who.post(path_of(taken, f"referrals/{referral.pk}/{name}/"), follow=True)
        assert answer.status_code == 200
    assert page.get(path_of(taken)).status_code == 404
    states = set(Referral.objects.values_list("state", flat=True))
    assert states == {ReferralState.DECLINED, ReferralState.WITHDRAWN}


def test_the_outcome_of_a_service_is_kept(client, taken):
    goal = next(row for row in _goals(client, taken) if row.startswith("service:"))
    fields = {"number": number(), "goal": goal, "text": "They help.", "agreed": "said"}
    client.post(path_of(taken, "refer/"), fields)
    step = path_of(taken, f"referrals/{Referral.objects.get().pk}/")
    client.post(f"{step}finish/", {"number": number(), "text": "A lawyer was found."})
    assert "A lawyer was found." in client.get(path_of(taken)).content.decode()
    answer = client.post(f"{step}finish/", {"number": number(), "text": LONG})
    assert LONG.strip() in answer.content.decode()
    answer = client.post(f"{step}agree/", follow=True)
    assert "This referral has already been dealt with." in answer.content.decode()


def test_a_team_that_refers_to_itself_is_told_and_keeps_her_words(client, taken):
    fields = {"number": number(), "goal": f"team:{taken.team_id}", "text": LONG, "agreed": "ask"}
    page = client.post(path_of(taken, "refer/"), fields)
    assert list(page.context["form"].errors) == ["goal"]
    assert LONG.strip() in page.content.decode()


def test_a_member_without_a_share_learns_whom_to_ask(client, place):
    late_comer = member(Role.SPOKE_COORDINATOR, organisation(), "late@example.org")
    case, _code = request(place[0])
    page = sign_in(client, late_comer).get(path_of(case)).content.decode()
    assert "Your key does not open this request." in page
    assert CANARY not in page


def test_no_word_of_hers_reaches_the_log(client, taken):
    client.post(path_of(taken, "note/"), {"number": number(), "text": CANARY})
    client.post(path_of(taken, "identity/"))
    bodies = "".join(Entry.objects.values_list("body", flat=True))
    assert not [word for word in (CANARY, IDENTITY["name"], IDENTITY["contact"]) if word in bodies]
