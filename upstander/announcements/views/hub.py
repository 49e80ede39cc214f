"""What the hub says: written, looked at, said in further languages, published, withdrawn."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from upstander.announcements.actions import announcement as actions
from upstander.announcements.forms.announcement import AnnouncementForm, TextForm
from upstander.announcements.models import Announcement
from upstander.announcements.queries.announcement import every_language, shown, state_of
from upstander.announcements.queries.audience import hub_id_today
from upstander.announcements.queries.hub import (
    hub_announcements,
    is_of_hub,
    numbers_of,
    reached_by,
)
from upstander.announcements.rules import announcement as rules
from upstander.announcements.states import AnnouncementState
from upstander.core.errors import NotAllowed, allowed, refusal
from upstander.core.fields import whole_number
from upstander.core.languages import table
from upstander.network.interface import memberships_of

A_PAGE = 25
DESK = "announcements/desk/"


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """All that the hub has written, the newest first."""
    user: Any = request.user
    if not is_of_hub(user):
        raise Http404
    page = Paginator(hub_announcements(user), A_PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "may_write": rules.speaks_for(memberships_of(user), hub_id_today())}
    return render(request, f"{DESK}hub.html", context)


@require_safe
def show(request: HttpRequest, pk: int) -> HttpResponse:
    """As it is read in each language, how many have read it, and what may be done with it."""
    row = _or_404(request, pk)
    mine, hub_id = list(memberships_of(request.user)), hub_id_today()
    have = every_language(row)
    is_published = row.state == AnnouncementState.PUBLISHED
    context = {
        "row": row,
        "texts": have,
        "numbers": numbers_of(row) if is_published else None,
        "missing": _others(have),
        "may_write": allowed(rules.may_write, mine, hub_id, row),
        "may_translate": allowed(rules.may_translate, mine, hub_id, row),
        "may_withdraw": allowed(rules.may_withdraw, mine, hub_id, row),
    }
    return render(request, f"{DESK}own.html", context)


def _others(have: list[Any]) -> list[Any]:
    here = {one.language for one in have}
    return [language for language in table().values() if language.code not in here]


def new(request: HttpRequest) -> HttpResponse:
    """Begin a draft."""
    user: Any = request.user
    if not rules.speaks_for(memberships_of(user), hub_id_today()):
        raise Http404
    form = AnnouncementForm(request.POST or None, language=translation.get_language() or "en")
    made = _saved(form, lambda: actions.make_announcement(form.values(), by=user))
    if made:
        messages.success(request, _("Saved."))
        return redirect("announcements:own", made.pk)
    return render(request, f"{DESK}form.html", {"form": form})


def change(request: HttpRequest, pk: int) -> HttpResponse:
    """Other words; who saw an older version keeps hers, beside what is saved now."""
    user: Any = request.user
    row = _or_404(request, pk)
    form = AnnouncementForm(request.POST or None, start=row)

    def act() -> None:
        actions.change_announcement(row, form.values(), seen=_seen(request), by=user)

    if _saved(form, act):
        messages.success(request, _("Saved."))
        return redirect("announcements:own", pk)
    if not allowed(rules.may_write, list(memberships_of(user)), hub_id_today(), row):
        raise Http404
    theirs = shown(row, row.language) if _is_conflict(form) else None
    seen = _drawn_from(request, form, row)
    context = {"form": form, "row": row, "seen": seen, "theirs": theirs}
    return render(request, f"{DESK}form.html", context, status=409 if theirs else 200)


def words(request: HttpRequest, pk: int, language: str) -> HttpResponse:
    """Its words in another language, beside the original."""
    user: Any = request.user
    row = _or_404(request, pk)
    mine = list(memberships_of(user))
    if not allowed(rules.may_translate, mine, hub_id_today(), row) or not allowed(
        rules.is_other_language, row, language
    ):
        raise Http404
    text = next((t for t in row.texts.all() if t.language == language), None)
    is_outdated = text is not None and state_of(text, row) == "outdated"
    form = TextForm(request.POST or None, start=text, is_outdated=is_outdated)

    def act() -> None:
        seen = _seen(request)
        actions.translate_announcement(row, language, form.cleaned_data, seen=seen, by=user)

    if _saved(form, act):
        messages.success(request, _("Saved."))
        return redirect("announcements:own", pk)
    context = {
        "form": form,
        "row": row,
        "original": shown(row, row.language),
        "into": table()[language],
        "seen": _drawn_from(request, form, text),
        "theirs": text if _is_conflict(form) else None,
    }
    status = 409 if _is_conflict(form) else 200
    return render(request, f"{DESK}words.html", context, status=status)


def do(request: HttpRequest, pk: int, deed: str) -> HttpResponse:
    """Publish or withdraw, after a page that says whom it reaches."""
    user: Any = request.user
    row = _or_404(request, pk)
    if deed not in ("publish", "withdraw"):
        raise Http404
    if request.method != "POST":
        return _asked(request, row, deed)
    try:
        if deed == "publish":
            actions.publish_announcement(row, seen=_seen(request), by=user)
        else:
            actions.withdraw_announcement(row, by=user)
    except NotAllowed as why:
        messages.error(request, str(why))
    else:
        messages.success(request, _("Done."))
    return redirect("announcements:own", pk)


def _asked(request: HttpRequest, row: Announcement, deed: str) -> HttpResponse:
    mine, hub_id, reached = list(memberships_of(request.user)), hub_id_today(), reached_by(row)
    if deed == "publish":
        today = timezone.localdate()
        why_not = refusal(rules.may_publish, mine, hub_id, row, today, reached)
    else:
        why_not = refusal(rules.may_withdraw, mine, hub_id, row)
    context = {"row": row, "reached": reached, "why_not": why_not, "texts": every_language(row)}
    return render(request, f"{DESK}{deed}.html", context)


def _or_404(request: HttpRequest, pk: int) -> Announcement:
    return get_object_or_404(hub_announcements(request.user), pk=pk)  # type: ignore[arg-type]


def _seen(request: HttpRequest) -> int:
    """The version that the page was drawn from; one that never was, where it does not say."""
    seen = whole_number(request.POST.get("seen", ""))
    return -1 if seen is None else seen


def _drawn_from(request: HttpRequest, form: Any, row: Any) -> int:
    """The version for a page that is drawn: an older one stays until she is shown what is new."""
    if request.method == "POST" and not _is_conflict(form):
        return _seen(request)
    return row.version if row else 0


def _saved(form: Any, act: Callable[[], Any]) -> Any:
    """What `act` gives; None where the form is not whole or a rule says no, which it then says."""
    if not form.is_valid():
        return None
    try:
        return act() or True
    except NotAllowed as why:
        form.add_error(None, str(why))
        form.is_conflict = isinstance(why, actions.Conflict)
    return None


def _is_conflict(form: Any) -> bool:
    return bool(getattr(form, "is_conflict", False))
