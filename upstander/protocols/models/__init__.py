"""Response protocols as records, split by noun."""

from upstander.protocols.models.pattern import Pattern
from upstander.protocols.models.protocol import (
    Comment,
    Duty,
    DutyContact,
    Level,
    Protocol,
    Step,
    Version,
    VersionText,
)
from upstander.protocols.models.run import Run, RunEntry, RunStep, RunTally
from upstander.protocols.models.signature import Signature
from upstander.protocols.models.validity import Validity

__all__ = [
    "Comment",
    "Duty",
    "DutyContact",
    "Level",
    "Pattern",
    "Protocol",
    "Run",
    "RunEntry",
    "RunStep",
    "RunTally",
    "Signature",
    "Step",
    "Validity",
    "Version",
    "VersionText",
]
