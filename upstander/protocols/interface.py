"""What other contexts may use of response protocols."""

from upstander.protocols.queries.panels import protocols_panel
from upstander.protocols.queries.publication import (
    ProtocolState,
    protocol_state_of,
    protocol_states_of,
    public_paths,
    public_protocols,
)
from upstander.protocols.queries.signature import not_as_signed
from upstander.protocols.states import Standing

__all__ = [
    "ProtocolState",
    "Standing",
    "not_as_signed",
    "protocol_state_of",
    "protocol_states_of",
    "protocols_panel",
    "public_paths",
    "public_protocols",
]
