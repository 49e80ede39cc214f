"""Jobs: letters that say that something waits, and nothing else."""

from collections.abc import Iterable

from django_tasks import task

from upstander.accounts.interface import User, say_that_something_waits
from upstander.support.models import Case, Team
from upstander.support.queries.team import members_of


@task()
def alert_team(team_id: int) -> None:
    """Tell everyone in a team that something waits at the desk."""
    _tell(member.user for member in members_of(Team.objects.get(pk=team_id)))


@task()
def alert_assignee(case_id: str) -> None:
    """Tell the one who has a request that something waits; the whole team where nobody has it."""
    case = Case.objects.select_related("assignee").filter(pk=case_id).first()
    if case is None:
        return
    people = [member.user for member in members_of(case.team)]
    hers = [user for user in people if user == case.assignee]  # nobody, where she has left
    _tell(hers or people)


def _tell(people: Iterable[User]) -> None:
    say_that_something_waits(people, "/desk/")
