"""Who may ask for signatures, sign, put in force and look at it again. Days are passed in."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext as _

from upstander.core.errors import NotAllowed
from upstander.network.interface import signs_for, writes_for
from upstander.protocols.states import (
    VERSION_MOVES,
    SignatureState,
    VersionState,
)

LINK_DAYS = 30
LONGEST = timedelta(days=366)  # it is looked at again within a year


def _may_sign_for(mine: Iterable[Any], version: Any) -> None:
    if not signs_for(mine, version.protocol.organisation_id):
        raise NotAllowed(_("Only a coordinator of the organisation can sign for it."))


def _may_write_for(mine: Iterable[Any], version: Any) -> None:
    if not writes_for(mine, version.protocol.organisation_id):
        raise NotAllowed(_("Only people of the organisation that keeps it can do this."))


def _must_move(version: Any, to: str) -> None:
    if to not in VERSION_MOVES[version.state]:
        raise NotAllowed(_("This cannot be done with the protocol as it is now."))


def must_be_signing(version: Any) -> None:
    """Signatures are collected after the consultation and before it is in force."""
    if version.state != VersionState.SIGNING:
        raise NotAllowed(_("This protocol is not being signed now."))


def may_rework(mine: Iterable[Any], version: Any) -> None:
    """A coordinator takes it back to change its words while it is being signed."""
    _may_sign_for(mine, version)
    must_be_signing(version)


def may_ask(
    mine: Iterable[Any], version: Any, partner: Any, asked: Collection[int], today: date
) -> None:
    """A partner of the partnership today, once. `asked`: numbers of those who were asked."""
    _may_write_for(mine, version)
    must_be_signing(version)
    is_over = partner.ends_on is not None and partner.ends_on <= today
    if is_over or partner.organisation_id != version.protocol.organisation_id:
        raise NotAllowed(_("Choose a partner of your partnership."))
    if partner.pk in asked:
        raise NotAllowed(_("They have been asked already."))


def may_settle(mine: Iterable[Any], signature: Any) -> None:
    """People of the organisation make a link or record an answer that is not there yet."""
    _may_write_for(mine, signature.of)
    must_be_signing(signature.of)
    if signature.state not in (SignatureState.ASKED, SignatureState.DECLINED):
        raise NotAllowed(_("This has already been dealt with. Reload the page to see it now."))


def may_record(mine: Iterable[Any], signature: Any, signed_on: date, today: date) -> None:
    """What was answered in person, today or before."""
    may_settle(mine, signature)
    if signed_on > today:
        raise NotAllowed(_("Choose a day until today."))


def may_take_back(mine: Iterable[Any], signature: Any) -> None:
    """A coordinator, before it is in force: it was a mistake, or the partner thinks again."""
    _may_sign_for(mine, signature.of)
    must_be_signing(signature.of)
    if signature.state != SignatureState.SIGNED:
        raise NotAllowed(_("This has already been dealt with. Reload the page to see it now."))


def may_answer(signature: Any, today: date, secret_digest: str) -> None:
    """Whoever has the link answers once, within its days; a wrong link tells nothing."""
    is_known = signature is not None and signature.secret_digest == secret_digest
    if is_known and signature.state in (SignatureState.SIGNED, SignatureState.DECLINED):
        raise NotAllowed(_("This was answered already. Thank you. You need not do anything."))
    is_open = (
        is_known
        and signature.state == SignatureState.ASKED
        and signature.of.state == VersionState.SIGNING
        and signature.expires_on is not None
        and today <= signature.expires_on
    )
    if not is_open:
        raise NotAllowed(_("This link does not work any more. Ask for a new one."))


def must_be_the_words(signature: Any, digests: Collection[str]) -> None:
    """What is signed is what they were asked to sign. `digests`: those of the words of now."""
    if signature.digest not in digests:
        raise NotAllowed(
            _("The words are no longer those that were signed. Change it back to a draft first.")
        )


def may_put_in_force(
    mine: Iterable[Any], version: Any, signatures: Sequence[Any], digests: Collection[str]
) -> None:
    """A coordinator, once each that was asked has answered, and some signed these very words."""
    _may_sign_for(mine, version)
    must_be_signing(version)
    states = [row.state for row in signatures]
    if SignatureState.ASKED in states:
        raise NotAllowed(_("Someone who was asked has not answered yet."))
    if SignatureState.SIGNED not in states:
        raise NotAllowed(_("Nobody has signed yet."))
    for row in signatures:
        must_be_the_words(row, digests)


def must_say_why(signatures: Iterable[Any], why: str) -> None:
    """Without those who did not sign only with a reason, which stays on record."""
    if any(row.state == SignatureState.DECLINED for row in signatures) and not why.strip():
        raise NotAllowed(_("Say why it holds without those who did not sign."))


def must_fit_days(begins: date, review: date, *, not_before: date | None, today: date) -> None:
    """In force from the last signature on, not in days to come; looked at again within a year."""
    if begins > today:
        raise NotAllowed(_("Choose a day until today."))
    if not_before is not None and begins < not_before:
        raise NotAllowed(_("Choose a day after the last signature and after what held before."))
    if not today < review <= today + LONGEST:
        raise NotAllowed(_("Choose a day for the next review, within a year."))


def may_start_review(mine: Iterable[Any], version: Any) -> None:
    """A coordinator, at any time while it is in force."""
    _may_sign_for(mine, version)
    _must_move(version, VersionState.UNDER_REVIEW)


def may_confirm(mine: Iterable[Any], version: Any) -> None:
    """A coordinator, after a review that changed nothing."""
    _may_sign_for(mine, version)
    if version.state != VersionState.UNDER_REVIEW:
        raise NotAllowed(_("This protocol is not under review now."))
