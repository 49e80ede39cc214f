"""Protocols as a partner in the committee finds them: to read, to speak about, and in force."""

from collections.abc import Sequence
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone

from upstander.accounts.interface import User
from upstander.core.panels import Row
from upstander.partnership.interface import SeatRole, seats_held_by
from upstander.protocols.models import Comment, Signature, Version
from upstander.protocols.queries.protocol import partners_of
from upstander.protocols.states import HOLDING_STATES, SignatureState, VersionState

# What partners are shown: never a draft, nor what was given up or replaced.
COMMITTEE_STATES = (VersionState.CONSULTATION, VersionState.SIGNING, *HOLDING_STATES)


def committee_versions(user: User) -> QuerySet[Version]:
    """Of the organisations in whose committee she sits today, what partners may read."""
    return _versions(seats_held_by(user, timezone.localdate()))


def _versions(seats: Sequence[Any]) -> QuerySet[Version]:
    sits = {seat.organisation_id for seat in seats}
    rows = Version.objects.filter(protocol__organisation__in=sits, state__in=COMMITTEE_STATES)
    return rows.select_related("protocol__organisation").order_by("protocol__title", "number", "pk")


def partners_heard(user: User, organisation: Any) -> list[Any]:
    """The partners of today for whom she speaks in a committee; an observer speaks for none."""
    seats = seats_held_by(user, timezone.localdate())
    hers = {seat.partner_id for seat in _speaking(seats)}
    return [partner for partner in partners_of(organisation) if partner.pk in hers]


def _speaking(seats: Sequence[Any]) -> list[Any]:
    return [seat for seat in seats if seat.partner_id and seat.role != SeatRole.OBSERVER]


def comments_for(user: User, version: Version, partners: Sequence[Any]) -> QuerySet[Comment]:
    """What she or her partner said of it, and what came of it; not what others said."""
    rows = version.comments.filter(Q(made_by=user) | Q(partner__in=partners))
    return rows.select_related("partner", "made_by")


def signatures_for(seats: Sequence[Any], version: Version | None = None) -> QuerySet[Signature]:
    """Those of the partners for whom these seats speak, as far as they count."""
    hers = {seat.partner_id for seat in seats if seat.partner_id}
    rows = Signature.objects.exclude(state=SignatureState.VOID).filter(partner__in=hers)
    rows = rows.filter(of=version) if version else rows.filter(of__state=VersionState.SIGNING)
    return rows.select_related("partner")


def committee_rows(user: User, seats: Sequence[Any]) -> list[Row]:
    """For a panel: each version with its state, and whether a word or a name of hers is awaited.

    Three queries for any number of versions, one without a seat.
    """
    versions = list(_versions(seats))
    if not versions:
        return []
    speaks = {seat.organisation_id for seat in _speaking(seats)}
    said = set(Comment.objects.filter(of__in=versions, made_by=user).values_list("of", flat=True))
    signatures: dict[int, list[Signature]] = {}
    for row in signatures_for(seats):
        signatures.setdefault(row.of_id, []).append(row)
    return [
        _row(
            version,
            signatures.get(version.pk, []),
            version.protocol.organisation_id in speaks and version.pk not in said,
        )
        for version in versions
    ]


def _row(version: Version, signatures: Sequence[Signature], is_asked: bool) -> Row:
    is_discussed = version.state == VersionState.CONSULTATION
    is_unsigned = any(row.state == SignatureState.ASKED for row in signatures)
    notes = [version.get_state_display(), *map(str, signatures)]
    url = reverse("protocols:committee-version", args=[version.pk])
    is_waiting = is_unsigned or (is_discussed and is_asked)
    return Row(version.protocol.title, url, " · ".join(notes), is_waiting=is_waiting)
