"""What may go wrong in a rule, said in a sentence that a person can act on."""

from collections.abc import Callable
from typing import Any


class NotAllowed(Exception):
    """A rule says no; the message is a translated sentence for the person who asked."""


def refusal(rule: Callable[..., None], *args: Any, **kwargs: Any) -> str:
    """What `rule` says against it, for people to read; "" where it would let this happen."""
    try:
        rule(*args, **kwargs)
    except NotAllowed as why:
        return str(why)
    return ""


def allowed(rule: Callable[..., None], *args: Any, **kwargs: Any) -> bool:
    """Whether `rule` would let this happen: for templates, which must not catch errors."""
    try:
        rule(*args, **kwargs)
    except NotAllowed:
        return False
    return True
