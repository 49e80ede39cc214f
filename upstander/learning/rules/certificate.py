"""May a certificate be given, or taken back? And what its code looks like."""

import unicodedata
from collections.abc import Iterable
from secrets import randbelow
from typing import Any

from django.utils.translation import gettext as _

from upstander.core.errors import NotAllowed
from upstander.learning.rules.cohort import may_train
from upstander.learning.states import CERTIFICATE_MOVES, CertificateState, CohortState

DIGITS = 20  # about 66 bits: nobody finds one by trying


def may_issue(mine: Iterable[Any], cohort: Any, *, is_complete: bool, has_one: bool) -> None:
    """To whoever has completed a training that is finished, once."""
    may_train(mine, cohort.organisation_id)
    if cohort.state != CohortState.FINISHED or has_one:
        raise NotAllowed(_("This has already been dealt with. Reload the page to see it now."))
    if not is_complete:
        raise NotAllowed(_("Sessions or lessons are missing. So there is no certificate yet."))


def may_revoke(mine: Iterable[Any], certificate: Any, reason: str) -> None:
    """A valid one, with a reason."""
    may_train(mine, certificate.enrolment.cohort.organisation_id)
    if CertificateState.REVOKED not in CERTIFICATE_MOVES[certificate.state]:
        raise NotAllowed(_("This has already been dealt with. Reload the page to see it now."))
    if not reason.strip():
        raise NotAllowed(_("Say why."))


def make_code() -> str:
    """Twenty digits by chance."""
    return f"{randbelow(10**DIGITS):0{DIGITS}d}"


def read_code(typed: str) -> str:
    """What was typed, in the digits of any script; "" where it cannot be a code."""
    digits = [unicodedata.digit(c, None) for c in typed[:200] if unicodedata.category(c) == "Nd"]
    return "".join(map(str, digits)) if len(digits) == DIGITS else ""


def groups_of(code: str) -> str:
    """Five groups of four digits, as people copy it."""
    return " ".join(code[start : start + 4] for start in range(0, len(code), 4))
