"""Projects as they come about, by their real verbs."""

from datetime import timedelta
from decimal import Decimal
from io import BytesIO
from typing import Any

from django.utils import timezone
from PIL import Image

from tests.accounts.people import member, spoke
from upstander.accounts.interface import User
from upstander.action.actions.project import add_part, add_photo, move_project, plan_project
from upstander.action.models import Activity, Outcome, Photo, Project
from upstander.action.states import Consent, ProjectState
from upstander.core.cleaning.results import Clean
from upstander.network.models import Community, Organisation
from upstander.network.models import Spoke as Term
from upstander.network.states import Role
from upstander.partnership.models import Partner


def today() -> Any:
    """The day of the network."""
    return timezone.localdate()


def coordinator(organisation: Organisation | None = None) -> User:
    """Who signs for an organisation; the same one each time."""
    organisation = organisation or spoke()
    email = f"coordinator-{organisation.key}@example.org"
    found = User.objects.filter(email=email).first()
    return found or member(Role.SPOKE_COORDINATOR, organisation, email)


def a_served_community(organisation: Organisation | None = None) -> Community:
    """A community that the organisation serves as its spoke."""
    organisation, place = organisation or spoke(), Community.objects.first()
    term = Term.objects.create(
        organisation=organisation, region=place.region, kind="community", starts_on=today()
    )
    term.communities.set([place])
    return place


def a_partner(organisation: Organisation | None = None, **changes: Any) -> Partner:
    """A partner of today."""
    values = {"name": "Temple", "kind": "faith", "starts_on": today(), **changes}
    return Partner.objects.create(organisation=organisation or spoke(), **values)


def plan(**changes: Any) -> dict[str, Any]:
    """What a plan says."""
    return {
        "title": "Safe way to school",
        "goal": "Children walk to school without being called names.",
        "starts_on": today() - timedelta(days=10),
        "ends_on": today() + timedelta(days=100),
        "budget": Decimal("5000.00"),
        "lead": None,
        "priority": None,
        "communities": [],
        "partners": [],
        **changes,
    }


def a_project(organisation: Organisation | None = None, **changes: Any) -> Project:
    """A planned project."""
    organisation = organisation or spoke()
    return plan_project(organisation, plan(**changes), by=coordinator(organisation))


def activity_values(**changes: Any) -> dict[str, Any]:
    """What an activity says; it was yesterday."""
    return {
        "title": "Evening with parents", "kind": "workshop",
        "held_on": today() - timedelta(days=1), "place": "Library", "audience": "Parents",
        "languages": "Punjabi, English", "attendance": None, "is_estimated": False,
        "cost": None, "words": "", "is_cancelled": False, **changes,
    }  # fmt: skip


def outcome_values(**changes: Any) -> dict[str, Any]:
    """What an outcome says."""
    return {
        "change": "Children feel safe", "indicator": "Children who say so", "unit": "percent",
        "baseline": Decimal(40), "target": Decimal(70), **changes,
    }  # fmt: skip


def measure_values(**changes: Any) -> dict[str, Any]:
    """What a measure says."""
    return {"measured_on": today(), "value": Decimal(55), "how": "A show of hands", **changes}


def an_activity(project: Project, **changes: Any) -> Activity:
    """An activity of a project."""
    by = coordinator(project.organisation)
    found: Activity = add_part(project, "activity", activity_values(**changes), by=by)
    return found


def an_outcome(project: Project, **changes: Any) -> Outcome:
    """An outcome of a project."""
    by = coordinator(project.organisation)
    found: Outcome = add_part(project, "outcome", outcome_values(**changes), by=by)
    return found


def a_running_project(organisation: Organisation | None = None, **changes: Any) -> Project:
    """A project that has begun, with an outcome."""
    project = a_project(organisation, **changes)
    an_outcome(project)
    move_project(project, ProjectState.RUNNING, by=coordinator(project.organisation))
    return Project.objects.get(pk=project.pk)


def picture() -> bytes:
    """A small picture."""
    out = BytesIO()
    Image.new("RGB", (8, 8), (200, 120, 40)).save(out, "PNG")
    return out.getvalue()


def a_photo(activity: Activity, by: User | None = None, **changes: Any) -> Photo:
    """A photo of an activity on which nobody can be recognised."""
    file = Clean("photo", "image/png", "png", picture() + bytes([activity.photos.count()]))
    values = {
        "shows": "A full room", "consent": Consent.NOBODY, "how": "", "is_public": False,
        **changes,
    }  # fmt: skip
    by = by or coordinator(activity.project.organisation)
    add_photo(activity, file, values, by=by)
    return activity.photos.latest("added_at")
