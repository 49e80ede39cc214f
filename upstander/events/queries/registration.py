"""Who registered, for people of the organisation; and one of them, for who has its code."""

from collections.abc import Iterable
from typing import NamedTuple

from upstander.events.codes import digest_of_code, opened
from upstander.events.models import Occurrence, Registration
from upstander.events.states import RegistrationState


class Guest(NamedTuple):
    """A registration as the people of the organisation read it; "" for what was not written."""

    row: Registration
    name: str
    mail: str
    access: str
    interpreting: str
    is_forgotten: bool


def guests_of(occurrence: Occurrence, state: str = RegistrationState.PLACED) -> list[Guest]:
    """In the order of coming; one query."""
    return [
        guest_of(row) for row in occurrence.registrations.filter(state=state).order_by("turn", "pk")
    ]


def guest_of(row: Registration) -> Guest:
    """What she wrote of herself, read."""
    said = opened(bytes(row.sealed) if row.sealed else None, str(row.pk))
    return Guest(
        row,
        said.get("name", ""),
        said.get("mail", ""),
        said.get("access", ""),
        said.get("interpreting", ""),
        row.sealed is None,
    )


def registration_with(code: str) -> Registration | None:
    """The one that a code belongs to."""
    rows = Registration.objects.select_related(
        "occurrence__event__organisation", "occurrence__event__community__region"
    )
    return rows.filter(code_digest=digest_of_code(code)).first()


def place_in_line(registration: Registration) -> int:
    """1 for whoever is next on the waiting list."""
    before = Registration.objects.filter(
        occurrence=registration.occurrence_id,
        state=RegistrationState.WAITING,
        turn__lte=registration.turn,
    )
    return before.count()


def waiting_at(occurrence: Occurrence) -> int:
    """How many wait."""
    return occurrence.registrations.filter(state=RegistrationState.WAITING).count()


def is_full(occurrence: Occurrence) -> bool:
    """Whether every place is taken."""
    places = occurrence.event.places
    taken = occurrence.registrations.filter(state=RegistrationState.PLACED).count()
    return places is not None and taken >= places


def people_at(rows: Iterable[Occurrence]) -> int:
    """How many have a place or wait for one."""
    found = Registration.objects.filter(occurrence__in=[row.pk for row in rows])
    return found.exclude(state=RegistrationState.GIVEN_UP).count()
