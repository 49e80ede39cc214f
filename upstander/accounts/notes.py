"""Letters to people of the desk that say no more than that something waits."""

from collections.abc import Callable, Iterable
from functools import partial
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from upstander.accounts.models import User


class NotSent(Exception):
    """Some letters could not be sent; what a job keeps of it names no address."""


def send_each(letters: Iterable[Callable[[], object]]) -> None:
    """Each is tried, whatever became of the others; then NotSent is raised."""
    failed = []
    for send in letters:
        try:
            send()
        except (OSError, SMTPException, ValueError) as error:  # the last: no such address can be
            failed.append(type(error).__name__)
    if failed:  # raised here: what a job keeps of where it came from names no address
        raise NotSent(", ".join(failed))


def say_that_something_waits(people: Iterable[User], path: str) -> None:
    """To each in her language, with a link to `path`."""
    send_each(partial(_send, user, f"{settings.PUBLIC_URL}{path}") for user in people)


def _send(user: User, link: str) -> None:
    with translation.override(user.language):
        send_mail(
            _("Something waits for you at your desk"),
            render_to_string("account/waits.txt", {"link": link}),
            settings.DEFAULT_FROM_EMAIL,
            [user.email],
        )
