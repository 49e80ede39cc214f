"""What other contexts may use of local action."""

from typing import NamedTuple

from django.utils import timezone

from upstander.accounts.interface import User
from upstander.action.actions.held import note_activity
from upstander.action.actions.own_number import OwnNumber, fill_in_summary, use_own_number
from upstander.action.actions.survey import make_feedback_survey
from upstander.action.queries.community_public import (
    PublicPlace,
    has_public_place,
    places_of_priorities,
    places_of_projects,
    public_place,
    public_place_keys,
)
from upstander.action.queries.home import panels_for
from upstander.action.queries.own_number import label_of as label_of_own_number
from upstander.action.queries.own_number import priorities_to_back
from upstander.action.queries.priority import (
    PublicPriority,
    grouped,
    priorities_visible_to,
    public_priorities,
)
from upstander.action.queries.project import projects_visible_to
from upstander.action.queries.project_cost import Cost, costs_of
from upstander.action.queries.project_public import PublicProject, public_projects
from upstander.action.queries.project_summary import Summary, project_summary, projects_of
from upstander.action.queries.summary import summary_to_fill_in
from upstander.action.queries.survey import Feedback, feedback_of
from upstander.core.panels import numbers_of

__all__ = [
    "Cost",
    "Feedback",
    "OwnNumber",
    "PublicPlace",
    "PublicPriority",
    "PublicProject",
    "Summary",
    "Waiting",
    "action_waiting",
    "costs_of",
    "feedback_of",
    "fill_in_summary",
    "grouped",
    "has_public_place",
    "label_of_own_number",
    "make_feedback_survey",
    "note_activity",
    "places_of_priorities",
    "places_of_projects",
    "priorities_to_back",
    "priorities_visible_to",
    "project_summary",
    "projects_of",
    "projects_visible_to",
    "public_place",
    "public_place_keys",
    "public_priorities",
    "public_projects",
    "summary_to_fill_in",
    "use_own_number",
]


class Waiting(NamedTuple):
    """Whether local action concerns a person, how much waits for her, and how much is late."""

    may_enter: bool
    waiting: int
    late: int


def action_waiting(user: User) -> Waiting:
    """What stands on the home of a member of staff."""
    panels = panels_for(user, timezone.now())
    may_enter = any(panel.rows or panel.more for panel in panels)
    return Waiting(may_enter, *numbers_of(panels))
