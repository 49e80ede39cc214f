"""How long a session lasts, and what protects an account."""

from datetime import datetime, timedelta
from ipaddress import ip_address

from django.utils.translation import gettext as _

from upstander.core.errors import NotAllowed

LONGEST_IDLE = timedelta(minutes=30)
LONGEST_SESSION = timedelta(hours=10)


def may_go_on(now: datetime, signed_in_at: datetime, last_seen_at: datetime) -> None:
    """A session ends after 30 minutes without a page, and after 10 hours in any case."""
    if now - signed_in_at > LONGEST_SESSION:
        raise NotAllowed(_("You were signed in for 10 hours, so we signed you out. Sign in again."))
    if now - last_seen_at > LONGEST_IDLE:
        raise NotAllowed(_("You were away for 30 minutes, so we signed you out. Sign in again."))


def may_remove_factor(others: int) -> None:
    """Nobody takes away her last second step while she is signed in."""
    if others < 1:
        raise NotAllowed(_("This is your only second step. Add another one, then remove this one."))


def passkeys_work_at(host: str, is_secure: bool) -> bool:
    """Whether a browser offers passkeys here: a name, not a number, and https or this machine.

    `host` may bear a port. Source: Web Authentication Level 3, section 5.1.3; Secure Contexts.
    """
    name = host.rpartition(":")[0] if host.rpartition(":")[2].isdigit() else host
    if name == "localhost" or name.endswith(".localhost"):
        return True
    return is_secure and not _is_number(name)


def _is_number(name: str) -> bool:
    try:
        ip_address(name.strip("[]"))
    except ValueError:
        return False
    return True
