"""R10: the N-th statement, commit, file or letter fails, for N = 1, 2, … until a clean run.

Each time nothing at all has changed, so that the next try is the retry; at the end there is one
record. Negative control: an act that forgets its transaction is caught.
"""

import resource
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import OperationalError, connection
from django.test import Client
from django_tasks_db.models import DBTaskResult

from benchmarks.telling import Answer, tell_of
from tests.support.desks import hub_team, request, team
from upstander.audit.interface import entries_of, faults
from upstander.audit.models import Entry, Head
from upstander.core.errors import NotAllowed
from upstander.support import models
from upstander.support.actions.case import acknowledge_case, close_case, take_case
from upstander.support.actions.ending import ask_deletion, destroy_case
from upstander.support.actions.exchange import write_as_person, write_message
from upstander.support.actions.referral import (
    Goal,
    accept_referral,
    agree_as_person,
    ask_to_refer,
    revoke_consent,
)
from upstander.support.actions.request import token_digest
from upstander.support.actions.team import rotate_key
from upstander.support.budgets import BUDGETS
from upstander.support.codes import keys_of
from upstander.support.journey import seal_visit
from upstander.support.models import Case, Consent, KeyWrap, Message, Referral
from upstander.support.queries.keys import case_keys, content, person_keys

OTHER_SPOKE = "archway-community-services"
TABLES = [getattr(models, name) for name in models.__all__] + [Entry, Head, DBTaskResult]
WORDS = "the otter slept under the blue bridge"
pytestmark = pytest.mark.django_db(transaction=True)


class Fault:
    """Counts statements and commits; the N-th fails."""

    def __init__(self, at: int) -> None:
        self.left, self.struck = at, False

    def step(self) -> None:
        self.left -= 1
        if self.left == 0:
            self.struck = True
            raise OperationalError("planted")

    def __call__(self, execute: Callable[..., Any], *args: Any) -> Any:
        self.step()
        return execute(*args)


@contextmanager
def failing(at: int) -> Iterator[Fault]:
    """Also the commit may be what fails: then the database has rolled back."""
    fault, commit = Fault(at), connection._commit

    def failing_commit() -> None:
        fault.step()
        commit()

    connection._commit = failing_commit  # type: ignore[method-assign]
    try:
        with connection.execute_wrapper(fault):
            yield fault
    finally:
        del connection._commit


def everything() -> dict[str, Any]:
    """Every row of every table of support, of the log and of the jobs."""
    found = {}
    for table in TABLES:
        rows = table.objects.order_by("pk").values_list()
        found[table.__name__] = [tuple(map(_plain, row)) for row in rows]
    return found


def _plain(value: Any) -> Any:
    return bytes(value) if isinstance(value, memoryview) else value


def check_sound() -> None:
    """The log is whole, and nobody holds a key without the person's word."""
    assert list(faults()) == []
    for wrap in KeyWrap.objects.exclude(team_key=None).select_related("team_key"):
        standing = Consent.objects.filter(case=wrap.case_id, revoked_on=None)
        assert standing.filter(team=wrap.team_key.team_id).exists()


def until_clean(act: Callable[[], Any], is_whole: Callable[[], bool] = bool) -> int:
    """Let the first operation fail, then the second …; how many there are until a clean run.

    `is_whole`: for what goes on reading after its commit, whether all of it stands then.
    """
    before, is_done = everything(), False
    for number in count(1):
        with failing(number) as fault:
            try:
                act()
            except OperationalError:
                assert fault.struck
        if not fault.struck:
            break
        if everything() != before:
            assert is_whole(), f"operation {number} failed, and something has changed"
            before, is_done = everything(), True
    assert is_done or everything() != before
    check_sound()
    return number - 1


def again(case: Case) -> Case:
    return Case.objects.get(pk=case.pk)


def test_a_request_is_stored_wholly_or_not_at_all_and_its_words_stay_on_the_page() -> None:
    hub_team()
    telling = tell_of(1, WORDS)
    answers: list[Any] = []

    def press() -> Any:
        BUDGETS.own.clear()
        file = SimpleUploadedFile("note.txt", b"what I saw")
        fields = {"so_far": seal_visit(telling.visit), "step": "review", "go": "send"}
        answers.append(Client().post("/en/tell/", {**fields, "files": file}))
        if answers[-1].status_code == 503:
            raise OperationalError("said on the page")

    def is_whole() -> bool:
        case = Case.objects.get(token_digest=token_digest(telling.visit.token))
        counts = (case.wraps.count(), case.parts.count(), case.attachments.count())
        return counts == (4, 2, 1) and DBTaskResult.objects.count() == 1

    steps = until_clean(press, is_whole)

    assert steps > 10
    assert {answer.status_code for answer in answers[:-1]} == {503}
    assert all(b'name="so_far"' in answer.content for answer in answers[:-1])
    press()
    assert [Answer(a.status_code, a.content.decode()).code for a in answers[-2:]] == [
        telling.visit.code
    ] * 2
    case = Case.objects.get(token_digest=token_digest(telling.visit.token))
    keys = person_keys(case, keys_of(telling.visit.code).unwrap)
    assert content(case, "story", keys)["words"] == WORDS
    assert case.attachments.count() == 1
    assert [e.verb for e in entries_of(f"case:{case.pk}")] == ["case.received"]


