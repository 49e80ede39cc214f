"""What runs, on the home of local action."""

from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from upstander.accounts.interface import User
from upstander.core.panels import Panel, Row
from upstander.protocols.models import Run
from upstander.protocols.queries.run import (
    organisations_of,
    runs_visible_to,
    with_numbers,
)
from upstander.protocols.states import RunKind, RunState

SHOWN = 20


def runs_panel(user: User, now: datetime) -> Panel | None:
    """What runs and what is to be looked back on; None for whom it does not concern."""
    if not organisations_of(user):
        return None
    rows = with_numbers(runs_visible_to(user).exclude(state=RunState.CLOSED), now)[:SHOWN]
    return Panel(
        _("Running protocols"),
        [_row(run) for run in rows],
        _("Nothing is running now."),
        (_("Start or look up"), reverse("protocols:runs")),
    )


def _row(run: Run) -> Row:
    kind = f"{run.get_kind_display()}: " if run.kind == RunKind.EXERCISE else ""
    late: int = run.late_steps if run.state == RunState.RUNNING else 0  # type: ignore[attr-defined]
    note = ngettext("%(number)s step is late.", "%(number)s steps are late.", late)
    return Row(
        f"{kind}{run.title}",
        reverse("protocols:run", args=[run.pk]),
        note % {"number": late} if late else run.get_state_display(),
        is_late=late > 0,
    )
