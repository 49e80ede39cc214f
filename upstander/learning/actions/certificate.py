"""Certificates are given and taken back."""

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from upstander.accounts.interface import User
from upstander.audit.interface import record
from upstander.core.errors import NotAllowed
from upstander.core.moves import move
from upstander.learning.models import Certificate, Cohort, Enrolment
from upstander.learning.queries.participant import Participant, participants_of
from upstander.learning.rules import certificate as rules
from upstander.learning.states import CERTIFICATE_MOVES, CertificateState
from upstander.learning.tasks import tell_people
from upstander.network.interface import memberships_of


def issue_to_all(cohort: Cohort, *, by: User) -> int:
    """To everyone who has completed it and has none. Inside the caller's transaction."""
    ready = [row for row in participants_of(cohort) if row.is_complete and not row.certificate]
    for participant in ready:
        _issue(cohort, participant, by)
    return len(ready)


@transaction.atomic
def issue_certificate(enrolment: Enrolment, *, by: User) -> None:
    """To one person, who completed it after it was finished."""
    cohort = Cohort.objects.select_for_update(no_key=True).get(pk=enrolment.cohort_id)
    row = next((r for r in participants_of(cohort) if r.enrolment.pk == enrolment.pk), None)
    if row is None:
        raise NotAllowed(_("Someone changed this a moment ago. Reload the page to see it now."))
    mine, has_one = memberships_of(by), row.certificate is not None
    rules.may_issue(mine, cohort, is_complete=row.is_complete, has_one=has_one)
    _issue(cohort, row, by)


@transaction.atomic
def revoke_certificate(certificate: Certificate, reason: str, *, by: User) -> None:
    """Whoever asks for its code is told that it was taken back, and when."""
    rows = Certificate.objects.select_for_update(no_key=True, of=("self",))
    certificate = rows.select_related("enrolment__cohort").get(pk=certificate.pk)
    rules.may_revoke(memberships_of(by), certificate, reason)
    changes: dict[str, Any] = {"revoked_on": timezone.localdate(), "reason": reason.strip()}
    move(certificate, to=CertificateState.REVOKED, moves=CERTIFICATE_MOVES, **changes)
    _note("certificate.revoked", certificate, by)
    _tell(certificate.enrolment.cohort_id, certificate.enrolment.user_id)


def _issue(cohort: Cohort, participant: Participant, by: User) -> None:
    certificate = Certificate.objects.create(
        enrolment=participant.enrolment,
        code=rules.make_code(),
        name=participant.enrolment.user.name,
        title=cohort.title,
        language=cohort.language,
        issued_on=timezone.localdate(),
        issued_by=by,
    )
    _note("certificate.issued", certificate, by)
    _tell(cohort.pk, participant.enrolment.user_id)


def _tell(cohort: int, person: int) -> None:
    transaction.on_commit(lambda: tell_people.enqueue(cohort, [person]))


def _note(verb: str, certificate: Certificate, by: User) -> None:
    facts = {"enrolment": certificate.enrolment_id}
    record(verb, by=f"user:{by.pk}", of=f"certificate:{certificate.pk}", facts=facts)
