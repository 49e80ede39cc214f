"""Surveys on the home of local action."""

from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from upstander.accounts.interface import User
from upstander.action.models import Survey
from upstander.action.queries.survey import survey_list, title_of
from upstander.action.states import SurveyState
from upstander.core.panels import Panel, Row
from upstander.network.interface import WRITING_ROLES, memberships_of


def survey_panel(user: User, now: datetime) -> Panel | None:
    """For whoever writes for an organisation: what is open, and what should be closed."""
    if not any(m.role in WRITING_ROLES for m in memberships_of(user)):
        return None
    rows = survey_list(user).exclude(state=SurveyState.CLOSED)
    today = timezone.localdate(now)
    return Panel(
        _("Surveys"),
        [_row(row, today) for row in rows],
        _("No survey is open. You can ask people in every language what should change here."),
        (_("Surveys"), reverse("action:surveys")),
    )


def _row(survey: Survey, today: Any) -> Row:
    number: int = survey.number  # type: ignore[attr-defined] # how many answers
    is_over = survey.state == SurveyState.OPEN and survey.closes_on < today
    note = f"{_('Answers')}: {number}"
    if is_over:
        note = _("The last day is over. Close it now.")
    elif survey.state == SurveyState.OPEN:
        until = _("open until %(day)s") % {"day": date_format(survey.closes_on, "DATE_FORMAT")}
        note = f"{note} · {until}"
    else:
        note = str(survey.get_state_display())
    url = reverse("action:survey", args=[survey.pk])
    return Row(title_of(survey), url, note, is_waiting=is_over or survey.state == SurveyState.DRAFT)
