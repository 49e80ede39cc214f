"""A round of scoring at the desk: opened, scored, seen by all, closed."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from upstander.action.actions import scoring as actions
from upstander.action.forms.priority import RoundForm, score_forms
from upstander.action.models import RoundOfScoring
from upstander.action.queries.priority import priorities_visible_to
from upstander.action.queries.scoring import (
    Standing,
    rounds_visible_to,
    scorers_for,
    scores_by,
    standings_of,
)
from upstander.action.rules.scoring import is_running, may_close_round
from upstander.action.views.survey import organisations_of
from upstander.core.errors import NotAllowed, allowed
from upstander.network.interface import memberships_of


def round_or_404(request: HttpRequest, pk: int) -> RoundOfScoring:
    """One of an organisation for which she writes, or in whose committee she sits."""
    return get_object_or_404(rounds_visible_to(request.user), pk=pk)  # type: ignore[arg-type]


def new_round(request: HttpRequest, organisation: int) -> HttpResponse:
    """Put all that is proposed before the committee."""
    holder = {row.pk: row for row in organisations_of(request)}.get(organisation)
    if holder is None:
        return redirect("action:priorities")
    form, status = RoundForm(request.POST or None), 200
    if form.is_valid():
        data = form.cleaned_data
        try:
            found = actions.open_round(holder, data["opens_on"], data["closes_on"], by=request.user)  # type: ignore[arg-type]
        except NotAllowed as why:
            form.add_error(None, str(why))
            status = 409
        else:
            return redirect("action:round", found.pk)
    context = {
        "form": form,
        "title": _("Let the committee score"),
        "text": _("Everyone in the committee sees who gave which score."),
        "button": _("Let the committee score"),
    }
    return render(request, "action/desk/priority_form.html", context, status=status)


@require_safe
def show_round(request: HttpRequest, pk: int) -> HttpResponse:
    """Where each priority stands, all scores with who gave them, and who may still give some."""
    found, today = round_or_404(request, pk), timezone.localdate()
    standings = standings_of(found)
    context = {
        "round": found,
        "standings": standings,
        "readable": _readable(request, standings),
        "is_scored": any(one.scores for one in standings),
        "is_running": is_running(found, today),
        "scorers": scorers_for(found, request.user, today),  # type: ignore[arg-type]
        "may_close": allowed(may_close_round, list(memberships_of(request.user)), found),
    }
    return render(request, "action/desk/round.html", context)


def _readable(request: HttpRequest, standings: Sequence[Standing]) -> set[int]:
    """Which of the priorities have a page for her: of a committee's, what is agreed or scored."""
    pks = [one.priority.pk for one in standings]
    rows = priorities_visible_to(request.user).filter(pk__in=pks)  # type: ignore[arg-type]
    return set(rows.values_list("pk", flat=True))


def score(request: HttpRequest, pk: int, seat: int = 0) -> HttpResponse:
    """Give scores for oneself, or enter those of a seat without an account."""
    found, user = round_or_404(request, pk), request.user
    today = timezone.localdate()
    scorers = {row.seat.pk if row.seat else 0: row for row in scorers_for(found, user, today)}  # type: ignore[arg-type]
    scorer, data = scorers.get(seat), request.POST if request.method == "POST" else None
    if scorer is None:
        return _not_open(request, found)
    forms = score_forms(found, scores_by(found, user, scorer.seat), data)  # type: ignore[arg-type]
    why, status = "", 200
    is_fine = [form.is_valid() for form in forms]  # each says its own faults
    if all(is_fine) and data is not None:
        given = {form.row.pk: scores for form in forms if (scores := form.scores()) is not None}
        try:
            actions.give_scores(found, scorer.seat, given, by=user)  # type: ignore[arg-type]
        except NotAllowed as refusal:
            why, status = str(refusal), 409
        else:
            messages.success(request, _("Saved."))
            return redirect("action:round", found.pk)
    context = {"round": found, "scorer": scorer, "forms": forms, "why": why}
    return render(request, "action/desk/round_score.html", context, status=status)


def _not_open(request: HttpRequest, found: RoundOfScoring) -> HttpResponse:
    """Say so; what she typed meanwhile stands beside it."""
    why = _("This scoring is not open now.")
    if request.method != "POST":
        messages.error(request, why)
        return redirect("action:round", found.pk)
    context = {"round": found, "forms": score_forms(found, {}, request.POST), "why": why}
    return render(request, "action/desk/round_score.html", context, status=409)


def close(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask, then close it: the scores stand as they are."""
    found = round_or_404(request, pk)
    try:
        may_close_round(list(memberships_of(request.user)), found)
        if request.method == "POST":
            actions.close_round(found, by=request.user)  # type: ignore[arg-type]
            return redirect("action:round", found.pk)
    except NotAllowed as why:
        messages.error(request, str(why))
        return redirect("action:round", found.pk)
    context: dict[str, Any] = {
        "title": _("Close the scoring"),
        "text": _("The scores stay as they are. What was scored can be agreed then."),
        "button": _("Close the scoring"),
        "round": found,
    }
    return render(request, "action/desk/priority_form.html", context)