def test_words_go_to_and_fro_once_or_not_at_all() -> None:
    place, _coordinator, worker, _recovery = team()
    case, code = request(place, identity={"email": "someone@example.org"})
    keys = person_keys(case, keys_of(code).unwrap)
    until_clean(lambda: take_case(again(case), by=worker.user))
    numbers = [uuid.uuid4() for _ in range(3)]
    acts = (
        lambda: acknowledge_case(again(case), WORDS, numbers[0], by=worker),
        lambda: write_as_person(again(case), WORDS, numbers[1], keys),
        lambda: write_message(again(case), WORDS, numbers[2], by=worker),
    )
    for act in acts:
        assert until_clean(act) > 5
    for act in acts[1:]:
        before = everything()
        act()  # sent twice
        assert everything() == before
    assert Message.objects.count() == 3


def test_a_referral_gives_keys_only_with_the_whole_consent() -> None:
    first, _coordinator, worker, _recovery = team()
    second, other, _other_worker, _ = team(OTHER_SPOKE)
    case, code = request(first)
    keys = person_keys(case, keys_of(code).unwrap)
    take_case(case, by=worker.user)
    until_clean(lambda: ask_to_refer(again(case), Goal(second), WORDS, by=worker))
    with pytest.raises(NotAllowed):
        case_keys(case, other, "story")
    until_clean(lambda: agree_as_person(Referral.objects.get(), keys))
    assert case_keys(case, other, "story")
    until_clean(lambda: accept_referral(Referral.objects.get(), by=other.user))
    assert again(case).team == second
    until_clean(lambda: revoke_consent(Consent.objects.get(team=second)))
    with pytest.raises(NotAllowed):
        case_keys(case, other, "story")


def test_a_pair_is_changed_wholly_or_not_at_all() -> None:
    place, coordinator, worker, _recovery = team()
    cases = [request(place)[0] for _ in range(3)]
    until_clean(lambda: rotate_key(place, by=coordinator))
    assert place.keys.count() == 1
    for case in cases:
        assert case_keys(case, worker, "story", "identity").keys() == {"story", "identity"}


def test_a_request_is_closed_and_destroyed_wholly_or_not_at_all() -> None:
    place, _coordinator, worker, _recovery = team()
    case, _code = request(place)
    second, _ = request(place)
    take_case(case, by=worker.user)
    acknowledge_case(again(case), WORDS, uuid.uuid4(), by=worker)
    number = uuid.uuid4()
    until_clean(lambda: close_case(again(case), WORDS, number, by=worker))
    until_clean(lambda: destroy_case(again(case), by="system", why="time"))
    until_clean(lambda: ask_deletion(again(second)))
    assert Case.objects.count() == KeyWrap.objects.count() == Message.objects.count() == 0


def test_a_letter_that_cannot_go_takes_nothing_with_it(settings) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1  # nobody listens there
    place, _coordinator, worker, _recovery = team()
    case, _code = request(place, identity={"email": "someone@example.org"})
    take_case(case, by=worker.user)
    acknowledge_case(again(case), WORDS, uuid.uuid4(), by=worker)
    assert case.messages.count() == 1
    check_sound()


def test_a_file_that_cannot_be_cleaned_is_said_and_nothing_is_stored() -> None:
    hub_team()
    telling = tell_of(1, WORDS)
    fields = {"so_far": seal_visit(telling.visit), "step": "review", "go": "send"}

    def press() -> Any:
        file = SimpleUploadedFile("note.txt", b"what I saw")
        return Client().post("/en/tell/", {**fields, "files": file})

    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    before = everything()
    open_now = max(int(p.name) for p in Path("/proc/self/fd").iterdir())
    for more in range(1, 8):  # so many files may still be opened
        resource.setrlimit(resource.RLIMIT_NOFILE, (open_now + more, hard))
        try:
            answer = press()
        finally:
            resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
        if Answer(answer.status_code, answer.content.decode()).code:
            break
        assert answer.status_code in (200, 503)
        assert b'name="so_far"' in answer.content
        assert everything() == before
    assert Answer(200, press().content.decode()).code == telling.visit.code
    assert Case.objects.count() == 1


def test_the_net_catches_an_act_without_a_transaction() -> None:
    place, _coordinator, worker, _recovery = team()
    case, _code = request(place)

    def forgetful() -> None:
        Case.objects.filter(pk=case.pk).update(assignee=worker.user)
        Case.objects.filter(pk=case.pk).update(waits_for_team=False)

    with pytest.raises(AssertionError, match="something has changed"):
        until_clean(forgetful)
