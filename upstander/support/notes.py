"""A note to a person who asked for one: that there is an answer, and nothing else."""

from contextlib import suppress

from django.conf import settings
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

FILES = "django.core.mail.backends.filebased.EmailBackend"


def send_note(email: str, language: str) -> None:
    """Sent at once and not as a job: the address stands unsealed in no table, and in no file.

    An address that mail cannot reach, such as one with too long a name, stops no answer.
    """
    if settings.EMAIL_BACKEND == FILES:
        return
    with translation.override(language), suppress(ValueError):
        send_mail(
            _("A short note for you"),
            render_to_string("support/note.txt"),
            settings.DEFAULT_FROM_EMAIL,
            [email],
            fail_silently=True,
        )
