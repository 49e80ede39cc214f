"""Sharing out the money of a call, for the officers of the funder."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from upstander.core.errors import NotAllowed, allowed
from upstander.core.money import written
from upstander.funding.actions.decision import (
    agree,
    begin_from,
    check_decide,
    check_share_out,
    decide,
    end,
    offer_later,
    propose,
    publish,
    weigh,
)
from upstander.funding.forms.decision import AgreeForm, DecideForm, NeedsForm, ProposeForm
from upstander.funding.models import Call, Scenario
from upstander.funding.queries.decision import (
    amounts_of,
    bounds,
    by_region,
    compared,
    explained,
    has_conflict,
    places_applied_for,
    rows,
    said_needs,
    scenarios,
    worth,
)
from upstander.funding.queries.decision_open import still_open
from upstander.funding.queries.review import scores_shown_to
from upstander.funding.rules.decision import (
    LATER_STATES,
    Row,
    faults,
    may_agree,
    may_offer_later,
    may_publish,
)
from upstander.funding.states import CallState
from upstander.network.interface import is_officer, memberships_of

SHOWN = (CallState.CLOSED, CallState.DECIDED, CallState.PUBLISHED)


def _call(request: HttpRequest, key: str) -> Call:
    """The call, for officers who belong to none of those that applied; else it is not there."""
    call = get_object_or_404(Call, key=key, state__in=SHOWN)
    if not is_officer(memberships_of(request.user)) or has_conflict(request.user, call):  # type: ignore[arg-type]
        raise Http404
    return call


def _say(call: Call) -> Callable[[Decimal], str]:
    return lambda amount: written(amount, call.currency, get_language() or "en")


def show(request: HttpRequest, key: str) -> HttpResponse:
    """Where a call stands: scenarios, what is decided, what is open; and the form of a proposal."""
    call = _call(request, key)
    kept = {"budget": call.budget, "seed": call.key, "name": _next_name(call)}
    form = ProposeForm(request.POST or None, initial=kept)
    if form.is_valid():
        made = _try(form, propose, call, **form.cleaned_data, by=request.user)
        if made:
            return redirect("funding:scenario", call.key, made.pk)
    return render(
        request, "funding/desk/decision_money.html", {"form": form, **_whole(request, call)}
    )


def _next_name(call: Call) -> str:
    return _("Scenario %(number)s") % {"number": scenarios(call).count() + 1}


def _whole(request: HttpRequest, call: Call) -> dict[str, Any]:
    found, is_open = rows(call), allowed(check_share_out, call, request.user)
    return {
        "call": call,
        "regions": by_region(call, found),
        "sum": sum((row.amount for row in found), Decimal(0)),
        "scores": scores_shown_to(request.user, call),  # type: ignore[arg-type]
        "scenarios": scenarios(call),
        "faults": faults(call, found, bounds(call, found), _say(call)),
        "has_begun": any(row.decision for row in found),
        "is_open": is_open,
        "is_later": call.state in LATER_STATES,
        "still_open": still_open(call, request.user, timezone.now()) if is_open else [],  # type: ignore[arg-type]
        "may_publish": allowed(may_publish, list(memberships_of(request.user)), call),
    }


def weigh_needs(request: HttpRequest, key: str) -> HttpResponse:
    """How much each community counts."""
    call = _call(request, key)
    form = NeedsForm(request.POST or None, places=places_applied_for(call), said=said_needs(call))
    if form.is_valid() and _done(form, weigh, call, form.weights(), by=request.user):
        messages.success(request, _("The weights are saved. They count in the next proposal."))
        return redirect("funding:money", call.key)
    return render(request, "funding/desk/decision_needs.html", {"form": form, "call": call})


def scenario(request: HttpRequest, key: str, pk: int) -> HttpResponse:
    """A proposal: who gets what, what it is worth, who gets nothing."""
    call = _call(request, key)
    found = get_object_or_404(scenarios(call), pk=pk)
    amounts = amounts_of(found)
    proposed = [(row, amounts.get(str(row.application.pk))) for row in rows(call)]
    context = {
        "call": call,
        "scenario": found,
        "awarded": [(row, amount) for row, amount in proposed if amount],
        "refused": [row for row, amount in proposed if not amount],
        "worth": worth(found),
        "others": scenarios(call).exclude(pk=pk),
        "is_open": allowed(check_share_out, call, request.user),
    }
    return render(request, "funding/desk/decision_scenario.html", context)


def why_not(request: HttpRequest, key: str, pk: int, one: UUID) -> HttpResponse:
    """Why an application is not in a proposal: the same again, with it forced in."""
    call = _call(request, key)
    found = get_object_or_404(scenarios(call), pk=pk, is_possible=True)
    row = _row(call, one)
    why = explained(found, row.application)
    if not why:  # it is awarded, or came later
        return redirect("funding:scenario", call.key, found.pk)
    context = {"call": call, "scenario": found, "row": row, "why": why}
    return render(request, "funding/desk/decision_why.html", context)


def begin(request: HttpRequest, key: str, pk: int) -> HttpResponse:
    """Begin from a proposal, after a page that says what this means."""
    call = _call(request, key)
    found: Scenario = get_object_or_404(scenarios(call), pk=pk, is_possible=True)
    return _confirmed(
        request, call, lambda: begin_from(found, by=request.user),  # type: ignore[arg-type]
        title=_("Begin from this proposal?"),
        text=_("Each amount is taken from the proposal. What was decided before begins anew."),
        button=_("Begin from it"),
        done=_("The proposal is taken over. You can change each amount now."),
    )  # fmt: skip


def compare(request: HttpRequest, key: str) -> HttpResponse:
    """Two scenarios side by side: what each is worth, and where they differ."""
    call = _call(request, key)
    pair = [get_object_or_404(scenarios(call), pk=_number(request, n)) for n in ("one", "other")]
    context = {"call": call, "one": pair[0], "other": pair[1], "rows": compared(*pair)}
    context["worth"] = list(zip(worth(pair[0]), worth(pair[1]), strict=True))
    return render(request, "funding/desk/decision_compare.html", context)


def _number(request: HttpRequest, name: str) -> int:
    try:
        return int(request.GET.get(name, ""))
    except ValueError:
        raise Http404 from None


def decide_one(request: HttpRequest, key: str, pk: UUID) -> HttpResponse:
    """Decide about one application."""
    call = _call(request, key)
    row = _row(call, pk)
    form = DecideForm(request.POST or None, initial=_kept(row))
    if form.is_valid() and _done(form, decide, row.application, form.wish(), by=request.user):
        _say_what_came(request, call, pk)
        return redirect(f"{reverse('funding:money', args=[call.key])}#{row.application.pk}")
    if form.non_field_errors():
        row = _beside(row, call, form)
    context = {"call": call, "row": row, "form": form, "score": _score(request, call, row)}
    may_decide = allowed(check_decide, call, row.application, request.user)
    context["may_decide"] = may_decide
    has_said = may_decide and row.decision is not None
    context["may_agree"] = has_said and allowed(may_agree, row.decision, request.user)
    context["may_offer"] = may_decide and _may_offer(call, row)
    return render(request, "funding/desk/decision_one.html", context)


def _score(request: HttpRequest, call: Call, row: Row) -> Decimal | None:
    return scores_shown_to(request.user, call).get(row.application.pk)  # type: ignore[arg-type]


def _beside(row: Row, call: Call, form: DecideForm) -> Row:
    """What is decided now, to stand beside her words; from there she can save again."""
    row = next((now for now in rows(call) if now.application == row.application), row)
    data = form.data.copy()  # type: ignore[attr-defined]
    data["seen"] = str(_kept(row)["seen"])
    form.data = data
    return row


def _say_what_came(request: HttpRequest, call: Call, pk: UUID) -> None:
    if _row(call, pk).decision.override:
        messages.warning(request, _("This is above a ceiling. A second person must agree."))
    else:
        messages.success(request, _("It is decided."))


def _kept(row: Row) -> dict[str, Any]:
    decision = row.decision
    if decision is None:
        return {"seen": 0, "amount": None}
    names = ("amount", "reason", "override")
    return {"seen": decision.version, **{name: getattr(decision, name) for name in names}}


def _decided(request: HttpRequest, key: str, pk: UUID) -> tuple[Call, Row, AgreeForm]:
    """One about which something is decided, and the form that says which decision was seen."""
    call = _call(request, key)
    row = _row(call, pk)
    if row.decision is None:
        raise Http404
    return call, row, AgreeForm(request.POST or None, initial={"seen": row.decision.version})


def _would_get(call: Call, row: Row) -> str:
    values = {"amount": _say(call)(row.amount), "organisation": row.application.organisation}
    return _("%(organisation)s would get %(amount)s.") % values


def agree_to(request: HttpRequest, key: str, pk: UUID) -> HttpResponse:
    """A second person agrees to what is above a ceiling."""
    call, row, form = _decided(request, key, pk)
    return _confirmed(
        request, call,
        lambda: agree(row.decision, seen=form.cleaned_data["seen"], by=request.user),  # type: ignore[arg-type]
        title=_("Agree to an award above the ceiling?"),
        text=_would_get(call, row),
        quote=row.decision.override,
        button=_("Agree"),
        done=_("You agreed to it."),
        form=form,
    )  # fmt: skip


def _may_offer(call: Call, row: Row) -> bool:
    return call.state in LATER_STATES and allowed(may_offer_later, row)


def offer(request: HttpRequest, key: str, pk: UUID) -> HttpResponse:
    """After the call was decided: offer an award to one that was offered nothing."""
    call, row, form = _decided(request, key, pk)
    return _confirmed(
        request, call,
        lambda: offer_later(row.application, seen=form.cleaned_data["seen"], by=request.user),  # type: ignore[arg-type]
        title=_("Offer this award?"),
        text=_would_get(call, row),
        button=_("Offer the award"),
        done=_("The award is offered."),
        form=form,
    )  # fmt: skip


def finish(request: HttpRequest, key: str) -> HttpResponse:
    """End the decision, after a page that says what this means."""
    call = _call(request, key)
    return _confirmed(
        request, call, lambda: end(call, say=_say(call), by=request.user),  # type: ignore[arg-type]
        title=_("Decide this call?"),
        text=" ".join([
            _("Each award is offered to its organisation. The amounts are settled then."),
            _("This cannot be taken back."),
        ]),
        still_open=still_open(call, request.user, timezone.now()),  # type: ignore[arg-type]
        button=_("Decide the call"),
        done=_("The call is decided. The awards are offered."),
        regions=by_region(call, rows(call)),
    )  # fmt: skip


def make_public(request: HttpRequest, key: str) -> HttpResponse:
    """Publish the awards, after a page that says what this means."""
    call = _call(request, key)
    return _confirmed(
        request, call, lambda: publish(call, by=request.user),  # type: ignore[arg-type]
        title=_("Publish the awards?"),
        text=_("Anyone can read then who gets how much, and for which communities."),
        button=_("Publish"),
        done=_("The awards are published."),
    )  # fmt: skip


def _row(call: Call, pk: UUID) -> Row:
    for row in rows(call):
        if row.application.pk == pk:
            return row
    raise Http404


def _confirmed(
    request: HttpRequest, call: Call, act: Callable[[], Any], *, done: str, **page: Any
) -> HttpResponse:
    """The page that asks, and what comes of it; a refusal is said where the call is shown."""
    form = page.pop("form", None)
    if request.method != "POST" or (form is not None and not form.is_valid()):
        context = {"call": call, "form": form, **page}
        return render(request, "funding/desk/decision_confirm.html", context)
    try:
        act()
    except NotAllowed as why:
        messages.error(request, str(why))
    else:
        messages.success(request, done)
    return redirect("funding:money", call.key)


def _done(form: Any, action: Callable[..., Any], *args: Any, **kwargs: Any) -> bool:
    try:
        action(*args, **kwargs)
    except NotAllowed as why:
        form.add_error(None, str(why))
        return False
    return True


def _try(form: Any, action: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
    try:
        return action(*args, **kwargs)
    except NotAllowed as why:
        form.add_error(None, str(why))
        return None
