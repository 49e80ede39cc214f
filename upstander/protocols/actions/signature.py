"""A version is signed by the partners, comes into force, and is looked at again each year."""

import secrets
from datetime import date, timedelta
from typing import Any, NamedTuple

from django.db import transaction
from django.utils import timezone

from upstander.accounts.interface import SYSTEM, User
from upstander.audit.interface import record
from upstander.core.moves import move
from upstander.network.interface import memberships_of
from upstander.protocols.models import Protocol, Signature, Validity, Version
from upstander.protocols.queries.content import digests_of
from upstander.protocols.queries.protocol import holding_version
from upstander.protocols.queries.signature import (
    digest_of_secret,
    partners_of_duties,
    signature_behind,
    valid_signatures,
)
from upstander.protocols.rules import signature as rules
from upstander.protocols.rules.protocol import may_be_signed, must_be_seen
from upstander.protocols.states import (
    SIGNATURE_MOVES,
    VERSION_MOVES,
    SignatureState,
    SignatureWay,
    VersionState,
)


class Answer(NamedTuple):
    """What a partner says of the words: signed by name and role, or not, with a reason."""

    is_signed: bool
    name: str
    role: str
    reason: str = ""


class Term(NamedTuple):
    """From which day it holds, when it is looked at again, and what the partners say of it."""

    begins_on: date
    review_on: date
    words: str = ""


@transaction.atomic
def begin_signing(version: Version, seen: int | None, *, by: User) -> Version:
    """The words stand still now, and each partner who has a duty in them is asked to sign.

    `seen` counts the edits of the words that she read.
    """
    version = _locked(version)
    may_be_signed(memberships_of(by), version, timezone.localdate())
    must_be_seen(version, seen)
    move(version, to=VersionState.SIGNING, moves=VERSION_MOVES)
    _name_duties(version, as_it_is=True)
    digest = digests_of(version).now
    for partner in partners_of_duties(version):
        _ask(version, partner, digest, by)
    _record("protocol.signing_begun", version, by)
    return version


@transaction.atomic
def rework_version(version: Version, *, by: User) -> Version:
    """Back to a draft: what was signed no longer counts, and stays on record."""
    version = _locked(version)
    rules.may_rework(memberships_of(by), version)
    rows = list(valid_signatures(version))
    for row in rows:
        move(row, to=SignatureState.VOID, moves=SIGNATURE_MOVES, secret_digest=None)
    move(version, to=VersionState.DRAFT, moves=VERSION_MOVES)
    _name_duties(version, as_it_is=False)
    _record("protocol.reworked", version, by, void=len(rows))
    return version


@transaction.atomic
def ask_partner(version: Version, partner: Any, *, by: User) -> Signature:
    """One more partner is asked to sign, who has no duty in it."""
    version = _locked(version)
    asked = {row.partner_id for row in valid_signatures(version)}
    rules.may_ask(memberships_of(by), version, partner, asked, timezone.localdate())
    signature = _ask(version, partner, digests_of(version).now, by)
    _record("protocol.partner_asked", version, by, signature=signature.pk)
    return signature


@transaction.atomic
def make_link(signature: Signature, *, by: User) -> str:
    """A new secret by which this partner can answer once; the one before works no more."""
    signature = _locked_signature(signature)
    rules.may_settle(memberships_of(by), signature)
    signature = _asked(signature, by)
    secret = secrets.token_urlsafe(32)
    signature.secret_digest = digest_of_secret(secret)
    signature.expires_on = timezone.localdate() + timedelta(days=rules.LINK_DAYS)
    signature.save(update_fields=["secret_digest", "expires_on"])
    _record("protocol.link_made", signature.of, by, signature=signature.pk)
    return secret


@transaction.atomic
def record_answer(signature: Signature, answer: Answer, day: date, *, by: User) -> None:
    """What a partner said in person, recorded by someone of the organisation."""
    signature = _locked_signature(signature)
    rules.may_record(memberships_of(by), signature, day, timezone.localdate())
    rules.must_be_the_words(signature, digests_of(signature.of))
    signature = _asked(signature, by)
    _settle(signature, answer, day, way=SignatureWay.IN_PERSON, recorded_by=by, secret_digest=None)
    _record(_verb(answer), signature.of, by, signature=signature.pk, way="in_person")


@transaction.atomic
def take_back_signature(signature: Signature, *, by: User) -> Signature:
    """It stays on record and no longer counts; the partner is asked anew, under the same words."""
    signature = _locked_signature(signature)
    rules.may_take_back(memberships_of(by), signature)
    anew = _ask_anew(signature, by)
    _record("protocol.signature_taken_back", signature.of, by, signature=signature.pk)
    return anew


@transaction.atomic
def answer_by_link(secret: str, answer: Answer) -> Signature:
    """Whoever holds the link answers for the partner, once. NotAllowed where it is old or used."""
    signature = answerable_signature(secret)
    signature = _locked_signature(signature)
    rules.may_answer(signature, timezone.localdate(), digest_of_secret(secret))
    _settle(signature, answer, timezone.localdate(), way=SignatureWay.LINK)
    _record(_verb(answer), signature.of, None, signature=signature.pk, way="link")
    return signature


