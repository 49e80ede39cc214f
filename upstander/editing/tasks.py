"""Jobs: letters that something waits; forgetting what nobody came back to."""

from datetime import timedelta
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django_tasks import task

from upstander.accounts.interface import User
from upstander.editing.models import PendingImport, TranslationTask

KEPT = timedelta(days=1)  # what someone brought in and neither took over nor left


@task()
def tell_people(number: int, people: list[int]) -> None:
    """Tell them, each in her language, that something waits about a translation."""
    row = TranslationTask.objects.get(pk=number)
    path = reverse("editing:piece", args=[row.language, row.kind, row.key])
    failed = None
    for user in User.objects.filter(pk__in=people, is_active=True):
        try:
            _send(user, f"{settings.PUBLIC_URL}{path}")
        except (OSError, SMTPException) as error:
            failed = error  # the others get theirs; the job then ends as failed
    if failed:
        raise failed


def _send(user: User, link: str) -> None:
    with translation.override(user.language):
        send_mail(
            _("Something waits for you at your desk"),
            render_to_string("editing/waits.txt", {"link": link}),
            settings.DEFAULT_FROM_EMAIL,
            [user.email],
        )


@task()
def forget_imports() -> None:
    """Those that nobody came back to."""
    PendingImport.objects.filter(made_at__lte=timezone.now() - KEPT).delete()
