"""An organisation under Indigenous governance shows a record, or no longer."""

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from upstander.accounts.interface import User
from upstander.audit.interface import record
from upstander.core.errors import NotAllowed
from upstander.network.models import Organisation, Release
from upstander.network.queries.membership import memberships_of
from upstander.network.queries.subject import noun_of
from upstander.network.rules import may_release


def release(organisation: Organisation, subject: str, audience: str, *, by: User) -> Release:
    """Show the record `subject` (`noun:pk`) to one audience from now on; once is enough.

    The caller says which records are the organisation's. NotAllowed for whoever does not sign
    for it, and where nothing needs a release; KeyError for a kind of record that has none.
    """
    noun_of(subject)
    with transaction.atomic():
        may_release(memberships_of(by), organisation)
        row, is_new = Release.objects.get_or_create(
            subject=subject,
            audience=audience,
            withdrawn_at=None,
            defaults={
                "organisation": organisation, "released_at": timezone.now(), "released_by": by,
            },
        )  # fmt: skip
        if is_new:
            _record("release.given", row, by)
    return row


def withdraw_release(row: Release, *, by: User) -> None:
    """Show it to this audience no longer. What was read or printed before cannot be unread."""
    with transaction.atomic():
        may_release(memberships_of(by), row.organisation)
        found = Release.objects.filter(pk=row.pk, withdrawn_at=None)
        if not found.update(withdrawn_at=timezone.now(), withdrawn_by=by):
            raise NotAllowed(_("This has already been dealt with. Reload the page to see it now."))
        _record("release.withdrawn", row, by)


def _record(verb: str, row: Release, by: Any) -> None:
    facts = {"subject": row.subject, "audience": row.audience}
    record(verb, by=f"user:{by.pk}", of=f"organisation:{row.organisation_id}", facts=facts)
