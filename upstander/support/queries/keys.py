"""Opening seals: what a member of staff holds, and what a return code holds."""

import json
from collections.abc import Mapping
from typing import Any, NamedTuple

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from upstander.accounts.interface import User
from upstander.core.errors import NotAllowed
from upstander.core.seal import Place, Unopened, open_row, open_sealed
from upstander.network.interface import memberships_of
from upstander.support.models import Case, KeyShare, KeyWrap, TeamKey
from upstander.support.rules import WORKING_ROLES


class Hand(NamedTuple):
    """A member of staff whose own pair is open."""

    user: User
    private: bytes


Keys = dict[str, bytes]  # data keys of a request by kind


def about_share(team_key: TeamKey, user_id: int) -> str:
    """What a share is sealed about."""
    return f"team:{team_key.team_id}:{team_key.number}:share:{user_id}"


def about_wrap(case_id: Any, kind: str) -> str:
    """What a data key is sealed about."""
    return f"case:{case_id}:{kind}"


def place_of_wrap(case_id: Any, kind: str) -> Place:
    """Where the person's own wrap of a data key stands."""
    return Place("support_keywrap", "sealed", about_wrap(case_id, kind))


def place_of(row: Any, column: str = "sealed") -> Place:
    """Where a sealed value of a row stands; a part of a request stands under its name."""
    key = f"{row.case_id}:{row.name}" if row._meta.model_name == "part" else str(row.pk)
    if row._meta.model_name == "attachmentpart":
        key = f"{row.attachment_id}:{row.position}"
    return Place(row._meta.db_table, column, key)


def shares_of(user: User) -> list[KeyShare]:
    """Her shares in the teams that she works in today, sealed to the pair that she has now."""
    organisations = {m.organisation_id for m in memberships_of(user) if m.role in WORKING_ROLES}
    rows = KeyShare.objects.filter(user=user, team_key__team__organisation__in=organisations)
    return list(rows.select_related("team_key", "user__keyring"))


def team_privates(hand: Hand) -> dict[int, bytes]:
    """The private parts that she can open, by the team's pair; a stale share opens nothing."""
    found = {}
    for share in shares_of(hand.user):
        try:
            about = about_share(share.team_key, hand.user.pk)
            found[share.team_key_id] = open_sealed(hand.private, bytes(share.sealed), about)
        except Unopened:
            continue
    return found


def case_keys(case: Case, hand: Hand, *kinds: str) -> Keys:
    """The data keys of a request that she can open; NotAllowed where the first one is closed."""
    privates = team_privates(hand)
    keys = {
        wrap.kind: open_sealed(
            privates[wrap.team_key_id or 0], bytes(wrap.sealed), about_wrap(case.pk, wrap.kind)
        )
        for wrap in wraps_of(case, privates, *kinds)
    }
    if kinds[0] not in keys:
        if kinds[0] == "identity" and wraps_of(case, privates, "story"):
            raise NotAllowed(_("The person did not pass on name and contact to your team."))
        raise NotAllowed(
            _("Your key does not open this request. Ask a coordinator to give you access.")
        )
    return keys


def wraps_of(case: Case, privates: Mapping[int, bytes], *kinds: str) -> QuerySet[KeyWrap]:
    """The data keys of a request that lie under one of these pairs."""
    return KeyWrap.objects.filter(case=case, kind__in=kinds, team_key__in=list(privates))


def person_keys(case: Case, unwrap: bytes) -> Keys:
    """The data keys that a return code opens."""
    wraps = KeyWrap.objects.filter(case=case, team_key=None)
    return {
        wrap.kind: open_row(unwrap, bytes(wrap.sealed), place_of_wrap(case.pk, wrap.kind))
        for wrap in wraps
    }


def words(row: Any, key: bytes, column: str = "sealed") -> str:
    """The sealed text of a row."""
    return open_row(key, bytes(getattr(row, column)), place_of(row, column)).decode()


def content(case: Case, name: str, keys: Keys) -> dict[str, Any]:
    """The sealed object of a request; empty where there is none."""
    part = case.parts.filter(name=name).first()
    key = keys["identity" if name == "identity" else "story"]
    return json.loads(words(part, key)) if part else {}
