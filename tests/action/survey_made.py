"""Surveys made by their real verbs."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from tests.accounts.people import member, spoke
from upstander.accounts.interface import User
from upstander.action.actions.survey import make_survey, open_survey
from upstander.action.models import Survey
from upstander.action.states import SurveyPurpose
from upstander.network.models import Organisation
from upstander.network.states import Role


def worker(number: int = 0, email: str = "") -> User:
    """Someone who writes for a spoke."""
    return member(Role.SPOKE_WORKER, spoke(number), email or f"worker-{number}@example.org")


def values(**changes: Any) -> dict[str, Any]:
    """From today for two weeks."""
    today = timezone.localdate()
    days = {"opens_on": today, "closes_on": today + timedelta(weeks=2)}
    return {"language": "en", **days, **changes}


def a_draft_survey(
    by: User, organisation: Organisation | None = None,
    purpose: str = SurveyPurpose.PRIORITIES, **changes: Any,
) -> Survey:  # fmt: skip
    """With the standard questions."""
    return make_survey(organisation or spoke(), purpose, values(**changes), by=by)


def an_open_survey(by: User, organisation: Organisation | None = None, **changes: Any) -> Survey:
    """The same, open."""
    survey = a_draft_survey(by, organisation, **changes)
    open_survey(survey, by=by)
    return Survey.objects.get(pk=survey.pk)
