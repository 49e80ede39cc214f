"""Funding as records, split by noun."""

from upstander.funding.models.application import (
    Activity,
    Answer,
    Application,
    BudgetLine,
    Collaborator,
    File,
    LateException,
    Partner,
)
from upstander.funding.models.award import Award, AwardCommunity
from upstander.funding.models.call import (
    AwardKind,
    Call,
    Criterion,
    EligibleCost,
    Envelope,
    Question,
)
from upstander.funding.models.publication import Publisher

__all__ = [
    "Activity",
    "Answer",
    "Application",
    "Award",
    "AwardCommunity",
    "AwardKind",
    "BudgetLine",
    "Call",
    "Collaborator",
    "Criterion",
    "EligibleCost",
    "Envelope",
    "File",
    "LateException",
    "Partner",
    "Publisher",
    "Question",
]
