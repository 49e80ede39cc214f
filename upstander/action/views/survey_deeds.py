"""What moves a survey on: a table of deeds, each asked once more before it is done."""

from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from upstander.action.actions import survey as actions
from upstander.action.forms.survey import ExtendForm
from upstander.action.models import Survey
from upstander.action.queries.survey import surveys_visible_to, title_of
from upstander.action.rules import survey as rules
from upstander.core.errors import NotAllowed, allowed
from upstander.network.interface import memberships_of


class Deed(NamedTuple):
    """`rule` gets memberships, survey and the number of its questions.

    `ends` says that there is no survey any more then.
    """

    title: Any
    text: Any
    button: Any
    form: type[forms.Form]
    rule: Callable[[Any, Survey, int], None]
    act: Callable[[Survey, Any, Any], None]
    ends: bool = False


DEEDS = {
    "open": Deed(
        _("Open the survey"),
        _("Anyone with its address can answer then. Its questions stay as they are."),
        _("Open the survey"),
        forms.Form,
        lambda mine, row, n: rules.may_open_survey(mine, row, n, timezone.localdate()),
        lambda row, form, user: actions.open_survey(row, by=user),
    ),
    "extend": Deed(
        _("Choose another last day"),
        _("People can answer until the end of that day. A closed survey opens again."),
        _("Give more time"),
        ExtendForm,
        lambda mine, row, n: rules.may_extend_survey(mine, row),
        lambda row, form, user: actions.extend_survey(row, form.cleaned_data["closes_on"], by=user),
    ),
    "close": Deed(
        _("Close the survey"),
        _("Nobody can answer then. The answers stay with you."),
        _("Close the survey"),
        forms.Form,
        lambda mine, row, n: rules.may_close_survey(mine, row),
        lambda row, form, user: actions.close_survey(row, by=user),
    ),
    "remove": Deed(
        _("Remove this?"),
        _("This cannot be undone."),
        _("Remove"),
        forms.Form,
        lambda mine, row, n: rules.may_edit_survey(mine, row),
        lambda row, form, user: actions.remove_survey(row, by=user),
        ends=True,
    ),
}


def deeds_for(mine: Iterable[Any], row: Survey, questions: int) -> dict[str, Deed]:
    """What she may do with it now."""
    return {n: deed for n, deed in DEEDS.items() if allowed(deed.rule, mine, row, questions)}


def do(request: HttpRequest, pk: int, deed: str) -> HttpResponse:
    """Ask, then do it."""
    row = get_object_or_404(surveys_visible_to(request.user), pk=pk)  # type: ignore[arg-type]
    if deed not in DEEDS:
        raise Http404
    found, status = DEEDS[deed], 200
    is_sent = request.method == "POST"
    form = found.form(request.POST if is_sent else None, initial={"closes_on": row.closes_on})
    try:
        if not is_sent:
            found.rule(list(memberships_of(request.user)), row, row.questions.count())
        elif form.is_valid():
            found.act(row, form, request.user)
            return redirect("action:surveys") if found.ends else redirect("action:survey", pk)
    except NotAllowed as why:
        if not is_sent:
            messages.error(request, str(why))
            return redirect("action:survey", row.pk)
        form.add_error(None, str(why))
        status = 409
    context = {"form": form, "title": found.title, "text": found.text, "button": found.button}
    context |= {"survey": row, "about": str(title_of(row)) if found.ends else ""}
    return render(request, "action/desk/survey_form.html", context, status=status)
