"""Priorities and projects as records, split by noun."""

from upstander.action.models.priority import Evidence, Priority, Review
from upstander.action.models.scoring import RoundOfScoring, Score
from upstander.action.models.survey import Survey, SurveyAnswer, SurveyQuestion

__all__ = [
    "Evidence",
    "Priority",
    "Review",
    "RoundOfScoring",
    "Score",
    "Survey",
    "SurveyAnswer",
    "SurveyQuestion",
]
