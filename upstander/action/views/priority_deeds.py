"""What moves a priority on: a table of deeds, each asked once more before it is done."""

from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from upstander.action.actions import priority as actions
from upstander.action.forms.priority import AgreeForm, PlainForm, ReviewForm
from upstander.action.models import Priority
from upstander.action.queries.priority import is_in_open_round, is_scored, priorities_visible_to
from upstander.action.rules import priority as rules
from upstander.core.errors import NotAllowed, allowed
from upstander.network.interface import memberships_of


class Deed(NamedTuple):
    """`rule` gets memberships, priority and whether it is being scored."""

    title: Any
    text: Any
    button: Any
    form: Any
    rule: Callable[[Any, Priority, bool], None]
    act: Callable[[Priority, Any, Any], None]


DEEDS = {
    "propose": Deed(
        _("Propose it to the committee"),
        "",
        _("Propose it to the committee"),
        PlainForm,
        lambda mine, row, scored: rules.may_propose(mine, row),
        lambda row, data, user: actions.propose_priority(row, by=user),
    ),
    "agree": Deed(
        _("Record that it was agreed"),
        _("Once it is agreed, everyone can read this. Name no person."),
        _("Record that it was agreed"),
        AgreeForm,
        rules.may_agree,
        lambda row, data, user: actions.agree_priority(row, data, seen=data["seen"], by=user),
    ),
    "review": Deed(
        pgettext_lazy("priority", "Review it"),
        _("Once a year you look whether it still holds. What you write stays inside."),
        pgettext_lazy("priority", "Review it"),
        ReviewForm,
        lambda mine, row, scored: rules.may_review(mine, row),
        lambda row, data, user: actions.review_priority(row, data, seen=data["seen"], by=user),
    ),
    "take-up": Deed(
        pgettext_lazy("priority", "Take it up again"),
        _("It is gathered again, and can be proposed."),
        pgettext_lazy("priority", "Take it up again"),
        PlainForm,
        lambda mine, row, scored: rules.may_take_up(mine, row),
        lambda row, data, user: actions.take_up_priority(row, by=user),
    ),
    "back": Deed(
        _("Take it back"),
        _("It is gathered again, and can be proposed."),
        _("Take it back"),
        PlainForm,
        rules.may_take_back,
        lambda row, data, user: actions.take_back_priority(row, by=user),
    ),
    "set-aside": Deed(
        _("Set it aside"),
        _("Nothing is lost. You can take it up again."),
        _("Set it aside"),
        PlainForm,
        rules.may_set_aside,
        lambda row, data, user: actions.set_priority_aside(row, by=user),
    ),
}


def deeds_for(mine: Iterable[Any], row: Priority, in_round: bool) -> dict[str, Deed]:
    """What she may do with it now, what comes first first."""
    return {n: deed for n, deed in DEEDS.items() if allowed(deed.rule, mine, row, in_round)}


def do(request: HttpRequest, pk: int, deed: str) -> HttpResponse:
    """Ask, then do it."""
    row = get_object_or_404(priorities_visible_to(request.user), pk=pk)  # type: ignore[arg-type]
    if deed not in DEEDS:
        raise Http404
    found, status, is_sent = DEEDS[deed], 200, request.method == "POST"
    form = found.form(request.POST if is_sent else None, row=row, is_scored=is_scored(row))
    try:
        if not is_sent:
            found.rule(list(memberships_of(request.user)), row, is_in_open_round(row))
        elif form.is_valid():
            found.act(row, form.cleaned_data, request.user)
            return redirect("action:priority", row.pk)
    except NotAllowed as why:
        if not is_sent:
            messages.error(request, str(why))
            return redirect("action:priority", row.pk)
        form.add_error(None, str(why))
        status = 409
    context = {"form": form, "title": found.title, "text": found.text, "button": found.button}
    context |= {"priority": row, "names": True}
    return render(request, "action/desk/priority_form.html", context, status=status)
