"""Trainings on the home of the room: for who takes part, and for who gives them."""

from datetime import date, datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from upstander.accounts.interface import User
from upstander.core.panels import Panel, Row
from upstander.learning.models import Cohort
from upstander.learning.queries.cohort import cohort_list, training_organisations, unnoted
from upstander.learning.states import RUNNING_STATES, CohortState, EnrolmentState
from upstander.network.interface import workplaces_of


def trainings_panel(user: User, now: datetime) -> Panel | None:
    """What is open to enrol, where she has a place; for trainers, what is to be noted."""
    own, today = training_organisations(user), timezone.localdate(now)
    if not own and not workplaces_of(user):
        return None
    running = (CohortState.DRAFT, *RUNNING_STATES)
    rows = [_row(cohort, own, today) for cohort in cohort_list(user).filter(state__in=running)]
    rows += [
        Row(
            session.cohort.title,
            reverse("learning:session-there", args=[session.cohort_id, session.pk]),
            f"{_('Who was there?')} {date_format(session.day, 'DATE_FORMAT')}",
            is_late=session.day < today,
        )
        for session in unnoted(Cohort.objects.filter(organisation__in=own), today)
        if session.cohort.state in RUNNING_STATES
    ]
    more = (_("Trainings"), reverse("learning:cohorts"))
    return Panel(_("Trainings"), rows, _("No training is open now."), more)


def _row(cohort: Cohort, own: set[int], today: date) -> Row:
    mine: str | None = cohort.mine  # type: ignore[attr-defined] # annotated, as is what follows
    first, last = cohort.first, cohort.last  # type: ignore[attr-defined]
    state = EnrolmentState(mine).label if mine else cohort.get_state_display()
    note = f"{state} · {date_format(first, 'DATE_FORMAT')}" if first else str(state)
    is_over = last is not None and last < today and cohort.state in RUNNING_STATES
    is_own = cohort.organisation_id in own
    waits = is_own and (is_over or cohort.state == CohortState.DRAFT)
    url = reverse("learning:cohort", args=[cohort.pk])
    return Row(cohort.title, url, note, is_late=is_own and is_over, is_waiting=waits)
