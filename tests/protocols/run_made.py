"""A protocol with levels and steps, and what is started of it."""

from typing import Any

from django.utils import timezone

from tests.accounts.people import spoke
from upstander.accounts.interface import User
from upstander.network.models import Organisation
from upstander.partnership.models import Partner
from upstander.partnership.states import PartnerKind
from upstander.protocols.actions.run import Start, start_run
from upstander.protocols.models import Duty, Level, Protocol, Run, Step, Version
from upstander.protocols.states import HOLDING_STATES, RunKind, Section, VersionState

# section, text, minutes, levels by number from 0 (none for all), whether the police acts
STEPS: list[tuple[Section, str, int | None, tuple[int, ...], bool]] = [
    (Section.SAFETY, "See that everyone is safe", 30, (), False),
    (Section.CHARGE, "Call the partners together", 24 * 60, (1,), False),
    (Section.DOCUMENTING, "Tell the police liaison", 120, (), True),
    (Section.CARE, "Offer a place to talk", None, (), False),
]


def a_version(
    author: User,
    state: str = VersionState.IN_FORCE,
    organisation: Organisation | None = None,
    title: str = "When something happens",
    levels: tuple[str, ...] = ("Words", "Violence"),
) -> Version:
    """A version with the steps of STEPS, in any state."""
    organisation = organisation or spoke()
    protocol = Protocol.objects.create(organisation=organisation, title=title)
    version = Version.objects.create(
        protocol=protocol,
        number=1,
        state=state,
        source_language="en",
        made_by=author,
        in_force_on=timezone.localdate() if state in HOLDING_STATES else None,
    )
    rows = [Level.objects.create(of=version, position=n, title=t) for n, t in enumerate(levels)]
    police = Partner.objects.create(
        organisation=organisation, name=f"Police of {title}", kind=PartnerKind.POLICE,
        starts_on=timezone.localdate(),
    )  # fmt: skip
    duties = [
        Duty.objects.create(of=version, position=0, title="First contact"),
        Duty.objects.create(of=version, position=1, title="Liaison", partner=police),
    ]
    for position, (section, text, within, at, is_police) in enumerate(STEPS):
        step = Step.objects.create(
            of=version, section=section, position=position, text=text, within=within,
            duty=duties[is_police],
        )  # fmt: skip
        step.levels.set([rows[number] for number in at if rows])
    return version


def level(version: Version, number: int = 0) -> Level:
    """A level of a version."""
    return version.levels.all()[number]


def a_run(version: Version, by: User, **other: Any) -> Run:
    """An event, started at the first level."""
    kind = other.pop("kind", RunKind.EVENT)
    at = other.pop("level", None) or version.levels.first()
    return start_run(Start(version, at, kind, other.pop("title", "Paint on a wall")), by=by)
