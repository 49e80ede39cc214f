"""Which protocol covers which community, for whoever looks at many at once."""

from datetime import date

from upstander.accounts.interface import User
from upstander.protocols.queries.protocol import visible_to
from upstander.protocols.queries.publication import ProtocolState, rank_of, state_of_version


def protocols_by_place(user: User, today: date) -> dict[tuple[int, int], ProtocolState]:
    """The furthest protocol by number of organisation and of community, as far as she may see.

    A pair that is not there has none that she may see. A constant number of queries.
    """
    found: dict[tuple[int, int], ProtocolState] = {}
    for protocol in visible_to(user):
        states = [state_of_version(version, today) for version in protocol.versions.all()]
        for place in protocol.communities.all() if states else ():
            key = (protocol.organisation_id, place.pk)
            known = [found[key]] if key in found else []
            found[key] = max([*known, *states], key=rank_of)
    return found
