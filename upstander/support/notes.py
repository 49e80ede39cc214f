"""A note to a person who asked for one: that there is an answer, and nothing else."""

from django.conf import settings
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _


def send_note(email: str, language: str) -> None:
    """Sent at once and not as a job: the address stands unsealed in no table."""
    with translation.override(language):
        send_mail(
            _("A short note for you"),
            render_to_string("support/note.txt"),
            settings.DEFAULT_FROM_EMAIL,
            [email],
            fail_silently=True,
        )
