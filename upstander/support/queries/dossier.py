"""A request opened: all that was told, said and done, in the order that it is read in."""

from collections.abc import Iterable
from typing import Any, NamedTuple
from uuid import UUID, uuid5

from upstander.network.interface import service_contacts, service_names
from upstander.support.models import Attachment, Case, Consent, Message, Note, Referral, Task
from upstander.support.queries.keys import Keys, content, words


class Opened(NamedTuple):
    """A row with its words."""

    row: Any
    text: str


class Passed(NamedTuple):
    """A referral: to whom, why, what came of it, and the telephone and hours of a service."""

    row: Referral
    goal: str
    why: str
    outcome: str
    contact: tuple[str, str]


class Dossier(NamedTuple):
    """All of a request that the story key opens."""

    story: dict[str, Any]
    assessment: dict[str, Any]
    messages: list[Opened]
    notes: list[Opened]
    tasks: list[Opened]
    referrals: list[Passed]
    consents: list[tuple[Consent, str]]
    files: list[Attachment]


def dossier(case: Case, keys: Keys) -> Dossier:
    """Open it; nothing of who the person is."""
    key, services = keys["story"], dict(service_names())
    return Dossier(
        story=content(case, "story", keys),
        assessment=content(case, "assessment", keys),
        messages=_opened(case.messages.select_related("by"), key),
        notes=_opened(case.notes.select_related("by"), key),
        tasks=_opened(case.tasks.select_related("by"), key),
        referrals=_referrals(case, key, services),
        consents=[
            (row, _goal(row.team, row.service, services))
            for row in case.consents.select_related("team__organisation", "recorded_by")
        ],
        files=list(case.attachments.select_related("by")),
    )


def sending_of(number: UUID, case: Case, *words: str) -> UUID:
    """Names one sending of the form `number`: the same words again are the same sending.

    The number is random and kept nowhere, so that this tells nothing of the words.
    """
    return uuid5(number, "\x1f".join((str(case.pk), *words)))


def was_sent(case: Case, number: UUID, text: str) -> bool:
    """Whether the form `number` has brought these very words into this request already."""
    pk = sending_of(number, case, text)
    return any(model.objects.filter(pk=pk).exists() for model in (Message, Note, Task))


def _opened(rows: Iterable[Any], key: bytes) -> list[Opened]:
    return [Opened(row, words(row, key)) for row in rows]


def _referrals(case: Case, key: bytes, services: dict[str, str]) -> list[Passed]:
    rows = case.referrals.select_related("to_team__organisation", "from_team__organisation", "by")
    contacts = service_contacts(row.service for row in rows)
    return [
        Passed(
            row,
            _goal(row.to_team, row.service, services),
            words(row, key),
            words(row, key, "sealed_outcome") if row.sealed_outcome else "",
            contacts.get(row.service, ("", "")),
        )
        for row in rows
    ]


def _goal(team: Any, service: str, services: dict[str, str]) -> str:
    return str(team) if team else services.get(service, service)
