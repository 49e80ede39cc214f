"""Jobs: letters that say that something waits, and nothing else."""

from django.conf import settings
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _
from django_tasks import task

from upstander.accounts.interface import User
from upstander.support.models import Case, Team
from upstander.support.queries.team import members_of


@task()
def alert_team(team_id: int) -> None:
    """Tell everyone in a team that something waits at the desk."""
    for member in members_of(Team.objects.get(pk=team_id)):
        _send(member.user)


@task()
def alert_assignee(case_id: str) -> None:
    """Tell the one who has a request that something waits; the whole team where nobody has it."""
    case = Case.objects.select_related("assignee").filter(pk=case_id).first()
    if case is None:
        return
    people = [case.assignee] if case.assignee else [m.user for m in members_of(case.team)]
    for user in people:
        _send(user)


def _send(user: User) -> None:
    with translation.override(user.language):
        link = f"{settings.PUBLIC_URL}/desk/"
        send_mail(
            _("Something waits for you at your desk"),
            render_to_string("support/alert.txt", {"link": link}),
            settings.DEFAULT_FROM_EMAIL,
            [user.email],
        )
