"""Letters that something waits at the desk, and nothing else."""

from django_tasks import task

from upstander.accounts.interface import say_that_something_waits
from upstander.funding.models import Award
from upstander.network.interface import WRITING_ROLES, people_in


@task()
def alert_organisation(reference: str) -> None:
    """Tell the people of an organisation that something waits about its award."""
    award = Award.objects.get(reference=reference)
    people = {m.user_id: m.user for m in people_in(award.organisation_id, WRITING_ROLES)}
    say_that_something_waits(people.values(), f"/desk/funding/awards/{award.reference}/")
