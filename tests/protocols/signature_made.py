"""Versions of protocols in the states of signing, reached by their real verbs."""

from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from tests.accounts.people import member, spoke
from upstander.accounts.interface import User
from upstander.network.models import Community, Organisation
from upstander.network.states import Role
from upstander.partnership.models import Partner
from upstander.protocols.actions import signature as actions
from upstander.protocols.actions.signature import Answer, Term
from upstander.protocols.models import Duty, DutyContact, Level, Protocol, Signature, Step, Version
from upstander.protocols.states import Section, VersionState

YES = Answer(True, "Ida Signer", "Chief of the council")
NO = Answer(False, "Otto Not", "", "We have our own.")


def today() -> date:
    return timezone.localdate()


def coordinator(organisation: Organisation | None = None, email: str = "") -> User:
    """One of the spoke; the same one when asked again."""
    organisation = organisation or spoke()
    email = email or f"coordinator-{organisation.key}@example.org"
    found = User.objects.filter(email=email).first()
    return found or member(Role.SPOKE_COORDINATOR, organisation, email)


def partner(name: str, organisation: Organisation | None = None, **values: Any) -> Partner:
    """Of the partnership since a while."""
    values = {"kind": "nation", "starts_on": date(2024, 1, 1), **values}
    found, _new = Partner.objects.get_or_create(
        organisation=organisation or spoke(), name=name, defaults=values
    )
    return found


def a_version(organisation: Organisation | None = None, number: int = 1, **values: Any) -> Version:
    """In consultation with nothing missing: two partners with a duty, one named in public."""
    organisation = organisation or spoke()
    protocol, is_new = Protocol.objects.get_or_create(
        organisation=organisation, title="How we answer"
    )
    if is_new:
        protocol.communities.set(Community.objects.filter(key="burnaby"))
    defaults = {
        "state": VersionState.CONSULTATION,
        "summary": "The person decides.",
        "source_language": "en",
        "review_on": today() + timedelta(days=300),
        "made_by": coordinator(organisation),
    }
    version = Version.objects.create(protocol=protocol, number=number, **{**defaults, **values})
    level = Level.objects.create(of=version, position=1, title="Grave", trigger="Someone is hurt.")
    council = partner("Council", organisation, is_named_in_public=True)
    shelter = partner("Shelter", organisation)
    duties = [
        Duty.objects.create(of=version, position=1, title="First call", partner=council),
        Duty.objects.create(of=version, position=2, title="A bed", partner=shelter),
    ]
    DutyContact.objects.create(duty=duties[0], name="Secret Person", phone="604 555 0199")
    for section in Section:
        step = Step.objects.create(
            of=version,
            section=section,
            position=1,
            text=f"Do {section}",
            duty=duties[0],
            within=120,
        )
        step.levels.set([level])
    Step.objects.create(of=version, section="care", position=2, text="Give a bed", duty=duties[1])
    return version


def a_signing_version(organisation: Organisation | None = None, **values: Any) -> Version:
    """Both partners were asked."""
    version = a_version(organisation, **values)
    by = coordinator(version.protocol.organisation)
    return actions.begin_signing(version, version.version, by=by)


def signature(version: Version, name: str = "Council") -> Signature:
    """The one of a partner that counts."""
    rows = Signature.objects.exclude(state="void").select_related(
        "of__protocol__organisation", "partner"
    )
    return rows.get(of=version, partner__name=name)


def answer(version: Version, given: Answer = YES, name: str = "Council") -> None:
    """Recorded in person today."""
    by = coordinator(version.protocol.organisation)
    actions.record_answer(signature(version, name), given, today(), by=by)


def a_term(words: str = "") -> Term:
    return Term(today(), today() + timedelta(days=365), words)


def a_version_in_force(organisation: Organisation | None = None, **values: Any) -> Version:
    """Signed by both."""
    version = a_signing_version(organisation, **values)
    answer(version)
    answer(version, name="Shelter")
    by = coordinator(version.protocol.organisation)
    return actions.put_in_force(version, a_term(), by=by)