def answerable_signature(secret: str) -> Signature:
    """The open signature behind a link. NotAllowed with one sentence for whatever is wrong."""
    signature = signature_behind(secret)
    rules.may_answer(signature, timezone.localdate(), digest_of_secret(secret))
    assert signature is not None  # noqa: S101 - may_answer has refused None
    rules.must_be_the_words(signature, digests_of(signature.of))
    return signature


@transaction.atomic
def put_in_force(version: Version, term: Term, *, by: User) -> Version:
    """It holds from a day on; what held before is replaced in the same moment."""
    version = _locked(version)
    signatures = list(valid_signatures(version))
    rules.may_put_in_force(memberships_of(by), version, signatures, digests_of(version))
    rules.must_say_why(signatures, term.words)
    earlier = holding_version(version.protocol)
    days = [row.signed_on for row in signatures if row.state == SignatureState.SIGNED]
    days += [earlier.in_force_on] if earlier else []
    _check(term, not_before=max(filter(None, days)))
    if earlier:
        move(earlier, to=VersionState.SUPERSEDED, moves=VERSION_MOVES, ended_on=term.begins_on)
        _record("protocol.superseded", earlier, by)
    move(version, to=VersionState.IN_FORCE, moves=VERSION_MOVES, in_force_on=term.begins_on,
         review_on=term.review_on)  # fmt: skip
    _begin(version, term, by)
    without = sum(row.state == SignatureState.DECLINED for row in signatures)
    _record("protocol.in_force", version, by, without=without)
    return version


@transaction.atomic
def start_review(version: Version, *, by: User) -> Version:
    """The partners look at it again; it goes on to hold."""
    version = _locked(version)
    rules.may_start_review(memberships_of(by), version)
    move(version, to=VersionState.UNDER_REVIEW, moves=VERSION_MOVES)
    _record("protocol.review_started", version, by)
    return version


@transaction.atomic
def confirm_unchanged(version: Version, term: Term, *, by: User) -> Version:
    """The review changed nothing: it holds as it is until the next one."""
    version = _locked(version)
    rules.may_confirm(memberships_of(by), version)
    _check(term, not_before=version.in_force_on)
    move(version, to=VersionState.IN_FORCE, moves=VERSION_MOVES, review_on=term.review_on)
    _begin(version, term, by)
    _record("protocol.confirmed", version, by)
    return version


def _check(term: Term, *, not_before: date | None) -> None:
    today = timezone.localdate()
    rules.must_fit_days(term.begins_on, term.review_on, not_before=not_before, today=today)


def _begin(version: Version, term: Term, by: User) -> None:
    Validity.objects.create(
        of=version,
        begins_on=term.begins_on,
        review_on=term.review_on,
        words=term.words.strip(),
        made_by=by,
    )


def _name_duties(version: Version, *, as_it_is: bool) -> None:
    for duty in version.duties.select_related("partner").exclude(partner=None):
        duty.named = duty.partner.name if as_it_is and duty.partner else ""
        duty.save(update_fields=["named"])


def _ask(version: Version, partner: Any, digest: str, by: User) -> Signature:
    return Signature.objects.create(of=version, partner=partner, digest=digest, asked_by=by)


def _ask_anew(signature: Signature, by: User) -> Signature:
    """Under the same words; what was answered stays on record."""
    move(signature, to=SignatureState.VOID, moves=SIGNATURE_MOVES, secret_digest=None)
    return _ask(signature.of, signature.partner, digests_of(signature.of).now, by)


def _asked(signature: Signature, by: User) -> Signature:
    """The row that takes an answer: why a partner did not sign is not written over."""
    is_declined = signature.state == SignatureState.DECLINED
    return _ask_anew(signature, by) if is_declined else signature


def _settle(signature: Signature, answer: Answer, day: date, **changes: Any) -> None:
    move(
        signature,
        to=SignatureState.SIGNED if answer.is_signed else SignatureState.DECLINED,
        moves=SIGNATURE_MOVES,
        signer_name=answer.name,
        signer_role=answer.role,
        reason="" if answer.is_signed else answer.reason,
        signed_on=day,
        **changes,
    )


def _locked(version: Version) -> Version:
    """Afresh, and nobody else changes this protocol meanwhile: its row is locked first."""
    Protocol.objects.select_for_update(no_key=True).get(pk=version.protocol_id)
    rows = Version.objects.select_for_update(no_key=True, of=("self",))
    return rows.select_related("protocol__organisation").get(pk=version.pk)


def _locked_signature(signature: Signature) -> Signature:
    version = _locked(signature.of)
    signature = Signature.objects.select_for_update(no_key=True).get(pk=signature.pk)
    signature.of = version
    return signature


def _verb(answer: Answer) -> str:
    return "protocol.signed" if answer.is_signed else "protocol.declined"


def _record(verb: str, version: Version, by: User | None, **facts: Any) -> None:
    facts = {"version": version.number, **facts}
    who = f"user:{by.pk}" if by else SYSTEM
    record(verb, by=who, of=f"protocol:{version.protocol_id}", facts=facts)
