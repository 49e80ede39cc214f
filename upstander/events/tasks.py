"""Letters to who registered and left an address: each in the language that she registered in."""

from functools import partial
from typing import Any

from django.conf import settings
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _
from django_tasks import task

from upstander.accounts.interface import send_each
from upstander.core.zones import zone_in_words
from upstander.events.codes import groups_of, opened
from upstander.events.models import Registration
from upstander.events.queries.event import title_of
from upstander.events.states import RegistrationState

# By what happened: the subject of the letter, and its first line.
LETTERS: dict[str, tuple[Any, Any]] = {
    "made": (_("Your registration"), _("We have your registration.")),
    "placed": (_("You have a place"), _("A place became free. It is yours.")),
    "moved": (_("An event has a new time"), _("The event takes place at another time.")),
    "placed_elsewhere": (
        _("An event has a new place"),
        _("The event takes place somewhere else, or has another link."),
    ),
    "cancelled": (_("An event is cancelled"), _("The event does not take place.")),
    "near": (_("Your event is soon"), _("This is to remind you. We look forward to you.")),
}


@task()
def tell_registered(people: list[str], what: str) -> None:
    """Write to each who left an address; the others get theirs also when one cannot be sent."""
    _write(Registration.objects.filter(pk__in=people), what)


@task()
def remind_of(occurrence: int) -> None:
    """Everyone who has a place on this day."""
    _write(Registration.objects.filter(occurrence=occurrence), "near")


def _write(rows: Any, what: str) -> None:
    rows = rows.exclude(state=RegistrationState.GIVEN_UP)
    if what != "cancelled":  # it was cancelled while the letter waited: another one says so
        rows = rows.exclude(occurrence__is_cancelled=True)
    if what == "near":
        rows = rows.filter(state=RegistrationState.PLACED)
    rows = rows.select_related("occurrence__event__organisation").order_by("turn", "pk")
    written = ((row, opened(row.sealed, str(row.pk))) for row in rows)
    send_each(partial(_send, row, said, what) for row, said in written if said.get("mail"))


def _send(row: Registration, said: dict[str, str], what: str) -> None:
    subject, first = LETTERS[what]
    event = row.occurrence.event
    with translation.override(row.language):
        has_place = row.state == RegistrationState.PLACED
        context = {
            "first": first,
            "title": title_of(event),
            "event": event,
            "day": row.occurrence,
            "zone": zone_in_words(timezone.get_current_timezone_name(), row.language),
            "is_cancelled": what == "cancelled",
            "reason": event.reason,
            "has_place": has_place,
            "link": event.link if has_place else "",
            "code": " ".join(groups_of(said["code"])),
            "page": f"{settings.PUBLIC_URL}/{row.language}/events/{event.key}/",
            "mine": f"{settings.PUBLIC_URL}/{row.language}/events/registration/",
        }
        words = render_to_string("events/letter.txt", context)
        send_mail(str(subject), words, settings.DEFAULT_FROM_EMAIL, [said["mail"]])
