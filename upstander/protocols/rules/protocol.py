"""Who may start, write, discuss and give up a protocol, and what one lacks. Time is passed in."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from upstander.core.errors import NotAllowed
from upstander.network.interface import signs_for, writes_for
from upstander.protocols.states import (
    VERSION_MOVES,
    WRITTEN_STATES,
    Section,
    VersionState,
)

# A version that is not yet decided upon: of a protocol, one at a time.
OPEN_STATES = (*WRITTEN_STATES, VersionState.SIGNING)


class Lack(NamedTuple):
    """What is missing, and the part of the editor where it is put right."""

    part: str
    text: str


def may_start(mine: Iterable[Any], organisation_id: int) -> None:
    """Workers and coordinators, for their own organisation."""
    if not writes_for(mine, organisation_id):
        raise NotAllowed(_("You can write a protocol only for an organisation that you work in."))


def may_be_for(places: Collection[Any], served: Collection[Any]) -> None:
    """For one or more communities, of those that the organisation serves."""
    if not places:
        raise NotAllowed(_("Choose at least one community."))
    if {place.pk for place in places} - {place.pk for place in served}:
        raise NotAllowed(_("Choose only communities that your organisation serves."))


def may_go_on(mine: Iterable[Any], protocol: Any, states: Sequence[str]) -> None:
    """A next version, unless one is open. `states` are those of the versions so far."""
    may_start(mine, protocol.organisation_id)
    if set(states) & set(OPEN_STATES):
        raise NotAllowed(_("A new version is already being written. Go on with that one."))


def may_write(mine: Iterable[Any], version: Any) -> None:
    """Its people, as long as it is a draft or discussed."""
    if version.state not in WRITTEN_STATES:
        raise NotAllowed(_("This version can no longer be changed. Start a new version instead."))
    may_start(mine, version.protocol.organisation_id)


def may_keep_contacts(mine: Iterable[Any], version: Any) -> None:
    """Its people, until it is over: a telephone changes, and is no part of what is signed."""
    if not VERSION_MOVES[VersionState(version.state)]:
        raise NotAllowed(_("This version can no longer be changed. Start a new version instead."))
    may_start(mine, version.protocol.organisation_id)


def may_be_named(mine: Iterable[Any], version: Any) -> None:
    """Title and communities are of the protocol: open until its first version was agreed."""
    may_write(mine, version)
    if version.number != 1:
        raise NotAllowed(_("The title and the communities stay as they were agreed."))


def may_move(mine: Iterable[Any], version: Any, to: VersionState) -> None:
    """To consultation and back: whoever writes it. To give it up: a coordinator."""
    if to not in VERSION_MOVES[VersionState(version.state)]:
        raise NotAllowed(_("This has already been dealt with. Reload the page to see it now."))
    may_write(mine := list(mine), version)
    if to == VersionState.WITHDRAWN and not signs_for(mine, version.protocol.organisation_id):
        raise NotAllowed(_("Only a coordinator of your organisation can do this."))


def may_comment(mine: Iterable[Any], version: Any) -> None:
    """What partners say is written down while it is discussed."""
    if version.state != VersionState.CONSULTATION:
        raise NotAllowed(_("Comments are taken only while the protocol is in consultation."))
    may_start(mine, version.protocol.organisation_id)


def may_take_part(partner_id: int | None, partners: Iterable[Any]) -> None:
    """Whoever is named is one of the partners of today."""
    if partner_id is not None and partner_id not in {partner.pk for partner in partners}:
        raise NotAllowed(_("Choose one of the partners of your organisation."))


def missing(version: Any, today: date) -> list[Lack]:
    """What a version lacks before it can be signed, in the order of the page.

    Reads levels, steps and duties with their partners: constant queries, none if prefetched.
    """
    duties = list(version.duties.all())
    partners = {duty.partner_id: duty.partner for duty in duties if duty.partner_id}
    covered = {step.section for step in version.steps.all() if step.duty_id is not None}
    lacks = []
    if not version.levels.all():
        lacks.append(Lack("levels", _("At least one level, so that people know when it starts.")))
    if not partners:
        lacks.append(Lack("duties", _("At least one role that a partner takes on.")))
    lacks += [
        Lack(
            "duties",
            _("%(partner)s is no longer a partner. Choose who takes on its role.")
            % {"partner": partner},
        )
        for partner in partners.values()
        if partner.ends_on is not None and partner.ends_on <= today
    ]
    lacks += [
        Lack("steps", _("A step with someone who acts in “%(part)s”.") % {"part": section.label})
        for section in Section
        if section not in covered
    ]
    if version.is_draft_translation:
        lacks.append(Lack("basics", _("Someone who knows both languages has read all of it.")))
    if version.review_on is None or version.review_on <= today:
        lacks.append(Lack("basics", _("A day in the future on which it is reviewed.")))
    return lacks


def may_be_signed(mine: Iterable[Any], version: Any, today: date) -> None:
    """From consultation, asked for by a coordinator, once nothing is missing."""
    may_move(mine := list(mine), version, VersionState.SIGNING)
    if not signs_for(mine, version.protocol.organisation_id):
        raise NotAllowed(_("Only a coordinator of your organisation can do this."))
    if missing(version, today):
        raise NotAllowed(_("Something is still missing. Look at the list on this page."))


def must_be_seen(version: Any, seen: int | None) -> None:
    """Signatures are asked for under the words that stood on her page."""
    if version.version != seen:
        raise NotAllowed(
            _("The words were changed since you read them. Read them again, then ask to sign.")
        )
