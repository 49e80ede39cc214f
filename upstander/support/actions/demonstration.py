"""Requests to try the desk with. Everything in them is invented, and says so."""

import uuid
from collections.abc import Mapping
from datetime import timedelta
from typing import Any, NamedTuple

from django.db import transaction
from django.utils import timezone

from upstander.accounts.interface import User, account_of, private_part
from upstander.network.interface import memberships_of
from upstander.support.actions.case import (
    Assessment,
    acknowledge_case,
    assess_case,
    close_case,
    start_support,
    take_case,
)
from upstander.support.actions.exchange import add_task, write_as_person, write_note
from upstander.support.actions.referral import Goal, ask_to_refer
from upstander.support.actions.request import Told, submit_request
from upstander.support.actions.team import keep_recovery, set_up_team
from upstander.support.codes import groups_of, keys_of, make_code
from upstander.support.models import Case, Team
from upstander.support.queries.keys import Hand, person_keys
from upstander.support.rules import COORDINATING_ROLES, WORKING_ROLES
from upstander.support.states import CountStatus


class Invented(NamedTuple):
    """One request: how it was told, and how far the team has come with it."""

    language: str
    wish: str
    words: str
    keys: dict[str, Any]
    steps: tuple[str, ...] = ()


INVENTED = (
    Invented(
        "en",
        "both",
        "Demonstration: a neighbour shouts at us when we speak our language on the stairs.",
        {"teller": ["happened-to-me"], "what": ["verbal-abuse"], "setting": ["home-or-neighbour"]},
    ),
    Invented(
        "pa",
        "support",
        "ਨਮੂਨਾ (demonstration): ਕੰਮ 'ਤੇ ਮੇਰੀ ਪੱਗ ਬਾਰੇ ਮਜ਼ਾਕ ਕੀਤੇ ਜਾਂਦੇ ਹਨ।",
        {
            "teller": ["happened-to-me"],
            "what": ["harassment"],
            "setting": ["work"],
            "motive": ["sikh"],
        },
        ("take", "answer"),
    ),
    Invented(
        "fr",
        "record",
        "Démonstration : des mots racistes étaient écrits sur l’arrêt d’autobus.",
        {"teller": ["saw-it"], "what": ["property-damage"], "setting": ["public-transport"]},
        ("take", "answer", "close"),
    ),
    Invented(
        "ar",
        "support",
        "عرض تجريبي (demonstration): رفض صاحب البيت تأجيري الشقة بعد أن سمع اسمي.",
        {
            "teller": ["happened-to-me"],
            "what": ["refused-or-treated-worse"],
            "setting": ["home-or-neighbour"],
        },
        ("take", "answer", "support", "refer"),
    ),
    Invented(
        "zh-hans",
        "both",
        "演示（demonstration）：商店的保安一直跟着我。",
        {"teller": ["happened-to-me"], "what": ["followed-or-profiled"], "setting": ["business"]},
    ),
    Invented(
        "es",
        "support",
        "Demostración (demonstration): en la escuela dejan fuera a mi hija.",
        {"teller": ["friend-or-relative"], "what": ["exclusion"], "setting": ["education"]},
        ("take", "answer", "support"),
    ),
)


@transaction.atomic
def make_demonstration_requests(passwords: Mapping[str, str]) -> list[str]:
    """Teams for the people whose passwords are given (by e-mail), and requests to the first one.

    Gives the return codes in groups, in the order of INVENTED.
    """
    hands = [_hand(email, password) for email, password in passwords.items()]
    working = [hand for hand in hands if hand and _role(hand.user, WORKING_ROLES)]
    for hand in working:
        place = _role(hand.user, COORDINATING_ROLES)
        if place and not Team.objects.filter(organisation=place).exists():
            set_up_team(place, by=hand.user)
            keep_recovery(Team.objects.get(organisation=place), by=hand.user)
    workers = [hand for hand in working if _is_spoke_worker(hand.user)]
    codes = [make_code() for _ in INVENTED]
    for invented, code in zip(INVENTED, codes, strict=True):
        _act(invented, code, workers)
    return [" ".join(groups_of(code)) for code in codes]


def _act(invented: Invented, code: str, workers: list[Hand]) -> None:
    worker = workers[0]
    team = Team.objects.get(organisation=_role(worker.user, WORKING_ROLES))
    story = {"words": invented.words, "language": invented.language, **invented.keys}
    place = team.organisation.spokes.first()
    community = place.communities.first() if place else None
    if community:
        story |= {"place": community.key, "place_name": community.name}
    case = submit_request(
        Told(
            team=team,
            wish=invented.wish,
            language=invented.language,
            story={"wish": invented.wish, "when": "last-week", **story},
            identity={"name": "Demonstration person", "reach": "demonstration, no number"},
            code=code,
            token=str(uuid.uuid4()),
        )
    )
    for step in invented.steps:
        STEPS[step](Case.objects.get(pk=case.pk), worker, code, workers)


def _take(case: Case, worker: Hand, code: str, workers: list[Hand]) -> None:
    take_case(case, by=worker.user)


def _answer(case: Case, worker: Hand, code: str, workers: list[Hand]) -> None:
    text = "Demonstration: thank you for telling us. We read it, and we are here for you."
    acknowledge_case(case, text, uuid.uuid4(), by=worker)
    write_note(case, "Demonstration: prefers a call in the morning.", uuid.uuid4(), by=worker)


def _support(case: Case, worker: Hand, code: str, workers: list[Hand]) -> None:
    start_support(case, by=worker.user)
    keys = person_keys(case, keys_of(code).unwrap)
    write_as_person(case, "Demonstration: thank you, that helps.", uuid.uuid4(), keys)
    due = timezone.localdate() + timedelta(days=3)
    text = "Demonstration: call about an interpreter"
    add_task(case, text, uuid.uuid4(), due_on=due, by=worker)


def _refer(case: Case, worker: Hand, code: str, workers: list[Hand]) -> None:
    other = next((w for w in workers if w.user != worker.user), None)
    team = (
        Team.objects.filter(organisation=_role(other.user, WORKING_ROLES)).first()
        if other
        else None
    )
    if team:
        why = "Demonstration: they know landlords in your town well. May they know?"
        ask_to_refer(case, Goal(team, with_identity=True), why, by=worker)


def _close(case: Case, worker: Hand, code: str, workers: list[Hand]) -> None:
    thought = Assessment({"what": ["property-damage"]}, CountStatus.COUNTED, "")
    assess_case(case, thought, by=worker)
    case.refresh_from_db()
    text = "Demonstration: the bus company has cleaned the stop and will look at it each week."
    close_case(case, text, uuid.uuid4(), by=worker)


STEPS = {
    "take": _take,
    "answer": _answer,
    "support": _support,
    "refer": _refer,
    "close": _close,
}


def _hand(email: str, password: str) -> Hand | None:
    user = account_of(email)
    found = private_part(user, password) if user else None
    return Hand(user, found[1]) if user and found else None


def _role(user: User, roles: Any) -> Any:
    return next((m.organisation for m in memberships_of(user) if m.role in roles), None)


def _is_spoke_worker(user: User) -> bool:
    roles = {m.role for m in memberships_of(user)}
    return (
        bool(roles & WORKING_ROLES) and not roles & COORDINATING_ROLES and "spoke_worker" in roles
    )
