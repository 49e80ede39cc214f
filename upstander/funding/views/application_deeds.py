"""What is done with an application as a whole, each after a page that says what it means."""

from collections.abc import Callable
from typing import Any, NamedTuple

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from upstander.accounts.interface import User
from upstander.core.errors import allowed
from upstander.funding.actions import application as actions
from upstander.funding.models import Application
from upstander.funding.queries.application import late_until
from upstander.funding.rules import application as rules
from upstander.network.interface import memberships_of


class Deed(NamedTuple):
    """`title` asks, `text` says what it means, `done` what came of it."""

    title: Any
    text: Any
    button: Any
    done: Any
    rule: Callable[[list[Any], Application], None]
    act: Callable[..., None]


def _take_back(mine: list[Any], application: Application) -> None:
    rules.may_take_back(mine, application)
    rules.may_be_in_time(application.call, late_until(application), timezone.now())


def _take_up(mine: list[Any], application: Application) -> None:
    rules.may_take_up(mine, application)
    rules.may_be_in_time(application.call, late_until(application), timezone.now())


def _withdraw(mine: list[Any], application: Application) -> None:
    rules.may_withdraw(mine, application, application.call)


DEEDS = {
    "take-back": Deed(
        _("Take it back to change it?"),
        _(
            "It is then a draft again, and nobody reads it. You must send it again before the "
            "call closes. It keeps its number."
        ),
        _("Take it back"),
        _("You can change it now. Do not forget to send it again."),
        _take_back,
        actions.take_back_application,
    ),
    "take-up": Deed(
        _("Take this application up again?"),
        _("It is then a draft again, with everything that was in it."),
        _("Take it up again"),
        _("You can go on writing now."),
        _take_up,
        actions.take_up_application,
    ),
    "withdraw": Deed(
        _("Withdraw this application?"),
        _(
            "Your organisation does not apply after all. What you wrote is kept, and you can take "
            "it up again while the call is open."
        ),
        _("Withdraw"),
        _("The application is withdrawn."),
        _withdraw,
        actions.withdraw_application,
    ),
}


def deeds_for(application: Application, user: User) -> list[tuple[str, Deed]]:
    """What she may do with it now."""
    mine = list(memberships_of(user))
    return [(name, deed) for name, deed in DEEDS.items() if allowed(deed.rule, mine, application)]
