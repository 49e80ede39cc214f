"""What is done with a version on its way into force: a table of deeds, each with its rule."""

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from upstander.accounts.interface import User
from upstander.core.errors import allowed
from upstander.protocols.actions import signature as actions
from upstander.protocols.forms import signature as forms
from upstander.protocols.models import Version
from upstander.protocols.queries.content import digests_of
from upstander.protocols.queries.signature import valid_signatures
from upstander.protocols.rules import protocol as protocol_rules
from upstander.protocols.rules import signature as rules

Mine = Sequence[Any]


class Deed(NamedTuple):
    """`title` asks, `text` says what it means, `done` what came of it.

    `is_main` says whether the page may invite to it; `is_shown` that everyone may read the words
    from then on, where no release is needed.
    """

    title: Any
    text: Any
    button: Any
    done: Any
    form: type[forms.DeedForm]
    rule: Callable[[Mine, Version], None]
    act: Callable[[Version, Any, User], Any]
    is_main: bool = True
    is_shown: bool = False


def may_begin(mine: Mine, version: Version) -> None:
    """Whether she may ask for signatures today."""
    protocol_rules.may_be_signed(mine, version, timezone.localdate())


def _may_force(mine: Mine, version: Version) -> None:
    digests = digests_of(version)
    rules.may_put_in_force(mine, version, list(valid_signatures(version)), digests)


DEEDS = {
    "sign": Deed(
        _("Ask the partners to sign?"),
        _("The words stand still then. Each partner with a role in it is asked to sign."),
        _("Ask for signatures"),
        _("The partners can sign now."),
        forms.BeginForm,
        may_begin,
        lambda version, form, user: actions.begin_signing(version, form.edits_seen, by=user),
    ),
    "force": Deed(
        _("Put it in force?"),
        _("It holds from that day on. A version that held before is replaced in the same moment."),
        _("Put it in force"),
        _("It is in force now."),
        forms.ForceForm,
        _may_force,
        lambda version, form, user: actions.put_in_force(version, form.term(), by=user),
        is_shown=True,
    ),
    "rework": Deed(
        _("Change the words again?"),
        _("It is a draft again. Signatures under the words of now stay on record, but no "
          "longer count, and links no longer work."),
        _("Back to a draft"),
        _("It is a draft again."),
        forms.DeedForm,
        rules.may_rework,
        lambda version, form, user: actions.rework_version(version, by=user),
        is_main=False,
    ),
    "review": Deed(
        _("Start the review?"),
        _("It stays in force while you and the partners look at it again."),
        _("Start the review"),
        _("The review has started."),
        forms.DeedForm,
        rules.may_start_review,
        lambda version, form, user: actions.start_review(version, by=user),
        is_main=False,
    ),
    "confirm": Deed(
        _("Does it stay as it is?"),
        _("It stays in force without a change until the next review."),
        _("It stays as it is"),
        _("It stays in force until the next review."),
        forms.ConfirmForm,
        rules.may_confirm,
        lambda version, form, user: actions.confirm_unchanged(version, form.term(), by=user),
    ),
}  # fmt: skip


def deeds_for(version: Version, mine: Mine) -> list[tuple[str, Deed]]:
    """What she may do with it now, what goes on first."""
    return [(name, deed) for name, deed in DEEDS.items() if allowed(deed.rule, mine, version)]
