"""People are asked to join; the link in the mail is good once, for a week."""

import secrets
from datetime import timedelta

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from upstander.accounts.interface import User, account_of, create_account
from upstander.audit.interface import record
from upstander.core.errors import NotAllowed
from upstander.core.moves import move
from upstander.network.actions.membership import reference, start_membership
from upstander.network.models import Invitation, Organisation
from upstander.network.queries.membership import digest_of_secret, invitation_of, memberships_of
from upstander.network.rules import may_accept, may_accept_as, may_invite, may_withdraw
from upstander.network.states import INVITATION_MOVES, InvitationState, Role

GOOD_FOR = timedelta(days=7)


@transaction.atomic
def invite_person(
    email: str, organisation: Organisation, role: str, *, by: User, language: str
) -> Invitation:
    """Send a link to an address, known to us or not: to the inviter both look the same."""
    may_invite(memberships_of(by), organisation, role)
    for older in _open(email, organisation, role):
        withdraw_invitation(older, by=by)
    invitation, link = _make(email, organisation, role, by)
    transaction.on_commit(lambda: _send(invitation, link, language))
    return invitation


@transaction.atomic
def invite_first_administrator(email: str, organisation_key: str) -> str:
    """The link by which whoever runs the machine lets an administrator in; no mail is sent."""
    organisation = Organisation.objects.filter(key=organisation_key).first()
    if organisation is None:
        raise NotAllowed(
            _("There is no organisation with the key %(key)s.") % {"key": organisation_key}
        )
    return _make(email, organisation, Role.ADMINISTRATOR, None)[1]


@transaction.atomic
def withdraw_invitation(invitation: Invitation, *, by: User) -> None:
    """The link stops working."""
    may_withdraw(memberships_of(by), invitation)
    move(invitation, to=InvitationState.WITHDRAWN, moves=INVITATION_MOVES)
    _record("invitation.withdrawn", invitation, by)


@transaction.atomic
def accept_invitation(secret: str, name: str, password: str, language: str) -> User:
    """Make an account for the address that was invited, with its role."""
    invitation = acceptable_invitation(secret)
    if account_of(invitation.email):
        raise NotAllowed(_("You already have an account. Sign in to accept this invitation."))
    move(invitation, to=InvitationState.ACCEPTED, moves=INVITATION_MOVES)
    user = create_account(invitation.email, name, password, language)
    _join(invitation, user)
    return user


@transaction.atomic
def accept_as(secret: str, *, by: User) -> None:
    """Add the role to the account that its owner is signed in with."""
    invitation = acceptable_invitation(secret)
    may_accept_as(invitation, by.email)
    move(invitation, to=InvitationState.ACCEPTED, moves=INVITATION_MOVES)
    _join(invitation, by)


def acceptable_invitation(secret: str) -> Invitation:
    """The open invitation behind a link, if its sender could still send it today."""
    invitation = invitation_of(secret)
    may_accept(invitation, timezone.now())
    assert invitation is not None  # noqa: S101 - may_accept has refused None
    if invitation.invited_by:
        mine = memberships_of(invitation.invited_by)
        may_invite(mine, invitation.organisation, invitation.role)
    return invitation


def _open(email: str, organisation: Organisation, role: str) -> list[Invitation]:
    rows = Invitation.objects.select_related("organisation").filter(state=InvitationState.SENT)
    return list(rows.filter(email=email.strip().lower(), organisation=organisation, role=role))


def _make(
    email: str, organisation: Organisation, role: str, by: User | None
) -> tuple[Invitation, str]:
    secret, now = secrets.token_urlsafe(32), timezone.now()
    invitation = Invitation.objects.create(
        email=email.strip().lower(),
        organisation=organisation,
        role=role,
        secret_digest=digest_of_secret(secret),
        invited_by=by,
        sent_at=now,
        expires_at=now + GOOD_FOR,
    )
    _record("invitation.sent", invitation, by)
    return invitation, settings.PUBLIC_URL + reverse("network:join", args=[secret])


def _join(invitation: Invitation, user: User) -> None:
    start_membership(user, invitation.organisation, invitation.role, by=invitation.invited_by)
    _record("invitation.accepted", invitation, user)


def _record(verb: str, invitation: Invitation, by: User | None) -> None:
    record(
        verb,
        by=reference(by),
        of=f"invitation:{invitation.pk}",
        facts={"organisation": invitation.organisation.key, "role": invitation.role},
        personal={"email": invitation.email},
    )


def _send(invitation: Invitation, link: str, language: str) -> None:
    with translation.override(language):
        send_mail(
            _("You are invited to %(organisation)s") % {"organisation": invitation.organisation},
            render_to_string("network/invitation.txt", {"invitation": invitation, "link": link}),
            settings.DEFAULT_FROM_EMAIL,
            [invitation.email],
        )
