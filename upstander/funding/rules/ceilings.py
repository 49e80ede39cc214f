"""How much a kind of award gives at most, and to whom it is open at all."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any, NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from upstander.network.interface import are_connected


class Offer(NamedTuple):
    """What a kind of award gives at most for some communities: an amount, or why it does not.

    `most` is None without a ceiling; `why_not` are sentences, none where the kind is open.
    """

    kind: Any
    most: Decimal | None
    why_not: list[str]


def ceiling(kind: Any, communities: int) -> Decimal | None:
    """The least of what the kind gives a community, times communities, and what it gives at all.

    None where the kind has no ceiling.
    """
    each = kind.most_per_community
    found = [] if each is None else [each * communities]
    found += [] if kind.most_per_award is None else [kind.most_per_award]
    return min(found, default=None)


def ceilings_of(
    kinds: Iterable[Any], communities: Sequence[Any], neighbours: Mapping[str, Sequence[str]]
) -> list[Offer]:
    """For each kind of award, its ceiling for these communities or the sentences why not.

    `neighbours` are the keys of the neighbours of each community, by its key.
    """
    return [
        Offer(kind, ceiling(kind, len(communities)), why_not_for(kind, communities, neighbours))
        for kind in kinds
    ]


def why_not_for(
    kind: Any, communities: Sequence[Any], neighbours: Mapping[str, Sequence[str]]
) -> list[str]:
    """Why this kind of award is not for these communities."""
    return [
        *scattered(communities),
        *too_few(kind, communities),
        *too_many(kind, communities),
        *apart(kind, communities, neighbours),
    ]


def scattered(communities: Sequence[Any]) -> list[str]:
    """Communities of more than one region: no kind of award is for these."""
    if len({place.region_id for place in communities}) < 2:
        return []
    return [_("All communities must be in one region. Choose those of one region only.")]


def too_few(kind: Any, communities: Sequence[Any]) -> list[str]:
    """Fewer communities than the kind asks for."""
    if len(communities) >= kind.least_communities:
        return []
    return [
        ngettext(
            "It needs at least %(least)s community. Choose more.",
            "It needs at least %(least)s communities. Choose more.",
            kind.least_communities,
        )
        % {"least": kind.least_communities}
    ]


def too_many(kind: Any, communities: Sequence[Any]) -> list[str]:
    """More communities than the kind allows."""
    if kind.most_communities is None or len(communities) <= kind.most_communities:
        return []
    return [
        ngettext(
            "It is for %(most)s community at most. Choose fewer.",
            "It is for %(most)s communities at most. Choose fewer.",
            kind.most_communities,
        )
        % {"most": kind.most_communities}
    ]


def apart(
    kind: Any, communities: Sequence[Any], neighbours: Mapping[str, Sequence[str]]
) -> list[str]:
    """Communities that are no neighbours, where the kind asks for neighbours."""
    keys = [place.key for place in communities]
    if not kind.are_neighbours_required or are_connected(keys, neighbours):
        return []
    return [
        _(
            "The communities must be neighbours of one another. Add the ones in between, "
            "or choose others."
        )
    ]
