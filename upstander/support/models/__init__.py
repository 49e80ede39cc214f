"""Confidential support as records, split by noun."""

from upstander.support.models.case import Case, KeyWrap, Part
from upstander.support.models.clock import Clock
from upstander.support.models.consent import Consent, Referral
from upstander.support.models.exchange import Attachment, AttachmentPart, Message, Note, Task
from upstander.support.models.protocol import CaseProtocol
from upstander.support.models.tally import Tally
from upstander.support.models.team import KeyShare, Team, TeamKey

__all__ = [
    "Attachment",
    "AttachmentPart",
    "Case",
    "CaseProtocol",
    "Clock",
    "Consent",
    "KeyShare",
    "KeyWrap",
    "Message",
    "Note",
    "Part",
    "Referral",
    "Tally",
    "Task",
    "Team",
    "TeamKey",
]
