"""What a worker can do with a request: a table of deeds, each with its rule, form and action."""

from collections.abc import Callable
from typing import Any, NamedTuple

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from upstander.accounts.interface import User
from upstander.core.errors import allowed
from upstander.network.interface import memberships_of
from upstander.support import rules
from upstander.support.actions import case as case_actions
from upstander.support.actions import exchange
from upstander.support.actions.referral import agree_for_person, ask_to_refer
from upstander.support.forms import staff
from upstander.support.models import Case
from upstander.support.queries.keys import Hand
from upstander.support.states import OPEN_STATES, CaseState, ReferralState

Rule = Callable[[list[Any], Case, User], None]


class Deed(NamedTuple):
    """`title` asks or names, `text` says what it means, `done` what came of it."""

    title: Any
    text: Any
    button: Any
    done: Any
    form: type[staff.CaseForm]
    rule: Rule
    act: Callable[[Case, Any, Hand], Any]


def _open(rule: Callable[..., None] | None = None, *args: Any) -> Rule:
    """Whoever may open it, and only where the request allows it."""

    def check(mine: list[Any], case: Case, user: User) -> None:
        rules.may_open(mine, case, user)
        if rule:
            rule(case, *args)

    return check


def _refer(case: Case, form: staff.ReferForm, hand: Hand) -> None:
    with transaction.atomic():
        why = form.cleaned_data["text"]
        referral = ask_to_refer(case, form.goal_chosen(), why, by=hand)
        if form.cleaned_data["agreed"] == "said" and referral.state == ReferralState.ASKED:
            agree_for_person(referral, by=hand)


def _say(action: Callable[..., None], **more: Any) -> Callable[[Case, Any, Hand], Any]:
    def act(case: Case, form: Any, hand: Hand) -> None:
        action(case, form.cleaned_data["text"], form.cleaned_data["number"], by=hand, **more)

    return act


def _simply(action: Callable[..., None]) -> Callable[[Case, Any, Hand], Any]:
    return lambda case, form, hand: action(case, by=hand.user)


def _add_task(case: Case, form: Any, hand: Hand) -> None:
    data = form.cleaned_data
    exchange.add_task(case, data["text"], data["number"], due_on=data["due_on"], by=hand)


SENT = _("Sent. The person finds it with their code.")

