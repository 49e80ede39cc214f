"""What is offered to the library: written, given to the hub, decided."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from upstander.core.errors import NotAllowed, allowed
from upstander.core.fields import whole_number
from upstander.core.languages import table
from upstander.learning.actions import proposal as actions
from upstander.learning.forms.proposal import AnswerForm, ProposalForm
from upstander.learning.models import Proposal
from upstander.learning.queries.proposal import (
    FIELDS,
    as_begun,
    original_of,
    proposals_visible_to,
)
from upstander.learning.queries.resource import public_resource
from upstander.learning.queries.translated import site_languages
from upstander.learning.queries.who import is_of_hub, organisations_of
from upstander.learning.rules import proposal as rules
from upstander.learning.written import body_of
from upstander.network.interface import memberships_of

DESK = "learning/desk/"


def new(request: HttpRequest) -> HttpResponse:
    """Write a resource, from nothing or from another."""
    user: Any = request.user
    own = organisations_of(user)
    if not own:
        raise Http404
    begun = _begun(request.GET.get("from", ""))
    form = _form(request, own, begun)
    if form.is_valid():
        data = form.cleaned_data
        try:
            made = actions.start_proposal(data, form.organisation_chosen, by=user)
        except NotAllowed as why:
            form.add_error(None, str(why))
        else:
            messages.success(request, _("Saved. It is not sent yet."))
            return redirect("learning:proposal", made.pk)
    return render(request, f"{DESK}proposal_form.html", {"form": form, **_original(form)})


def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Other words; who saw an older version keeps hers and is told."""
    user: Any = request.user
    proposal = _or_404(request, pk)
    if not allowed(rules.may_write, list(memberships_of(user)), proposal):
        raise Http404
    values = {name: getattr(proposal, name) for name in FIELDS}
    begun = {**values, "seen": proposal.version, "organisation": str(proposal.organisation_id)}
    form = _form(request, [proposal.organisation], begun)
    if form.is_valid():
        data = form.cleaned_data
        try:
            actions.change_proposal(proposal, data, seen=data["seen"] or 0, by=user)
        except NotAllowed as why:
            form.add_error(None, str(why))
        else:
            messages.success(request, _("Saved."))
            return redirect("learning:proposal", pk)
    context = {"form": form, "proposal": proposal, **_original(form)}
    return render(request, f"{DESK}proposal_form.html", context)


def show(request: HttpRequest, pk: int) -> HttpResponse:
    """As it would stand in the library, and what may be done with it."""
    user: Any = request.user
    return _page(request, _or_404(request, pk), AnswerForm(), user)


DEEDS: dict[str, Callable[..., Any]] = {
    "propose": actions.propose,
    "withdraw": actions.withdraw_proposal,
}


ASKED = {
    "accept": (
        gettext_lazy("Take it into the library"),
        gettext_lazy("Everyone can read it then."),
    ),
    "withdraw": (gettext_lazy("Withdraw"), gettext_lazy("This cannot be undone.")),
}


def do(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """Give it, take it back, accept it, or send it back with words."""
    user: Any = request.user
    proposal = _or_404(request, pk)
    if request.method != "POST":
        return _asked(request, proposal, name)
    form, seen = AnswerForm(request.POST), whole_number(request.POST.get("seen", ""))
    if name == "send-back" and not form.is_valid():
        return _page(request, proposal, form, user)
    try:
        if name == "send-back":
            actions.send_back(proposal, form.cleaned_data["answer"], seen=seen, by=user)
        elif name == "accept":
            actions.accept(proposal, seen=seen, by=user)
        elif name in DEEDS:
            DEEDS[name](proposal, by=user)
        else:
            raise Http404
    except NotAllowed as why:
        if name != "send-back" or not allowed(rules.may_decide, is_of_hub(user), proposal):
            messages.error(request, str(why))
            return redirect("learning:proposal", pk)
        form.add_error("answer", str(why))
        return _page(request, proposal, form, user)
    messages.success(request, _("Done."))
    return redirect("learning:proposal", pk)


def _asked(request: HttpRequest, proposal: Proposal, name: str) -> HttpResponse:
    """A page that asks, before what cannot be taken back."""
    if name not in ASKED:
        return redirect("learning:proposal", proposal.pk)
    label, text = ASKED[name]
    context = {"proposal": proposal, "label": label, "text": text, "seen": request.GET.get("seen")}
    return render(request, f"{DESK}proposal_deed.html", context)


def _page(request: HttpRequest, proposal: Proposal, form: AnswerForm, user: Any) -> HttpResponse:
    mine, is_hub = list(memberships_of(user)), is_of_hub(user)
    proposal.refresh_from_db(fields=["state", "answer"])
    context = {
        "proposal": proposal,
        "language_of": table()[proposal.language],
        "body": body_of(proposal.text),
        "original": original_of(proposal.derived_from) if proposal.derived_from else None,
        "form": form,
        "may_write": allowed(rules.may_write, mine, proposal),
        "may_propose": allowed(rules.may_propose, mine, proposal),
        "may_withdraw": allowed(rules.may_withdraw, mine, proposal),
        "may_decide": allowed(rules.may_decide, is_hub, proposal),
    }
    return render(request, f"{DESK}proposal.html", context)


def _or_404(request: HttpRequest, pk: int) -> Proposal:
    return get_object_or_404(proposals_visible_to(request.user), pk=pk)  # type: ignore[arg-type]


def _form(request: HttpRequest, own: list[Any], begun: dict[str, Any]) -> ProposalForm:
    languages = site_languages()
    return ProposalForm(request.POST or None, organisations=own, languages=languages, initial=begun)


def _begun(key: str) -> dict[str, Any]:
    language = translation.get_language() or "en"
    shown = public_resource(key, language) if key else None
    return as_begun(shown.row) if shown and allowed(rules.may_adapt, shown.row) else {}


def _original(form: ProposalForm) -> dict[str, Any]:
    key = form["derived_from"].value() or ""
    return {"original": original_of(key) if key else None}
