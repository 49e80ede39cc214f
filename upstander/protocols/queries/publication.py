"""What anyone may see of protocols: versions that hold or held, in the reader's language."""

from collections.abc import Iterable, Iterator
from datetime import date
from enum import Enum
from typing import Any, NamedTuple

from django.db.models import Q, QuerySet
from django.utils import timezone

from upstander.network.interface import Audience, Text, shown_to, shown_where
from upstander.protocols.models import Protocol, Version
from upstander.protocols.queries.content import Rows, is_named, rows_of
from upstander.protocols.queries.translation import (
    Said,
    key_of_level,
    key_of_step,
    said_in,
    with_words,
)
from upstander.protocols.rules.within import in_words
from upstander.protocols.states import (
    HOLDING_STATES,
    Section,
    SignatureState,
    Standing,
    VersionState,
)


class Reader(Enum):
    """Anyone; a partner who is asked to sign; a member of the organisation that keeps it."""

    PUBLIC = "public"
    PARTNER = "partner"
    MEMBER = "member"


class ShownStep(NamedTuple):
    """What is done, by whom, at which levels (none: at all), and within what time."""

    text: Text
    duty: Text | None
    partner: str
    levels: list[Text]
    within: str

    def notes(self) -> list[Any]:
        """Who, how soon, and at which levels, as far as it is said."""
        return [note for note in (self.duty, self.partner, self.within, *self.levels) if note]


class ShownLevel(NamedTuple):
    """How grave it is, and what calls for it."""

    title: Text
    trigger: Text


class ShownDuty(NamedTuple):
    """A part, who plays it, and how to reach her; both are empty where they are not shown."""

    title: Text
    partner: str
    contact: Any


class Shown(NamedTuple):
    """A version as it is read, by section; `partners` are the names of those who signed."""

    version: Version
    title: Text
    summary: Text
    levels: list[ShownLevel]
    duties: list[ShownDuty]
    sections: list[tuple[str, list[ShownStep]]]
    asked: int
    signed: int
    partners: list[str]


class ProtocolState(NamedTuple):
    """How far an organisation is: since when its protocol holds and when it is looked at again.

    `protocol` is its number where one holds, for a link; None else.
    """

    standing: Standing
    since: date | None = None
    review_on: date | None = None
    protocol: int | None = None


def shown_versions() -> QuerySet[Version]:
    """Those that hold now or held before, of protocols that are shown to everyone."""
    rows = Version.objects.filter(
        Q(state__in=HOLDING_STATES)
        | Q(state=VersionState.SUPERSEDED, in_force_on__isnull=False, ended_on__isnull=False)
    )
    protocols = Protocol.objects.filter(shown_where(Audience.PUBLIC, "protocol"))
    return rows.filter(protocol__in=protocols).select_related("protocol__organisation")


def shown_version(protocol: int, number: int | None = None) -> Version | None:
    """Version `number` of a protocol, or the one that holds; None where nobody may read it."""
    return shown_with_others(protocol, number)[0]


def shown_with_others(
    protocol: int, number: int | None = None
) -> tuple[Version | None, list[Version]]:
    """The same, and the others of the protocol that anyone may read, the newest first. One query.

    Each comes `with_words`.
    """
    # By a set: a number too large for the database is then no fault, but nobody's.
    rows = shown_versions().filter(protocol__in=Protocol.objects.filter(pk=protocol))
    versions = list(with_words(rows))
    wanted = [
        row
        for row in versions
        if (row.state in HOLDING_STATES if number is None else row.number == number)
    ]
    found = wanted[0] if wanted else None
    return found, [row for row in versions if row != found]


def public_protocols(*, organisation: Any = None, community: Any = None) -> QuerySet[Version]:
    """What holds now and is shown to everyone, with protocol and organisation; one query.

    Of an organisation, of a community, or of both; of all where neither is named. Each comes
    with its words, for `title_said`.
    """
    rows = with_words(shown_versions().filter(state__in=HOLDING_STATES))
    if organisation is not None:
        rows = rows.filter(protocol__organisation=organisation)
    if community is not None:
        rows = rows.filter(protocol__communities=community)
    return rows.order_by("protocol__title", "pk")


def public_paths() -> list[str]:
    """Every public page of a protocol, without the language at the front of its address."""
    rows = public_protocols().values_list("protocol", flat=True)
    return [f"protocols/{pk}/" for pk in rows]


