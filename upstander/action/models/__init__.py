"""Priorities and projects as records, split by noun."""

from upstander.action.models.priority import Evidence, Priority, Review
from upstander.action.models.project import (
    Activity,
    Measure,
    Milestone,
    Note,
    Outcome,
    Photo,
    Project,
)
from upstander.action.models.scoring import RoundOfScoring, Score
from upstander.action.models.summary import AnnualSummary
from upstander.action.models.survey import Survey, SurveyAnswer, SurveyQuestion

__all__ = [
    "Activity",
    "AnnualSummary",
    "Evidence",
    "Measure",
    "Milestone",
    "Note",
    "Outcome",
    "Photo",
    "Priority",
    "Project",
    "Review",
    "RoundOfScoring",
    "Score",
    "Survey",
    "SurveyAnswer",
    "SurveyQuestion",
]
