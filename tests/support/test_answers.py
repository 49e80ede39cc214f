"""What waits for a worker, and the first answer that she starts from."""

import uuid
from datetime import date

import pytest

from tests.accounts.people import member, sign_in
from tests.support.desks import CANARY, organisation, request
from tests.support.test_case_views import again, number, path_of, place
from upstander.network.interface import Role
from upstander.support.actions.case import acknowledge_case, take_case
from upstander.support.actions.exchange import add_task
from upstander.support.answers import text_of
from upstander.support.models import Case
from upstander.support.states import CaseState

pytestmark = pytest.mark.django_db
__all__ = ["place"]


def test_a_first_answer_in_another_language_can_be_read_and_the_story_stands_beside(client, place):
    case, _code = request(place[0], language="zh-hans")
    take_case(case, by=place[2].user)
    sign_in(client, place[2].user)
    page = client.get(path_of(case, "acknowledge/")).content.decode()
    assert "Your safety comes first." in page
    assert CANARY in page
    assert 'lang="zh-hans"' in page.partition("<textarea")[2].partition(">")[0]
    assert text_of("support", "zh-hans").partition("\n")[0] in page


def test_who_has_no_access_yet_takes_nothing(client, place):
    case, _code = request(place[0])
    new = member(Role.SPOKE_WORKER, organisation(), "new@example.org")
    sign_in(client, new)
    page = client.post(path_of(case, "take/"), follow=True).content.decode()
    assert "Ask a coordinator to give you access" in page
    assert again(case).assignee is None


def test_what_waits_stands_first_and_due_tasks_above(client, place):
    first, second = (request(place[0])[0] for _ in range(2))
    for case in (first, second):
        take_case(case, by=place[2].user)
        acknowledge_case(again(case), "We are here.", uuid.uuid4(), by=place[2])
    Case.objects.filter(pk=second.pk).update(waits_for_team=True)
    Case.objects.filter(pk=first.pk).update(answer_by=date(2020, 1, 1))
    add_task(again(first), "call", uuid.uuid4(), due_on=date(2020, 1, 2), by=place[2])
    sign_in(client, place[2].user)
    answer = client.get("/desk/requests/?show=mine")
    assert [row.pk for row, _may in answer.context["rows"]] == [second.pk, first.pk]
    assert [task.case_id for task in answer.context["due"]] == [first.pk]
    assert "1 task is due" in client.get("/desk/").content.decode()


def test_the_first_answer_starts_in_the_language_of_the_person(client, place):
    case, _code = request(place[0], wish="record", language="en")
    take_case(case, by=place[2].user)
    sign_in(client, place[2].user)
    page = client.get(path_of(case, "acknowledge/")).content.decode()
    assert "You do not have to do anything more." in page
    fields = {"number": number(), "answer": "urgent"}
    usual = "\r\n\r\n".join(text_of("record", "en").split("\n\n"))
    for typed, kept in (("", ""), (usual, ""), ("My own words.", "My own words.\n\n")):
        form = client.post(path_of(case, "acknowledge/"), fields | {"text": typed}).context["form"]
        assert form["text"].value() == kept + text_of("urgent", "en")
    fields = {"number": number(), "text": "We read it."}
    for _time in range(2):
        answer = client.post(path_of(case, "acknowledge/"), fields, follow=True)
        assert "Sent. The person finds it with their code." in answer.content.decode()
    assert (again(case).state, case.messages.count()) == (CaseState.ACKNOWLEDGED, 1)
