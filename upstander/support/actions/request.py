"""A request arrives: sealed, acknowledged only when it is stored, once for each form."""

import json
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from hashlib import sha256
from typing import Any, NamedTuple

import holidays
from django.db import IntegrityError, transaction
from django.utils import timezone

from upstander.accounts.interface import User
from upstander.audit.interface import record
from upstander.core.cleaning.results import Clean
from upstander.core.seal import make_key, seal_row, seal_to
from upstander.network.interface import programme
from upstander.support.actions.files import store_files
from upstander.support.codes import CodeKeys, keys_of
from upstander.support.models import Case, Consent, KeyWrap, Part, Team, TeamKey
from upstander.support.queries.keys import Keys, about_wrap, place_of, place_of_wrap
from upstander.support.queries.team import locked_key
from upstander.support.rules import working_day_after
from upstander.support.states import CaseState, KeyKind, Origin
from upstander.support.tasks import alert_team

PUBLIC = "public"


class Told(NamedTuple):
    """All that a person sends: words for the team, and what the server must know to pass it on.

    `story` and `identity` are JSON objects; `token` names the form, of which one record is made
    at most; `code` is the return code (24 digits).
    """

    team: Team
    wish: str
    language: str
    story: Mapping[str, Any]
    identity: Mapping[str, Any]
    code: str
    token: str
    files: Sequence[Clean] = ()
    origin: str = Origin.FORM
    is_held: bool = False
    by: User | None = None


def submit_request(told: Told, keys: CodeKeys | None = None) -> Case:
    """Store a request and return it; a form that was sent before gives the request it made then.

    `keys` are those of the code, where they were made already.
    """
    unwrap = keys or keys_of(told.code)  # the slow part stays outside the transaction
    for is_last in (False, True):
        try:
            with transaction.atomic():
                return _store(told, unwrap.digest, unwrap.unwrap)
        except IntegrityError:
            # The form was sent twice at once; or the team's pair changed under our hands.
            found = Case.objects.filter(token_digest=token_digest(told.token)).first()
            if found or is_last:
                return found or _give_up()
    raise AssertionError


def _give_up() -> Case:
    raise IntegrityError("The request could not be stored; nothing of it was.")


def token_digest(token: str) -> str:
    """By which a form is known (SHA-256, hex)."""
    return sha256(token.encode()).hexdigest()


def _store(told: Told, code_digest: str, unwrap: bytes) -> Case:
    digest = token_digest(told.token)
    if found := Case.objects.filter(token_digest=digest).first():
        return found
    team_key, today = locked_key(told.team), timezone.localdate()
    case = Case.objects.create(
        team=told.team,
        state=CaseState.HELD if told.is_held else CaseState.RECEIVED,
        wish=told.wish,
        origin=told.origin,
        language=told.language,
        code_digest=code_digest,
        token_digest=digest,
        received_on=today,
        answer_by=answer_by(today),
        assignee=told.by,
    )
    keys: Keys = {kind.value: make_key() for kind in KeyKind}
    wraps = [*_wraps_for_person(case, keys, unwrap)]
    wraps += _wraps_for_team(case, keys, team_key)
    KeyWrap.objects.bulk_create(wraps)
    Consent.objects.create(
        case=case, team=told.team, with_identity=True, recorded_by=told.by, given_on=today
    )
    said = {"story": told.story, "identity": told.identity}
    Part.objects.bulk_create(_part(case, name, value, keys) for name, value in said.items())
    if told.files:
        store_files(case, told.files, keys, by=told.by)
    facts = {"origin": told.origin, "team": told.team.pk, "wish": told.wish}
    by = f"user:{told.by.pk}" if told.by else PUBLIC
    record("case.received", by=by, of=f"case:{case.pk}", facts=facts, to_the_day=not told.by)
    if not told.by and not (told.is_held and _has_other_held(case)):
        alert_team.enqueue(told.team.pk)  # a row of the same commit: stored, then never forgotten
    return case


def _has_other_held(case: Case) -> bool:
    """Of a flood only the first is told of: the rest is found beside it."""
    return case.team.cases.filter(state=CaseState.HELD).exclude(pk=case.pk).exists()


def answer_by(day: Any) -> Any:
    """The day by which the network has promised an answer."""
    found = programme()
    days, place = (found.answer_within, found.holidays) if found else (2, "")
    return working_day_after(day, days, _holidays(place))


@cache
def _holidays(place: str) -> Mapping[Any, Any]:
    """Of a country or a part of it, such as CA-BC; each year is reckoned when it is first asked."""
    country, _, part = place.partition("-")
    return holidays.country_holidays(country, subdiv=part or None) if country else {}


def store_part(case: Case, name: str, value: Mapping[str, Any], keys: Keys) -> None:
    """Write or replace a sealed object of a request."""
    sealed = _part(case, name, value, keys).sealed
    Part.objects.update_or_create(case=case, name=name, defaults={"sealed": sealed})


def _part(case: Case, name: str, value: Mapping[str, Any], keys: Keys) -> Part:
    part = Part(case=case, name=name)
    key = keys["identity" if name == "identity" else "story"]
    part.sealed = seal_row(key, json.dumps(value, ensure_ascii=False).encode(), place_of(part))
    return part


def _wraps_for_person(case: Case, keys: Keys, unwrap: bytes) -> Iterator[KeyWrap]:
    for kind, key in keys.items():
        sealed = seal_row(unwrap, key, place_of_wrap(case.pk, kind))
        yield KeyWrap(case=case, kind=kind, sealed=sealed)


def wrap_for_team(case: Case, keys: Keys, team_key: TeamKey) -> None:
    """Seal data keys to a team's pair: from now on the team can open what they open."""
    for wrap in _wraps_for_team(case, keys, team_key):
        KeyWrap.objects.update_or_create(
            case=case, kind=wrap.kind, team_key=team_key, defaults={"sealed": wrap.sealed}
        )


def _wraps_for_team(case: Case, keys: Keys, team_key: TeamKey) -> Iterator[KeyWrap]:
    public = bytes(team_key.public)
    for kind, key in keys.items():
        sealed = seal_to(public, key, about_wrap(case.pk, kind), team_key.number)
        yield KeyWrap(case=case, kind=kind, team_key=team_key, sealed=sealed)
