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
from upstander.funding.models.decision import CommunityNeed, Decision, Scenario
from upstander.funding.models.review import (
    Assignment,
    Clarification,
    Conflict,
    Declaration,
    Score,
    StaffCheck,
)

__all__ = [
    "Activity",
    "Answer",
    "Application",
    "Assignment",
    "Award",
    "AwardCommunity",
    "AwardKind",
    "BudgetLine",
    "Call",
    "Clarification",
    "Collaborator",
    "CommunityNeed",
    "Criterion",
    "Decision",
    "Conflict",
    "Criterion",
    "Declaration",
    "EligibleCost",
    "Envelope",
    "File",
    "LateException",
    "Partner",
    "Question",
    "Scenario",
    "Score",
    "StaffCheck",
]
