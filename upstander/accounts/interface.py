"""What other contexts may use of accounts."""

from upstander.accounts.actions import (
    SYSTEM,
    change_language,
    create_account,
    give_authenticator_app,
    reset_second_factors,
)
from upstander.accounts.callers import caller_of
from upstander.accounts.models import User
from upstander.accounts.notes import NotSent, say_that_something_waits, send_each
from upstander.accounts.queries import (
    account_of,
    code_now,
    has_second_factor,
    private_part,
    public_part,
)
from upstander.accounts.unlocking import private_key
from upstander.accounts.written import words_of

__all__ = [
    "SYSTEM",
    "NotSent",
    "User",
    "account_of",
    "caller_of",
    "change_language",
    "code_now",
    "create_account",
    "give_authenticator_app",
    "has_second_factor",
    "private_key",
    "private_part",
    "public_part",
    "reset_second_factors",
    "say_that_something_waits",
    "send_each",
    "words_of",
]
