"""What waits for a person in funding, and what is late."""

from datetime import datetime

from upstander.accounts.interface import User
from upstander.core.panels import what_waits_first
from upstander.funding.queries.application_panels import (
    applications_panel,
    partnerships_panel,
    received_panel,
)
from upstander.funding.queries.award_lists import (
    officer_awards_panel,
    organisation_awards_panel,
)
from upstander.funding.queries.call_panels import officer_panel, open_calls_panel
from upstander.funding.queries.decision_panels import money_panel
from upstander.funding.queries.panels import MakePanel, Panel
from upstander.funding.queries.review_panels import (
    progress_panel,
    questions_panel,
    reviews_panel,
)

# Each gives None for whom it does not concern. A noun adds its own here.
PANELS: tuple[MakePanel, ...] = (
    partnerships_panel,
    questions_panel,
    reviews_panel,
    applications_panel,
    organisation_awards_panel,
    officer_panel,
    received_panel,
    progress_panel,
    money_panel,
    officer_awards_panel,
    open_calls_panel,
)


def panels_for(user: User, now: datetime) -> list[Panel]:
    """Those that concern this person, what waits first in each."""
    return what_waits_first(make(user, now) for make in PANELS)
