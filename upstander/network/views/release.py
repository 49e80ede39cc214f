"""Who sees a record of an organisation under Indigenous governance: show it, take it back."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from upstander.core.errors import NotAllowed
from upstander.network.actions.release import release, withdraw_release
from upstander.network.queries.membership import memberships_of, workplaces_of
from upstander.network.queries.release import history_of, releasers_of, standing_release
from upstander.network.queries.subject import noun_of, page_of, subject_record
from upstander.network.rules import may_release
from upstander.network.states import Audience


@require_safe
def show_all(request: HttpRequest, pk: int) -> HttpResponse:
    """All that an organisation of mine ever released, and to whom."""
    organisation = get_object_or_404(releasers_of(request.user), pk=pk)
    context = {"organisation": organisation, "rows": history_of(organisation)}
    return render(request, "network/desk/releases.html", context)


def give(request: HttpRequest, noun: str, pk: int, audience: str) -> HttpResponse:
    """Show a record to one audience, after a page that says what this means."""

    def act(subject: Any) -> str:
        release(subject.organisation, f"{noun}:{pk}", audience, by=request.user)  # type: ignore[arg-type]
        return _("Done. From now on it is shown to: %(audience)s.")

    return _decide(request, (noun, pk, audience), act, is_shown=False)


def take_back(request: HttpRequest, noun: str, pk: int, audience: str) -> HttpResponse:
    """Show it no longer, after a page that says what cannot be undone."""

    def act(subject: Any) -> str:
        row = standing_release(f"{noun}:{pk}", audience)
        withdraw_release(row, by=request.user)  # type: ignore[arg-type]
        return _("Done. From now on it is not shown to: %(audience)s.")

    return _decide(request, (noun, pk, audience), act, is_shown=True)


def _decide(
    request: HttpRequest,
    what: tuple[str, int, str],
    act: Callable[[Any], str],
    *,
    is_shown: bool,
) -> HttpResponse:
    noun, pk, audience = what
    subject = _mine_or_404(request, noun, pk)
    label = _audience_or_404(audience).label
    back = page_of(noun, pk, subject.organisation_id)
    try:
        may_release(memberships_of(request.user), subject.organisation)
        if request.method == "POST":
            messages.success(request, act(subject) % {"audience": label})
            return redirect(back)
    except NotAllowed as why:
        messages.error(request, str(why))
        return redirect(back)
    context = {"subject": subject, "noun": noun_of(noun), "audience": label, "back": back}
    return render(request, "network/desk/release.html", {**context, "is_shown": is_shown})


def _mine_or_404(request: HttpRequest, noun: str, pk: int) -> Any:
    """The record, where it is one of an organisation to which she belongs."""
    subject = subject_record(noun, pk)
    mine = workplaces_of(request.user)
    if subject is None or subject.organisation_id not in mine:
        raise Http404
    return subject


def _audience_or_404(audience: str) -> Audience:
    if audience not in Audience.values:
        raise Http404
    return Audience(audience)
