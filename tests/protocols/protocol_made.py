"""Protocols by their real verbs, for every noun of the room to stand on."""

from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from tests.accounts.people import member, spoke
from upstander.core.moves import move
from upstander.network.models import Community, Organisation, Region, Spoke
from upstander.network.states import Role, SpokeKind
from upstander.partnership.models import Partner
from upstander.protocols.actions.editing import Seen, change_basics, change_part
from upstander.protocols.actions.protocol import Wish, start_protocol
from upstander.protocols.actions.version import open_consultation
from upstander.protocols.models import Version
from upstander.protocols.states import VERSION_MOVES, Section, VersionState

CONTACT = {"name": "Noor", "phone": "555-0100", "email": "noor@example.org", "when": "Mornings"}
NO_CONTACT = dict.fromkeys(CONTACT, "")


def a_spoke(number: int = 0, *, is_governed: bool = False) -> Organisation:
    """An organisation that serves two communities of its own as a spoke."""
    organisation = spoke(number)
    if organisation.spokes.exists():
        return organisation
    organisation.is_indigenous_governed = is_governed
    organisation.save()
    region = Region.objects.get_or_create(key="here", defaults={"name": "Here"})[0]
    term = Spoke.objects.create(
        organisation=organisation,
        region=region,
        kind=SpokeKind.COMMUNITY,
        starts_on=date(2020, 1, 1),
    )
    for name in ("Elm", "Oak"):
        key = f"{name.lower()}-{number}"
        at = {"latitude": 54 + number, "longitude": -128}
        place = Community.objects.create(key=key, name=f"{name} {number}", region=region, **at)
        term.communities.add(place)
    return organisation


def places_of(organisation: Organisation) -> list[Community]:
    """The communities that it serves."""
    return list(Community.objects.filter(spokes__organisation=organisation).order_by("name"))


def a_worker(organisation: Organisation) -> Any:
    """Who writes for it."""
    return member(Role.SPOKE_WORKER, organisation, f"worker-{organisation.key}@example.org")


def a_coordinator(organisation: Organisation) -> Any:
    """Who signs for it."""
    return member(Role.SPOKE_COORDINATOR, organisation, f"lead-{organisation.key}@example.org")


def a_partner(organisation: Organisation, name: str = "The school") -> Partner:
    """A partner of today."""
    return Partner.objects.get_or_create(
        organisation=organisation,
        name=name,
        defaults={"kind": "school", "starts_on": date(2020, 1, 1)},
    )[0]


def a_draft(by: Any, organisation: Organisation, title: str = "When it happens") -> Version:
    """A first version in which nothing is written yet."""
    return start_protocol(Wish(organisation, title, places_of(organisation)), by=by)


def a_level(title: str = "Grave", trigger: str = "Violence") -> dict[str, Any]:
    """As the editor writes one."""
    return {"title": title, "trigger": trigger}


def a_duty(partner: Partner | None = None, title: str = "First contact") -> dict[str, Any]:
    """As the editor writes one, with a private contact where there is a partner."""
    return {
        "title": title,
        "partner": partner.name if partner else "",
        "partner_id": partner.pk if partner else None,
        "contact": dict(CONTACT if partner else NO_CONTACT),
    }


def a_step(section: str = Section.SAFETY, text: str = "Ask if she is safe", **changes: Any) -> dict:
    """As the editor writes one."""
    return {"section": section, "text": text, "duty": 0, "levels": [], "within": 60, **changes}


def write(version: Version, part: str, values: dict[str, Any], by: Any, place: Any = None) -> None:
    """Add to a version, or change it at `place`."""
    version.refresh_from_db()
    change_part(Seen(version, version.version, by), part, place, values)
    version.refresh_from_db()


def a_whole_draft(by: Any, organisation: Organisation, title: str = "When it happens") -> Version:
    """A first version that lacks nothing: a level, a role of a partner, a step in each section."""
    version = a_draft(by, organisation, title)
    write(version, "levels", a_level(), by)
    write(version, "duties", a_duty(a_partner(organisation)), by)
    for section in Section:
        write(version, "steps", a_step(section, f"Do it: {section.label}"), by)
    next_year = timezone.localdate() + timedelta(days=365)
    change_basics(Seen(version, version.version, by), "Her wishes come first.", next_year)
    version.refresh_from_db()
    return version


def in_consultation(by: Any, organisation: Organisation, title: str = "When it happens") -> Version:
    """A whole version that is discussed."""
    version = a_whole_draft(by, organisation, title)
    open_consultation(version, by=by)
    version.refresh_from_db()
    return version


def put_in_force(version: Version) -> Version:
    """Moved along the table, past the signatures; the version that held before is replaced."""
    today = timezone.localdate()
    version.refresh_from_db()
    if version.state == VersionState.DRAFT:
        move(version, to=VersionState.CONSULTATION, moves=VERSION_MOVES)
    if version.state == VersionState.CONSULTATION:
        move(version, to=VersionState.SIGNING, moves=VERSION_MOVES)
    for held in version.protocol.versions.filter(state__in=("in_force", "under_review")):
        move(held, to=VersionState.SUPERSEDED, moves=VERSION_MOVES, ended_on=today)
    move(version, to=VersionState.IN_FORCE, moves=VERSION_MOVES, in_force_on=today)
    return version