def protocol_states_of(
    organisations: Iterable[Any], audience: str | None = None, today: date | None = None
) -> dict[int, ProtocolState]:
    """The state of each organisation, by its number; one query for any number of them.

    For an `audience`, nothing is said of what an organisation under Indigenous governance did
    not release to it: neither that there is a protocol nor that there is none. `today` is the
    day in the zone of the site.
    """
    organisations, today = list(organisations), today or timezone.localdate()
    protocols: QuerySet[Protocol] = Protocol.objects.filter(
        organisation__in=[row.pk for row in organisations]
    )
    if audience is not None:
        protocols = shown_to(audience, "protocol", protocols)
    versions: dict[int, list[Version]] = {}
    for row in Version.objects.filter(protocol__in=protocols).select_related("protocol"):
        versions.setdefault(row.protocol.organisation_id, []).append(row)
    found = {}
    for row in organisations:
        is_closed = audience is not None and row.is_indigenous_governed
        none = ProtocolState(Standing.UNSHOWN if is_closed else Standing.NONE)
        found[row.pk] = max(
            (state_of_version(version, today) for version in versions.get(row.pk, [])),
            key=rank_of,
            default=none,
        )
    return found


def protocol_state_of(organisation: Any, audience: str | None = None) -> ProtocolState:
    """That of one organisation: see `protocol_states_of`."""
    return protocol_states_of([organisation], audience)[organisation.pk]


def state_of_version(version: Version, today: date) -> ProtocolState:
    """How far one version is on a day."""
    if version.state in HOLDING_STATES:
        is_late = version.review_on is not None and version.review_on <= today
        standing = Standing.LATE if is_late else Standing.IN_FORCE
        return ProtocolState(standing, version.in_force_on, version.review_on, version.protocol_id)
    if version.state == VersionState.SIGNING:
        return ProtocolState(Standing.SIGNED)
    is_written = version.state in (VersionState.DRAFT, VersionState.CONSULTATION)
    return ProtocolState(Standing.WRITTEN if is_written else Standing.NONE)


def rank_of(state: ProtocolState) -> int:
    """What holds says more than what is written; what is late says more than what is not."""
    order = (Standing.NONE, Standing.WRITTEN, Standing.SIGNED, Standing.IN_FORCE, Standing.LATE)
    return order.index(state.standing)


def read_version(version: Version, language: str, to: Reader = Reader.PUBLIC) -> Shown:
    """The version in a language, as it may be read. Five queries at most.

    In public partners are named only where they agreed to it, and where who holds the record
    shows them. Contacts are for members alone.
    """
    rows = rows_of(version)
    said = said_in(version, language, rows)
    asked = version.signatures.exclude(state=SignatureState.VOID).annotate(is_named=is_named())
    names = asked.order_by("partner__name", "pk").values_list("state", "is_named", "partner__name")
    signed = [row for row in names if row[0] == SignatureState.SIGNED]
    return Shown(
        version,
        said.text("title", version.protocol.title),
        said.text("summary", version.summary),
        [
            ShownLevel(
                said.text(key_of_level(row), row.title),
                said.text(f"level-{row.position}-trigger", row.trigger),
            )
            for row in rows.levels
        ],
        [
            ShownDuty(
                said.text(f"duty-{duty.position}-title", duty.title),
                _partner(duty, to),
                getattr(duty, "contact", None) if to == Reader.MEMBER else None,
            )
            for duty in rows.duties
        ],
        list(_sections(rows, said, to)),
        len(names),
        len(signed),
        [name for _state, is_named, name in signed if is_named or to != Reader.PUBLIC],
    )


def _sections(rows: Rows, said: Said, to: Reader) -> Iterator[tuple[str, list[ShownStep]]]:
    found: dict[str, list[ShownStep]] = {}
    duties = {duty.pk: duty for duty in rows.duties}
    for step in rows.steps:
        duty = duties.get(step.duty_id or 0)
        levels = [level for level in rows.levels if level.pk in rows.at[step.pk]]
        found.setdefault(step.section, []).append(
            ShownStep(
                said.text(key_of_step(step), step.text),
                said.text(f"duty-{duty.position}-title", duty.title) if duty else None,
                _partner(duty, to) if duty else "",
                [said.text(key_of_level(level), level.title) for level in levels],
                in_words(step.within),
            )
        )
    for section in Section:
        if section.value in found:
            yield str(section.label), found[section.value]


def _partner(duty: Any, to: Reader) -> str:
    """Whoever may be named: everyone, but in public."""
    is_hidden = to == Reader.PUBLIC and not duty.is_named
    return "" if duty.partner is None or is_hidden else str(duty.who)
