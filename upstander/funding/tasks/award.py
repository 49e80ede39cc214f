"""Letters that something waits at the desk, and nothing else."""

from smtplib import SMTPException
from typing import Any

from django.conf import settings
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _
from django_tasks import task

from upstander.funding.models import Award
from upstander.network.interface import WRITING_ROLES, people_in


@task()
def alert_organisation(reference: str) -> None:
    """Tell the people of an organisation that something waits about its award."""
    award = Award.objects.get(reference=reference)
    people = {m.user_id: m.user for m in people_in(award.organisation_id, WRITING_ROLES)}
    failed = None
    for user in people.values():
        try:
            _send(user, f"{settings.PUBLIC_URL}/desk/funding/awards/{award.reference}/")
        except (OSError, SMTPException) as error:
            failed = error  # the others get theirs; the job then ends as failed
    if failed:
        raise failed


def _send(user: Any, link: str) -> None:
    with translation.override(user.language):
        send_mail(
            _("Something waits for you at your desk"),
            render_to_string("funding/waits.txt", {"link": link}),
            settings.DEFAULT_FROM_EMAIL,
            [user.email],
        )
