"""Letters about announcements. Each goes to one person: an address that fails stops no other."""

from datetime import datetime
from functools import partial

from django.conf import settings
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django_tasks import task

from upstander.accounts.interface import User, send_each
from upstander.announcements.queries.announcement import all_shown, shown, unread_of
from upstander.announcements.queries.digest import news_of


@task()
def send_digest(person: int, since: str, until: str) -> None:
    """What was published in that time and she has not read, in her language."""
    user = User.objects.filter(pk=person, is_active=True).first()
    if user is None:
        return
    first, last = datetime.fromisoformat(since), datetime.fromisoformat(until)
    rows = news_of(user, first, last, timezone.now())
    if rows:
        with translation.override(user.language):
            titles = [one.title for one in all_shown(rows, user.language)]
            subject = _("New from the hub of your network")
            _send(user, subject, titles, reverse("announcements:list"))


@task()
def send_urgent(person: int, announcement: int) -> None:
    """What cannot wait, unless she has read it meanwhile or it was withdrawn."""
    user = User.objects.filter(pk=person, is_active=True).first()
    rows = unread_of(user, timezone.now()) if user else None
    row = rows.filter(pk=announcement).first() if rows is not None else None
    if user is None or row is None:
        return
    with translation.override(user.language):
        title = shown(row, user.language).title
        link = reverse("announcements:announcement", args=[row.pk])
        _send(user, f"{_('Urgent')}: {title}", [title], link)


def _send(user: User, subject: str, titles: list[str], path: str) -> None:
    context = {
        "titles": titles,
        "link": settings.PUBLIC_URL + path,
        "choice": settings.PUBLIC_URL + reverse("announcements:digest"),
    }
    body = render_to_string("announcements/letter.txt", context)
    send_each([partial(send_mail, subject, body, settings.DEFAULT_FROM_EMAIL, [user.email])])
