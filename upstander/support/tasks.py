"""Jobs: letters that say that something waits, and nothing else."""

from collections.abc import Iterable
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _
from django_tasks import task

from upstander.accounts.interface import NotSent, User
from upstander.support.models import Case, Team
from upstander.support.queries.team import members_of


@task()
def alert_team(team_id: int) -> None:
    """Tell everyone in a team that something waits at the desk."""
    _send_all(member.user for member in members_of(Team.objects.get(pk=team_id)))


@task()
def alert_assignee(case_id: str) -> None:
    """Tell the one who has a request that something waits; the whole team where nobody has it."""
    case = Case.objects.select_related("assignee").filter(pk=case_id).first()
    if case is None:
        return
    people = [member.user for member in members_of(case.team)]
    hers = [user for user in people if user == case.assignee]  # nobody, where she has left
    _send_all(hers or people)


def _send_all(people: Iterable[User]) -> None:
    """To each, also where a letter to one of them cannot go; the job then ends as failed.

    What is kept of a job that failed names no address.
    """
    failed = []
    for user in people:
        try:
            _send(user)
        except (OSError, SMTPException, ValueError) as error:  # the last: no such address can be
            failed.append(type(error).__name__)
    if failed:
        raise NotSent(", ".join(failed))


def _send(user: User) -> None:
    with translation.override(user.language):
        link = f"{settings.PUBLIC_URL}/desk/"
        send_mail(
            _("Something waits for you at your desk"),
            render_to_string("support/alert.txt", {"link": link}),
            settings.DEFAULT_FROM_EMAIL,
            [user.email],
        )
