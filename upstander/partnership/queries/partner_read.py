"""A partner in words: on its page, beside the words of another tab, and as a row of a table."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from upstander.core.tables import csv_bytes
from upstander.partnership.models import Partner, Seat

Pair = tuple[Any, str]  # what a thing is called, and what stands there


def day(value: date | None) -> str:
    """A day as the page's language writes it; nothing where there is none."""
    return date_format(value, "DATE_FORMAT") if value else ""


def facts_of(partner: Partner) -> list[Pair]:
    """What is known of a partner; what is not is left out."""
    rows = [
        (_("Kind of partner"), str(partner.get_kind_display())),
        (_("Communities"), places_of(partner)),
        (_("Website"), partner.website),
        (_("Partner since"), day(partner.starts_on)),
        (_("Last day"), day(partner.ends_on)),
        (_("May be named in public"), _("Yes") if partner.is_named_in_public else _("No")),
        (_("Day on which this was agreed"), day(partner.agreed_on)),
    ]
    return [(label, text) for label, text in rows if text]


def words_of(partner: Partner) -> list[Pair]:
    """All that the form of a partner asks, as it is saved."""
    rows = [(_("Name"), partner.name), *facts_of(partner), (_("What we agreed"), partner.agreement)]
    return [(label, text) for label, text in rows if text]


def person_of(seat: Seat) -> list[Pair]:
    """All that the form of a seat asks, as it is saved."""
    rows = [
        (_("Name"), seat.name),
        (_("Role"), str(seat.get_role_display())),
        (_("Speaks for"), str(seat.partner or "")),
        (_("First day of the term"), day(seat.starts_on)),
        (_("Last day of the term"), day(seat.ends_on)),
        (_("E-mail address"), seat.email),
        (_("Telephone"), seat.phone),
        (_("Account of a colleague"), seat.user.name if seat.user else ""),
    ]
    return [(label, text) for label, text in rows if text]


def places_of(partner: Partner) -> str:
    """The communities by name; nothing where it works wherever its organisation does."""
    return ", ".join(place.name for place in partner.communities.all())


def partners_csv(partners: Iterable[Partner]) -> bytes:
    """Partners as a table, without the people who speak for them. Days are written as ISO 8601."""
    head = [
        _("Name"), _("Kind of partner"), _("Communities"), _("Website"),
        _("May be named in public"), _("Partner since"), _("Last day"),
        _("Day on which this was agreed"),
    ]  # fmt: skip
    rows = [
        [
            row.name, row.get_kind_display(), places_of(row), row.website, row.is_named_in_public,
            row.starts_on, row.ends_on, row.agreed_on,
        ]
        for row in partners
    ]  # fmt: skip
    return csv_bytes(head, rows)
