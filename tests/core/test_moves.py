"""A state changes only along the table, and only from the state that was seen."""

from datetime import timedelta
from threading import Barrier, Thread
from uuid import uuid4

import pytest
from django.db import connection
from django.utils import timezone

from upstander.core.errors import NotAllowed
from upstander.core.moves import move
from upstander.network.models import Invitation, Organisation
from upstander.network.states import INVITATION_MOVES, InvitationState

SENT, ACCEPTED, WITHDRAWN = InvitationState
DEALT_WITH = "This has already been dealt with. Reload the page to see it now."
A_MOMENT_AGO = "Someone changed this a moment ago. Reload the page to see it now."


def an_invitation(state: InvitationState = SENT) -> Invitation:
    organisation, _ = Organisation.objects.get_or_create(key="moon-house", name="Moon House")
    return Invitation.objects.create(
        organisation=organisation,
        email="someone@example.org",
        role="spoke_worker",
        state=state,
        secret_digest=uuid4().hex,
        sent_at=timezone.now(),
        expires_at=timezone.now() + timedelta(days=7),
    )


def again(invitation: Invitation) -> Invitation:
    return Invitation.objects.get(pk=invitation.pk)


@pytest.mark.django_db
@pytest.mark.parametrize("start", InvitationState)
@pytest.mark.parametrize("end", InvitationState)
def test_a_move_is_made_only_along_the_table(start: InvitationState, end: InvitationState) -> None:
    invitation = an_invitation(start)
    is_allowed = end in INVITATION_MOVES[start]

    try:
        move(invitation, to=end, moves=INVITATION_MOVES)
        said = ""
    except NotAllowed as refusal:
        said = str(refusal)

    assert said == ("" if is_allowed else DEALT_WITH)
    assert again(invitation).state == invitation.state == (end if is_allowed else start)


@pytest.mark.django_db
def test_what_changes_with_a_state_is_stored_and_seen() -> None:
    invitation, now = an_invitation(), timezone.now() + timedelta(days=1)

    move(invitation, to=ACCEPTED, moves=INVITATION_MOVES, expires_at=now)

    assert (invitation.state, invitation.expires_at) == (ACCEPTED, now)
    assert (again(invitation).state, again(invitation).expires_at) == (ACCEPTED, now)


@pytest.mark.django_db
def test_a_stale_object_changes_nothing() -> None:
    first = an_invitation()
    second, before = again(first), first.expires_at
    move(first, to=ACCEPTED, moves=INVITATION_MOVES)

    with pytest.raises(NotAllowed, match=A_MOMENT_AGO):
        move(second, to=WITHDRAWN, moves=INVITATION_MOVES, expires_at=timezone.now())

    assert (again(first).state, again(first).expires_at) == (ACCEPTED, before)
    assert (second.state, second.expires_at) == (SENT, before)


@pytest.mark.django_db
def test_what_is_no_longer_there_is_not_moved() -> None:
    invitation = an_invitation()
    Invitation.objects.all().delete()

    with pytest.raises(NotAllowed, match=A_MOMENT_AGO):
        move(invitation, to=ACCEPTED, moves=INVITATION_MOVES)


@pytest.mark.django_db
def test_another_field_may_be_the_state() -> None:
    invitation = an_invitation()

    move(invitation, to="auditor", moves={"spoke_worker": ("auditor",)}, field="role")

    assert again(invitation).role == "auditor"


def test_of_many_who_move_at_once_one_wins(site: str) -> None:
    invitation = an_invitation()
    seen = [again(invitation) for _ in range(6)]
    barrier, outcomes = Barrier(len(seen)), []

    def try_to_move(own: Invitation) -> None:
        barrier.wait()
        try:
            move(own, to=ACCEPTED, moves=INVITATION_MOVES)
            outcomes.append("won")
        except NotAllowed:
            outcomes.append("refused")
        finally:
            connection.close()

    threads = [Thread(target=try_to_move, args=[own]) for own in seen]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(outcomes) == ["refused"] * 5 + ["won"]
    assert again(invitation).state == ACCEPTED
