"""All about one community on one page, and what its spoke has still to do."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from upstander.accounts.interface import User
from upstander.action.models import Activity, Milestone, Priority, Project
from upstander.action.queries.duty import Is, Place, places_visible_to
from upstander.action.queries.priority import priorities_visible_to
from upstander.action.queries.project import projects_visible_to
from upstander.action.states import PLAN_STATES, PriorityState
from upstander.core.panels import Panel, Row
from upstander.network.interface import Audience, audiences_of, memberships_of
from upstander.protocols.interface import protocols_by_place

MOST_DATES = 12


class Coming(NamedTuple):
    """A day that is near, what it is for, and its page ("" for none)."""

    day: date
    text: str
    note: Any
    url: str


class Work(NamedTuple):
    """What is wanted and done in a community, and the next days."""

    priorities: Sequence[Priority]
    projects: Sequence[Project]
    dates: Sequence[Coming]


def for_place(organisation: Any, community: Any) -> Q:
    """Rows for this community; one that names none is for all that its organisation serves."""
    return Q(organisation=organisation) & (Q(communities=community) | Q(communities=None))


def work_in(place: Place, user: User, today: date) -> Work:
    """As far as she may see; a constant number of queries."""
    here = for_place(place.organisation, place.community)
    kept = priorities_visible_to(user).exclude(state=PriorityState.SET_ASIDE)
    priorities = list(kept.filter(here).distinct())
    projects = list(projects_visible_to(user).filter(here).distinct())
    dates = sorted([*_of_projects(projects, today), *_reviews(place, priorities, user, today)])
    return Work(priorities, projects, dates[:MOST_DATES])


def _of_projects(projects: Sequence[Project], today: date) -> Iterator[Coming]:
    going = [row.pk for row in projects if row.state in PLAN_STATES]
    activities = Activity.objects.filter(project__in=going, held_on__gte=today, is_cancelled=False)
    for held in activities.select_related("project").order_by("held_on", "pk")[:MOST_DATES]:
        yield Coming(held.held_on, held.title, held.project.title, _to(held.project_id))
    due = Milestone.objects.filter(project__in=going, done_on=None)
    for step in due.select_related("project").order_by("due_on", "pk")[:MOST_DATES]:
        yield Coming(step.due_on, step.text, step.project.title, _to(step.project_id))


def _to(project: int) -> str:
    return reverse("action:project", args=[project])


def _reviews(
    place: Place, priorities: Sequence[Priority], user: User, today: date
) -> Iterator[Coming]:
    for row in priorities:
        if row.state == PriorityState.AGREED and row.review_on:
            yield Coming(row.review_on, row.title, _("Review"), _priority(row))
    key = (place.organisation.pk, place.community.pk)
    found = protocols_by_place(user, today).get(key)
    if found and found.review_on:
        words = _("Response protocol")
        yield Coming(found.review_on, words, _("Review"), place.duty("protocol").url)


def _priority(row: Priority) -> str:
    return reverse("action:priority", args=[row.pk])


def communities_panel(user: User, now: datetime) -> Panel | None:
    """What my communities lack; for hub and funder only the way to all of them."""
    own = places_visible_to(user, timezone.localdate(now), own_only=True)
    audiences = audiences_of(memberships_of(user))
    if not own and not audiences:
        return None
    rows = list(dict.fromkeys(_rows(own)))
    more = (_("My communities"), reverse("action:communities"))
    if Audience.HUB in audiences:
        more = (_("The whole network"), reverse("action:network"))
    elif not own:
        more = (_("Annual summaries"), reverse("action:summaries"))
    return Panel(_("Communities"), rows, _("No duty waits for you."), more)


def _rows(places: Sequence[Place]) -> Iterator[Row]:
    """A summary is one for all communities of a spoke: there the organisation is named."""
    for place in places:
        for duty in place.gaps:
            where = place.organisation if duty.key == "summary" else place.community
            text = f"{where} · {duty.title}"
            yield Row(text, duty.url, duty.step or duty.who, is_late=duty.standing is Is.LATE)
