"""A team's pair of keys: made, shared, changed, recovered."""

from secrets import choice, token_bytes
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from upstander.accounts.interface import SYSTEM, User, public_part
from upstander.audit.interface import record
from upstander.core.errors import NotAllowed
from upstander.core.seal import (
    Pair,
    Place,
    Unopened,
    make_pair,
    open_row,
    open_sealed,
    seal_row,
    seal_to,
    stretch,
)
from upstander.network.interface import memberships_of, people_in
from upstander.support.models import Case, KeyShare, KeyWrap, Team, TeamKey
from upstander.support.queries.keys import Hand, about_share, about_wrap, team_privates
from upstander.support.queries.team import REMOVED, current_key, locked_key, members_of
from upstander.support.rules import WORKING_ROLES, may_coordinate

ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"  # nothing that looks like something else
RECOVERY_LETTERS = 32
BATCH = 200


@transaction.atomic
def set_up_team(organisation: Any, *, by: User | None) -> str:
    """A team that can receive; the recovery key, told once and kept nowhere."""
    team = Team(organisation=organisation, set_up_on=timezone.localdate())
    if by is not None:
        may_coordinate(memberships_of(by), team)
    if Team.objects.filter(organisation=organisation).exists():
        raise NotAllowed(_("This team is set up already."))
    team.save()
    _key, recovery = _make_key(team, make_pair(), 1)
    record("team.set_up", by=_name(by), of=f"team:{team.pk}", facts={"number": 1})
    return recovery


@transaction.atomic
def admit(team: Team, user: User, *, by: Hand) -> None:
    """Seal the team's pair to a colleague: someone new, or who lost her password."""
    may_coordinate(memberships_of(by.user), team)
    if user.pk not in {m.user_id for m in people_in(team.organisation_id, WORKING_ROLES)}:
        raise NotAllowed(_("This person is not in your team."))
    key = current_key(team)
    private = team_privates(by).get(key.pk)
    if private is None:
        raise NotAllowed(
            _("Your key does not open this team. Ask a colleague, or use the recovery key.")
        )
    _share(key, private, user)
    record("team.admitted", by=_name(by.user), of=f"team:{team.pk}", facts={"user": user.pk})


@transaction.atomic
def rotate_key(team: Team, *, by: Hand) -> str:
    """A new pair for who is in the team today; everything is sealed to it; the old one goes.

    The recovery key changes too: the new one is told once.
    """
    may_coordinate(memberships_of(by.user), team)
    old = locked_key(team)  # a request that comes now waits, and is sealed to the new pair
    private = team_privates(by).get(old.pk)
    if private is None:
        raise NotAllowed(
            _("Your key does not open this team. Ask a colleague, or use the recovery key.")
        )
    recovery = _replace(team, old, private)
    facts = {"number": old.number + 1}
    record("team.key_rotated", by=_name(by.user), of=f"team:{team.pk}", facts=facts)
    return recovery


@transaction.atomic
def recover_team(team: Team, recovery_key: str, *, by: User) -> str:
    """When nobody's key opens the team: the printed key does, and a new one replaces it."""
    may_coordinate(memberships_of(by), team)
    old = locked_key(team)
    private = _open_recovery(old, recovery_key)
    recovery = _replace(team, old, private)
    record("team.recovered", by=_name(by), of=f"team:{team.pk}", facts={"number": old.number + 1})
    return recovery


@transaction.atomic
def keep_recovery(team: Team, *, by: User) -> None:
    """The coordinator has printed or copied the recovery key of the pair that is in use."""
    may_coordinate(memberships_of(by), team)
    key = locked_key(team)
    if TeamKey.objects.filter(pk=key.pk, is_recovery_kept=False).update(is_recovery_kept=True):
        facts = {"number": key.number}
        record("team.recovery_kept", by=_name(by), of=f"team:{team.pk}", facts=facts)


@transaction.atomic
def remove_member(team: Team, user: User, *, by: User) -> bool:
    """Who no longer works in a team loses her shares; what she had goes back to the team.

    True where she had held a share: the pair should change then.
    """
    if user.pk in {m.user_id for m in people_in(team.organisation_id, WORKING_ROLES)}:
        return False
    has_held, _rows = KeyShare.objects.filter(team_key__team=team, user=user).delete()
    Case.objects.filter(team=team, assignee=user).update(assignee=None)
    if has_held:
        facts = {"user": user.pk, "shares": has_held}
        record(REMOVED, by=_name(by), of=f"team:{team.pk}", facts=facts)
    return bool(has_held)


def _replace(team: Team, old: TeamKey, private: bytes) -> str:
    TeamKey.objects.filter(pk=old.pk).update(is_current=False)
    pair = make_pair()
    new, recovery = _make_key(team, pair, old.number + 1)
    _seal_anew(old, private, new, pair.public)
    old.delete()
    return recovery


def _seal_anew(old: TeamKey, private: bytes, new: TeamKey, public: bytes) -> None:
    rows = list(KeyWrap.objects.filter(team_key=old).values_list("pk", flat=True))
    for start in range(0, len(rows), BATCH):
        wraps = list(KeyWrap.objects.filter(pk__in=rows[start : start + BATCH]))
        for wrap in wraps:
            about = about_wrap(wrap.case_id, wrap.kind)
            data_key = open_sealed(private, bytes(wrap.sealed), about)
            wrap.sealed = seal_to(public, data_key, about, new.number)
            wrap.team_key = new
        KeyWrap.objects.bulk_update(wraps, ["sealed", "team_key"])


def _make_key(team: Team, pair: Pair, number: int) -> tuple[TeamKey, str]:
    recovery = "".join(choice(ALPHABET) for _ in range(RECOVERY_LETTERS))
    salt = token_bytes(16)
    sealed = seal_row(stretch(recovery, salt), pair.private, _recovery_place(team, number), number)
    key = TeamKey.objects.create(
        team=team,
        number=number,
        public=pair.public,
        recovery_salt=salt,
        recovery=sealed,
        made_on=timezone.localdate(),
    )
    for member in members_of(team):
        if member.has_keyring:
            _share(key, pair.private, member.user)
    return key, "-".join(recovery[start : start + 4] for start in range(0, len(recovery), 4))


def _share(key: TeamKey, private: bytes, user: User) -> None:
    own = public_part(user)
    if own is None:
        raise NotAllowed(_("This person has no key yet. She gets one when she signs in."))
    number, public = own
    sealed = seal_to(public, private, about_share(key, user.pk), key.number)
    KeyShare.objects.update_or_create(
        team_key=key, user=user, defaults={"sealed": sealed, "keyring_number": number}
    )


def _open_recovery(key: TeamKey, typed: str) -> bytes:
    letters = "".join(c for c in typed.upper() if c in ALPHABET)
    stretched = stretch(letters, bytes(key.recovery_salt))
    try:
        return open_row(stretched, bytes(key.recovery), _recovery_place(key.team, key.number))
    except Unopened as error:
        raise NotAllowed(
            _("This is not the recovery key that was printed last. Check each letter.")
        ) from error


def _recovery_place(team: Team, number: int) -> Place:
    return Place("support_teamkey", "recovery", f"{team.pk}:{number}")


def _name(user: User | None) -> str:
    return f"user:{user.pk}" if user else SYSTEM
