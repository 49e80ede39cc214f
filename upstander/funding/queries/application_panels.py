"""Applications on the home of funding: for who writes them, who is a partner, who receives them."""

from datetime import datetime, timedelta

from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from upstander.accounts.interface import User
from upstander.funding.models import Application
from upstander.funding.queries.application import (
    READ_BY_FUNDER,
    applicants_of,
    applications_of,
    calls_open_to,
    faults_of_application,
    late_until,
    partnerships_of,
    received_by,
)
from upstander.funding.queries.application_outcome import DECIDED, SENT, Outcome, outcomes_of
from upstander.funding.queries.panels import Panel, Row
from upstander.funding.rules.application import moment_of
from upstander.funding.states import ApplicationState, CallState, PartnerState
from upstander.network.interface import is_officer, memberships_of

SOON = timedelta(days=7)
RUNNING = (CallState.OPEN, CallState.CLOSED)


def applications_panel(user: User, now: datetime) -> Panel | None:
    """Her applications: what is missing and how long there is time, then what became of others."""
    last_day = F("call__closes_at").asc(nulls_last=True)
    shown = Q(call__state__in=RUNNING) | Q(call__state__in=DECIDED, state__in=SENT)
    order = (last_day, "organisation__name", "started_at", "pk")
    rows = list(applications_of(user).filter(shown).order_by(*order))
    rows.sort(key=lambda row: row.call.state in DECIDED)
    outcomes = outcomes_of(rows, user)
    calls = calls_open_to(user, now)
    if not rows and not applicants_of(user):
        return None
    apply = (_("Apply for money"), reverse("funding:application-start"))
    return Panel(
        _("My applications"),
        [_row(row, now, outcomes.get(row.pk)) for row in rows],
        _("Your organisation has no application now."),
        apply if calls else None,
    )


def _row(application: Application, now: datetime, outcome: Outcome | None) -> Row:
    text = f"{application.organisation}: {application.call} ({application.call.year})"
    url = reverse("funding:application", args=[application.pk])
    if outcome:
        return Row(text, outcome.url or url, outcome.text, is_waiting=False)
    if application.state != ApplicationState.DRAFT:
        note = application.get_state_display()
        if application.reference:
            note = f"{note} · \u2068{application.reference}\u2069"
        return Row(text, url, note, is_waiting=False)
    ends = [application.call.closes_at, late_until(application)]
    closes_at = max(filter(None, ends), default=None)
    note, is_over = _left(closes_at, now), closes_at is not None and closes_at <= now
    missing = len(faults_of_application(application))
    lacks = ngettext("%(number)s missing", "%(number)s missing", missing) % {"number": missing}
    ready = _("ready to be signed")
    is_late = closes_at is not None and not is_over and closes_at - now <= SOON
    return Row(text, url, f"{lacks if missing else ready} · {note}", is_late, not is_over)


def _left(closes_at: datetime | None, now: datetime) -> str:
    if closes_at is None:
        return _("no last day")
    if closes_at <= now:
        return _("the call is closed")
    days = (closes_at - now).days
    return ngettext("%(days)s day left", "%(days)s days left", days) % {"days": days}


def partnerships_panel(user: User, now: datetime) -> Panel | None:
    """Where an organisation of hers is asked to be a partner."""
    rows = partnerships_of(user).filter(
        application__call__state__in=RUNNING, application__state=ApplicationState.DRAFT
    )
    found = [
        Row(
            f"{partner.application.organisation}: {partner.application.call}",
            reverse("funding:partnership", args=[partner.pk]),
            partner.get_state_display(),
            is_waiting=partner.state == PartnerState.ASKED,
        )
        for partner in rows
    ]
    return Panel(_("Partnerships to confirm"), found, "") if found else None


def received_panel(user: User, now: datetime) -> Panel | None:
    """For the funder: what was sent, the newest first."""
    if not is_officer(memberships_of(user)):
        return None
    rows = Application.objects.filter(state__in=READ_BY_FUNDER, call__state__in=RUNNING)
    rows = rows.select_related("organisation", "call").order_by("-sent_at", "reference", "pk")
    found = [
        Row(
            f"\u2068{row.reference}\u2069 {row.organisation}",
            reverse("funding:application", args=[row.pk]),
            f"{row.call} · {moment_of(row.call, row.sent_at)}",
            is_waiting=False,
        )
        for row in received_by(user, rows)
    ]
    if not found and Application.objects.filter(state__in=READ_BY_FUNDER).exists():
        return None  # they are of calls that are decided, or she is too near to all of them
    return Panel(_("Applications received"), found, _("No application has been sent yet."))
