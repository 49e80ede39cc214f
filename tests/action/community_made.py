"""Communities with all that is agreed and done in them, and a spoke that shows nothing of it."""

from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any

from tests.accounts.people import spoke
from tests.action.priority_made import an_agreed_priority
from tests.action.project_made import a_partner, a_running_project, an_activity, coordinator, today
from tests.protocols.signature_made import a_version_in_force
from upstander.action.actions.summary import agree_summary, write_summary
from upstander.action.models import AnnualSummary
from upstander.network.models import Community, Organisation
from upstander.network.models import Spoke as Term

LAST_YEAR = today().year - 1


def values(**changes: Any) -> dict[str, Any]:
    """What is said of the last year."""
    return {"year": LAST_YEAR, "words": "Two slogans were painted over.", "reports": 7, **changes}


def a_summary(organisation: Organisation | None = None, **changes: Any) -> AnnualSummary:
    """A draft."""
    organisation = organisation or spoke()
    return write_summary(organisation, values(**changes), by=coordinator(organisation))


def an_agreed_summary(organisation: Organisation | None = None) -> AnnualSummary:
    """Agreed by the coordinator."""
    summary = a_summary(organisation)
    agree_summary(summary, seen=0, by=coordinator(summary.organisation))
    return AnnualSummary.objects.get(pk=summary.pk)


def serve(organisation: Organisation, *keys: str) -> list[Community]:
    """The organisation serves these communities, and nobody else does."""
    places = list(Community.objects.filter(key__in=keys))
    for term in Term.objects.filter(communities__in=places):
        term.communities.remove(*places)
    term = Term.objects.create(
        organisation=organisation,
        region=places[0].region,
        kind="community",
        starts_on=date(2020, 1, 1),
    )
    term.communities.set(places)
    return places


def a_whole_community(
    number: int = 0, key: str = "burnaby", *, is_governed: bool = False
) -> SimpleNamespace:
    """A community where every duty is met, with a priority, a project and an activity to come."""
    holder = spoke(number)
    Organisation.objects.filter(pk=holder.pk).update(is_indigenous_governed=is_governed)
    holder.refresh_from_db()
    [place] = serve(holder, key)
    by = coordinator(holder)
    named = {"is_named_in_public": True, "name": f"Temple {number}"}
    partner = a_partner(holder, **named)
    partner.communities.set([place])
    version = a_version_in_force(holder)
    version.protocol.communities.set([place])
    priority = an_agreed_priority(by, holder, title=f"Fair schools {number}")
    priority.communities.set([place])
    project = a_running_project(
        holder, title=f"Walking bus {number}", communities=[place], priority=priority
    )
    activity = an_activity(
        project, title=f"Open evening {number}", held_on=today() + timedelta(days=5)
    )
    summary = an_agreed_summary(holder)
    return SimpleNamespace(
        organisation=holder, community=place, by=by, partner=partner, version=version,
        protocol=version.protocol, priority=priority, project=project, activity=activity,
        summary=summary,
    )  # fmt: skip


def secrets(found: SimpleNamespace) -> list[str]:
    """Words that stand nowhere but in the records of this community."""
    return [row.title for row in (found.priority, found.project, found.activity)] + [
        found.partner.name,
        found.summary.words,
    ]
