"""What waits for a person in local action, and what is late."""

from collections.abc import Callable
from datetime import datetime

from upstander.accounts.interface import User
from upstander.action.queries.committee import committee_panel
from upstander.action.queries.community import communities_panel
from upstander.action.queries.priority_panel import priority_panel
from upstander.action.queries.project_panels import projects_panel
from upstander.action.queries.survey_panel import survey_panel
from upstander.core.panels import Panel, what_waits_first
from upstander.network.interface import releases_panel
from upstander.partnership.interface import partners_panel
from upstander.protocols.interface import protocols_panel, runs_panel

# Each gives None for whom it does not concern. A noun adds its own here.
PANELS: tuple[Callable[[User, datetime], Panel | None], ...] = (
    runs_panel,
    committee_panel,
    communities_panel,
    partners_panel,
    priority_panel,
    protocols_panel,
    projects_panel,
    survey_panel,
    releases_panel,
)


def panels_for(user: User, now: datetime) -> list[Panel]:
    """Those that concern this person, what waits first in each."""
    return what_waits_first(make(user, now) for make in PANELS)
