"""Two workers whose clocks strike at once forget a contact once, and say so once."""

import time
from datetime import timedelta
from threading import Thread

from django.db import connection, transaction
from django.utils import timezone

from tests.protocols.protocol_made import a_coordinator, a_spoke, a_whole_draft
from upstander.audit.interface import entries_of
from upstander.protocols.actions.contact import clear_old_contacts
from upstander.protocols.models import DutyContact, Version
from upstander.protocols.states import VersionState


def test_two_clocks_at_once_forget_a_contact_once(site):
    organisation = a_spoke()
    version = a_whole_draft(a_coordinator(organisation), organisation)
    ended = timezone.localdate() - timedelta(days=365)
    over = {"state": VersionState.SUPERSEDED, "in_force_on": ended, "ended_on": ended}
    Version.objects.filter(pk=version.pk).update(**over)
    cleared = []

    def strike() -> None:
        try:
            cleared.append(clear_old_contacts(timezone.now()))
        finally:
            connection.close()

    threads = [Thread(target=strike) for _each in range(2)]
    with transaction.atomic():  # neither can delete it before both have come to it
        DutyContact.objects.select_for_update().get()
        for thread in threads:
            thread.start()
        time.sleep(0.3)
    for thread in threads:
        thread.join()

    said = [entry.verb for entry in entries_of(f"protocol:{version.protocol_id}")]
    assert (sorted(cleared), said.count("protocol.contacts_cleared")) == ([0, 1], 1)
