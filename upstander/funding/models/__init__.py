"""Funding as records, split by noun."""

from upstander.funding.models.agreement import (
    Agreement,
    Amendment,
    Instalment,
)
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
from upstander.funding.models.award import (
    Award,
    AwardCommunity,
)
from upstander.funding.models.call import (
    AwardKind,
    Call,
    Criterion,
    EligibleCost,
    Envelope,
    Question,
)
from upstander.funding.models.decision import (
    CommunityNeed,
    Decision,
    Scenario,
)
from upstander.funding.models.project_money import (
    PaidActivity,
    ProjectMoney,
)
from upstander.funding.models.publication import (
    Publisher,
)
from upstander.funding.models.report import (
    Reminder,
    Report,
    ReportLine,
    Return,
)
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
    "Agreement",
    "Amendment",
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
    "Conflict",
    "Criterion",
    "Decision",
    "Declaration",
    "EligibleCost",
    "Envelope",
    "File",
    "Instalment",
    "LateException",
    "PaidActivity",
    "Partner",
    "ProjectMoney",
    "Publisher",
    "Question",
    "Reminder",
    "Report",
    "ReportLine",
    "Return",
    "Scenario",
    "Score",
    "StaffCheck",
]
