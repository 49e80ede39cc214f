"""What may be chosen for an event: who invites, where it is, which project it belongs to."""

from typing import Any

from upstander.accounts.interface import User
from upstander.action.interface import projects_visible_to
from upstander.events.models import Event
from upstander.events.queries.event import inviting_organisations
from upstander.network.interface import communities, organisations_by_key


def choices_for(user: User, event: Event | None) -> dict[str, Any]:
    """Rows for `organisations` (None: it stays the one of `event`), `communities`, `projects`."""
    own = [row.pk for row in inviting_organisations(user)]
    here = [event.organisation_id] if event else own
    organisations = None
    if event is None:
        known = organisations_by_key().values()
        model = type(next(iter(known))) if known else None
        organisations = model._default_manager.filter(pk__in=own) if model else None
    projects = projects_visible_to(user).filter(organisation__in=here)
    return {
        "organisations": organisations,
        "communities": communities(),
        "projects": projects.order_by("title", "pk"),
    }