DEEDS = {
    "take": Deed(
        _("Take this request?"),
        _("You answer it from now on. You can read what the person told."),
        _("Take"),
        _("The request is yours now."),
        staff.CaseForm,
        lambda mine, case, user: rules.may_take(mine, case),
        _simply(case_actions.take_case),
    ),
    "release": Deed(
        _("Release this request?"),
        _("It was held because very many came at once. The time to answer starts now."),
        _("Release"),
        _("Released."),
        staff.CaseForm,
        _open(rules.may_release),
        _simply(case_actions.release_case),
    ),
    "acknowledge": Deed(
        _("First answer"),
        _("Start from one of these, or write your own. Change it until it is yours."),
        _("Send"),
        SENT,
        staff.AnswerForm,
        _open(rules.may_move, CaseState.ACKNOWLEDGED),
        _say(case_actions.acknowledge_case),
    ),
    "write": Deed(
        _("Write to the person"),
        _("The person reads it with their code."),
        _("Send"),
        SENT,
        staff.WordsForm,
        _open(rules.may_answer),
        _say(exchange.write_message),
    ),
    "reopen": Deed(
        _("Open this request again?"),
        _("It goes back to the open requests, and you can write to the person again."),
        _("Open again"),
        _("The request is open again."),
        staff.CaseForm,
        _open(rules.may_reopen),
        _simply(case_actions.reopen_case),
    ),
    "start": Deed(
        _("Start support?"),
        _("The person sees that you are working on it together."),
        _("Start support"),
        _("Support has started."),
        staff.CaseForm,
        _open(rules.may_start),
        _simply(case_actions.start_support),
    ),
    "note": Deed(
        _("Note for the team"),
        _("The person does not see it. Other teams that help with this request can read it."),
        _("Save the note"),
        _("The note is saved."),
        staff.NoteForm,
        _open(),
        _say(exchange.write_note),
    ),
    "task": Deed(
        _("Something to do"),
        _("The person does not see it."),
        _("Add the task"),
        _("The task is added."),
        staff.TaskForm,
        _open(rules.may_write),
        _add_task,
    ),
    "attach": Deed(
        _("Add files"),
        _("Hidden data such as place and name is taken out. File names are not kept."),
        _("Add files"),
        _("The files are added."),
        staff.AttachForm,
        _open(rules.may_write),
        lambda case, form, hand: exchange.attach_as_staff(
            case, form.cleaned_data["attached"], form.batch(), by=hand
        ),
    ),
    "refer": Deed(
        _("Refer to others"),
        _("Nothing is passed on before the person agrees."),
        _("Propose it"),
        _("The referral is on its way."),
        staff.ReferForm,
        _open(rules.may_refer, None),
        _refer,
    ),
    "assess": Deed(
        _("Assess"),
        _("What you think of it stands beside what the person told, and never in its place."),
        _("Save"),
        _("The assessment is saved."),
        staff.AssessForm,
        _open(),
        lambda case, form, hand: case_actions.assess_case(case, form.assessment(), by=hand),
    ),
    "outcome": Deed(
        _("Tell what happened because of it"),
        _("The person reads it with their code. The request stays open."),
        _("Send"),
        SENT,
        staff.WordsForm,
        _open(rules.may_answer),
        _say(exchange.write_message, kind="outcome"),
    ),
    "assign": Deed(
        _("Give it to a colleague"),
        _("Only colleagues who can open it are listed."),
        _("Give it"),
        _("Your colleague has it now, and gets a mail that something waits."),
        staff.ColleagueForm,
        lambda mine, case, user: rules.may_coordinate(mine, case.team),
        lambda case, form, hand: case_actions.assign_case(
            case, form.cleaned_data["colleague"], by=hand.user
        ),
    ),
    "close": Deed(
        _("Close the request"),
        _("Say what happened because of it. The person reads this, and it is kept for a while."),
        _("Close the request"),
        _("The request is closed."),
        staff.WordsForm,
        _open(rules.may_close),
        _say(case_actions.close_case),
    ),
    "refuse": Deed(
        _("We cannot help"),
        _("Say why in kind words, and who else can help. The person reads this."),
        _("Send and end the request"),
        _("The request is over."),
        staff.WordsForm,
        _open(rules.may_move, CaseState.REFUSED),
        _say(case_actions.refuse_case),
    ),
    "abuse": Deed(
        _("Mark it as abuse?"),
        _("Only for attacks on you or your team. It is deleted in 30 days."),
        _("Mark as abuse"),
        _("It is marked as abuse."),
        staff.CaseForm,
        _open(rules.may_move, CaseState.ABUSE),
        _simply(case_actions.mark_abuse),
    ),
}
# Where a deed leads, for who presses twice: the second press finds it done.
ALREADY: dict[str, Callable[[Case, Any], bool]] = {
    "take": lambda case, user: case.assignee_id == user.pk,
    "start": lambda case, user: case.state == CaseState.IN_SUPPORT,
    "release": lambda case, user: case.state == CaseState.RECEIVED,
    "reopen": lambda case, user: case.state in OPEN_STATES,
    "abuse": lambda case, user: case.state == CaseState.ABUSE,
}
# What comes first where it is possible; the rest stands below it.
FIRST = ("take", "release", "acknowledge", "write", "reopen")


def deeds_for(case: Case, user: User) -> dict[str, Deed]:
    """What she may do with it now, in the order of the table."""
    mine = list(memberships_of(user))
    return {name: deed for name, deed in DEEDS.items() if allowed(deed.rule, mine, case, user)}
