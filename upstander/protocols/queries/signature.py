"""Who signed which version, what holds, and whether the words are still those."""

from collections.abc import Iterable
from hashlib import sha256
from typing import Any, NamedTuple

from django.db.models import Q, QuerySet
from django.utils import timezone

from upstander.accounts.interface import User
from upstander.protocols.models import Signature, Validity, Version
from upstander.protocols.queries.content import digests_of
from upstander.protocols.queries.protocol import own_versions
from upstander.protocols.states import SignatureState


class Proof(NamedTuple):
    """SHA-256 of the words of now, and whether all who signed signed just these."""

    digest: str
    is_whole: bool


def signatures_kept_by(user: User) -> QuerySet[Signature]:
    """The signatures under them."""
    rows = Signature.objects.filter(of__in=own_versions(user))
    return rows.select_related("of__protocol__organisation", "partner")


def signatures_of(version: Version) -> list[Signature]:
    """All of them with partner and who recorded them, those that are void last."""
    rows = version.signatures.select_related("partner", "recorded_by")
    return sorted(rows, key=lambda row: row.state == SignatureState.VOID)


def valid_signatures(version: Version) -> QuerySet[Signature]:
    """Those that count: not void by a change of the words, nor asked for anew."""
    return version.signatures.exclude(state=SignatureState.VOID).select_related("partner")


def validities_of(version: Version) -> QuerySet[Validity]:
    """Since when it holds, and each review that changed nothing, with who recorded it."""
    return version.validities.select_related("made_by")


def partners_of_duties(version: Version) -> list[Any]:
    """Each partner who has a duty, once, by name."""
    duties = version.duties.select_related("partner")
    found = {duty.partner.pk: duty.partner for duty in duties if duty.partner}
    return sorted(found.values(), key=lambda partner: partner.name)


def partners_to_ask(version: Version) -> QuerySet[Any]:
    """Partners of the partnership of today who were not asked yet."""
    asked = valid_signatures(version).values("partner")
    rows = version.protocol.organisation.local_partners.exclude(pk__in=asked)
    return rows.filter(Q(ends_on=None) | Q(ends_on__gt=timezone.localdate()))


def digest_of_secret(secret: str) -> str:
    """By which a signature is found. The secret has 256 random bits, so a plain hash will do."""
    return sha256(secret.encode()).hexdigest()


def signature_behind(secret: str) -> Signature | None:
    """The signature that a link speaks of, whatever its state."""
    rows = Signature.objects.select_related("of__protocol__organisation", "partner")
    return rows.filter(secret_digest=digest_of_secret(secret)).first()


def proof_of(version: Version, signatures: Iterable[Signature]) -> Proof:
    """Compares the words of now with those under which the names stand.

    The digest is the one that was signed, where someone signed these words.
    """
    digests = digests_of(version)
    signed = [row.digest for row in signatures if row.state == SignatureState.SIGNED]
    digest = next((digest for digest in digests if digest in signed), digests.now)
    return Proof(digest, all(digest in digests for digest in signed))


def not_as_signed() -> list[Version]:
    """Versions whose words are no longer those that were signed: for whoever checks the site.

    Some queries for each version that was signed.
    """
    rows = Version.objects.filter(signatures__state=SignatureState.SIGNED).distinct()
    rows = rows.select_related("protocol").order_by("pk")
    return [row for row in rows if not proof_of(row, row.signatures.all()).is_whole]
