"""Partners and committee on the home of local action."""

from datetime import date, datetime, timedelta
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from upstander.accounts.interface import User
from upstander.core.panels import Panel, Row
from upstander.partnership.models import Partner, Seat
from upstander.partnership.queries.partner import not_over, organisations_of, reads_across

SOON = timedelta(days=60)


def partners_panel(user: User, now: datetime) -> Panel | None:
    """For each organisation of hers: how many there are, and what waits."""
    today, organisations = timezone.localdate(now), organisations_of(user)
    is_wide = reads_across(user)
    if not organisations and not is_wide:
        return None
    across = (_("Partners across the network"), reverse("partnership:network"))
    partners = list(Partner.objects.filter(not_over(today), organisation__in=organisations))
    seats = list(Seat.objects.filter(not_over(today), organisation__in=organisations))
    rows = [
        row
        for organisation in organisations
        for row in _rows(
            organisation,
            [partner for partner in partners if partner.organisation_id == organisation.pk],
            [seat for seat in seats if seat.organisation_id == organisation.pk],
            today,
        )
    ]
    title, empty = _("Partners and committee"), _("Here you see who works together where.")
    return Panel(title, rows, empty, across if is_wide else None)


def _rows(organisation: Any, partners: list[Partner], seats: list[Seat], today: date) -> list[Row]:
    here = reverse("partnership:organisation", args=[organisation.pk])
    committee = reverse("partnership:committee", args=[organisation.pk])
    undated = sum(partner.agreed_on is None for partner in partners)
    last = today + SOON
    of_seats = sum(seat.ends_on is not None and seat.ends_on <= last for seat in seats)
    of_partners = sum(row.ends_on is not None and row.ends_on <= last for row in partners)
    numbers = {"partners": len(partners), "people": len(seats)}
    note = _("Partners: %(partners)s · People in the committee: %(people)s") % numbers
    rows = [Row(organisation, here, note, is_waiting=False)]
    if undated:
        dated = _("Agreements without a day: %(number)s") % {"number": undated}
        rows.append(Row(dated, here, str(organisation)))
    if of_partners or of_seats:
        number = of_partners + of_seats
        ends = _("Terms that end within 60 days: %(number)s") % {"number": number}
        rows.append(Row(ends, committee if of_seats else here, str(organisation)))
    return rows
