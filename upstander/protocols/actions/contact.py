"""Whom to call by a version is forgotten a year after it is over."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from upstander.accounts.interface import SYSTEM
from upstander.audit.interface import record
from upstander.protocols.models import DutyContact, Version
from upstander.protocols.states import VERSION_MOVES, VersionState

A_YEAR = timedelta(days=365)
OVER = [state for state, further in VERSION_MOVES.items() if not further]


@transaction.atomic
def clear_old_contacts(now: datetime) -> int:
    """Contacts of versions that were replaced or given up a year ago go. How many there were.

    What the partners agreed on stays, and so does which of them had which role.
    """
    today = timezone.localdate(now)
    # Given up before the day of it was kept: their year begins today.
    Version.objects.filter(state=VersionState.WITHDRAWN, ended_on=None).update(ended_on=today)
    over = Version.objects.filter(state__in=OVER, ended_on__lte=today - A_YEAR)
    contacts = DutyContact.objects.filter(duty__of__in=over).select_related("duty__of")
    # A second clock waits here for the first, and then finds nothing to say.
    rows = list(contacts.select_for_update(of=("self",)))
    number, _each = DutyContact.objects.filter(pk__in=[row.pk for row in rows]).delete()
    for version in {row.duty.of_id: row.duty.of for row in rows}.values():
        facts = {"number": version.number}
        of = f"protocol:{version.protocol_id}"
        record("protocol.contacts_cleared", by=SYSTEM, of=of, facts=facts)
    return number
