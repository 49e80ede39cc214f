"""What moves a call on: a table of deeds, each with its rule, form and action."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from upstander.accounts.interface import User
from upstander.core.errors import NotAllowed, allowed
from upstander.funding.actions import call as actions
from upstander.funding.forms.call import CloseForm, ExtendForm, SeenForm
from upstander.funding.models import Call
from upstander.funding.rules import call as rules
from upstander.funding.rules.call_checklist import Missing
from upstander.funding.states import CallState


class Deed(NamedTuple):
    """`title` asks or names, `text` says what it means, `done` what came of it."""

    title: Any
    text: Any
    button: Any
    done: Any
    form: type[SeenForm]
    rule: Callable[[Call, Sequence[Missing], datetime], None]
    act: Callable[[Call, Any, User], None]


def _may_extend(call: Call, lacks: Sequence[Missing], now: datetime) -> None:
    if not rules.is_open(call, now):
        raise NotAllowed(_("Only an open call gets more time."))


DEEDS = {
    "schedule": Deed(
        _("Schedule this call?"),
        _("It opens by itself on its day. Until then you can take it back to change it."),
        pgettext_lazy("call", "Schedule"),
        _("The call is scheduled."),
        SeenForm,
        lambda call, lacks, now: rules.may_schedule(call, not lacks),
        lambda call, form, user: actions.schedule_call(call, by=user),
    ),
    "open": Deed(
        _("Open this call now?"),
        _("Organisations can apply at once. After this it cannot be a draft again."),
        _("Open now"),
        _("The call is open."),
        SeenForm,
        lambda call, lacks, now: rules.may_open(call, now),
        lambda call, form, user: actions.open_call(call, by=user),
    ),
    "extend": Deed(
        _("Give everyone more time"),
        _("The call closes later, for everyone. It cannot be made shorter again."),
        _("Give more time"),
        _("The call closes later now."),
        ExtendForm,
        _may_extend,
        lambda call, form, user: actions.extend_call(call, form.cleaned_data["closes_at"], by=user),
    ),
    "back": Deed(
        _("Take this call back to draft?"),
        _("It will not open on its day. You can change everything and schedule it again."),
        _("Back to draft"),
        _("The call is a draft again."),
        SeenForm,
        lambda call, lacks, now: rules.may_take_back(call, now),
        lambda call, form, user: actions.take_back_call(call, by=user),
    ),
    "close": Deed(
        _("Close this call before its time?"),
        _("Nobody can apply any more, and it cannot be opened again. Drafts stay unsent."),
        _("Close now"),
        _("The call is closed."),
        CloseForm,
        lambda call, lacks, now: rules.may_close(call),
        lambda call, form, user: actions.close_call(call, form.cleaned_data["reason"], by=user),
    ),
}
# What comes first where it is possible; the rest stands below it.
FIRST = ("schedule", "open", "extend")
# Where a deed leads, for who presses twice: the second press finds it done.
GOALS = {
    "schedule": CallState.SCHEDULED,
    "open": CallState.OPEN,
    "back": CallState.DRAFT,
    "close": CallState.CLOSED,
}


def deeds_for(call: Call, lacks: Sequence[Missing], now: datetime) -> dict[str, Deed]:
    """What an officer may do with it now, in the order of the table."""
    return {n: deed for n, deed in DEEDS.items() if allowed(deed.rule, call, lacks, now)}
