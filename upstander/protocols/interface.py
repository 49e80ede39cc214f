"""What other contexts may use of response protocols."""

from upstander.protocols.actions.demonstration import make_demonstration_protocol
from upstander.protocols.actions.packed import pattern_snapshot, write_patterns
from upstander.protocols.actions.run_on_request import (
    change_level_on_request,
    end_on_request,
    forget_runs,
    settle_on_request,
    start_on_request,
    take_up_on_request,
)
from upstander.protocols.queries.committee import committee_rows
from upstander.protocols.queries.panels import protocols_panel
from upstander.protocols.queries.publication import (
    ProtocolState,
    protocol_state_of,
    protocol_states_of,
    public_paths,
    public_protocols,
)
from upstander.protocols.queries.run import (
    Asked,
    Checklist,
    checklist_of,
    choices_of,
    lessons_visible_to,
    levels_of,
    run_of_request,
    startable_by,
)
from upstander.protocols.queries.run_panel import runs_panel
from upstander.protocols.queries.signature import not_as_signed
from upstander.protocols.queries.together import protocols_by_place
from upstander.protocols.queries.translation import title_said
from upstander.protocols.rules.editing import arranged
from upstander.protocols.rules.pattern import LONGEST_WORDS, SECTION_KEYS
from upstander.protocols.rules.within import LONGEST as MOST_MINUTES
from upstander.protocols.states import RunState, RunStepState, Standing

__all__ = [
    "LONGEST_WORDS",
    "MOST_MINUTES",
    "SECTION_KEYS",
    "Asked",
    "Checklist",
    "ProtocolState",
    "RunState",
    "RunStepState",
    "Standing",
    "arranged",
    "change_level_on_request",
    "checklist_of",
    "choices_of",
    "committee_rows",
    "end_on_request",
    "forget_runs",
    "lessons_visible_to",
    "levels_of",
    "make_demonstration_protocol",
    "not_as_signed",
    "pattern_snapshot",
    "protocol_state_of",
    "protocol_states_of",
    "protocols_by_place",
    "protocols_panel",
    "public_paths",
    "public_protocols",
    "run_of_request",
    "runs_panel",
    "settle_on_request",
    "start_on_request",
    "startable_by",
    "take_up_on_request",
    "title_said",
    "write_patterns",
]
