"""What a member reads, marks as read, and how often letters come to her."""

from datetime import UTC, datetime
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from upstander.announcements.actions.reading import choose_digest, read_all, read_announcement
from upstander.announcements.forms.announcement import DigestForm
from upstander.announcements.queries.announcement import (
    all_shown,
    announcements_of,
    shown,
    unread_of,
    visible_to,
)
from upstander.announcements.queries.digest import rhythm_of
from upstander.announcements.queries.hub import is_of_hub
from upstander.announcements.states import Rhythm
from upstander.core.errors import NotAllowed
from upstander.core.fields import whole_number
from upstander.network.interface import memberships_asked_once

A_PAGE = 25
DESK = "announcements/desk/"


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """What is for her: unread first, the newest first."""
    user: Any = request.user
    now = timezone.now()
    with memberships_asked_once():
        rows = announcements_of(user, now)
        page = Paginator(rows, A_PAGE).get_page(request.GET.get("page"))
        context = {
            "page": page,
            "rows": all_shown(page, _language()),
            "has_unread": unread_of(user, now).exists(),
            "until": int(now.timestamp()),
            "is_hub": is_of_hub(user),
            "rhythm": Rhythm(rhythm_of(user)).label,
        }
        return render(request, f"{DESK}list.html", context)


@require_safe
def show(request: HttpRequest, pk: int) -> HttpResponse:
    """One of them, in her language where it is there. To open it is to read it."""
    user: Any = request.user
    row = get_object_or_404(visible_to(user), pk=pk)
    if request.method == "GET":
        read_announcement(row, by=user)
    context = {"one": shown(row, _language()), "original": shown(row, row.language)}
    return render(request, f"{DESK}announcement.html", context)


@require_POST
def mark(request: HttpRequest, pk: int) -> HttpResponse:
    """Mark it as read, from the list."""
    user: Any = request.user
    try:
        read_announcement(get_object_or_404(visible_to(user), pk=pk), by=user)
    except NotAllowed as why:
        messages.error(request, str(why))
    return redirect("announcements:list")


@require_POST
def read_every(request: HttpRequest) -> HttpResponse:
    """Mark all as read that was there when the page was drawn."""
    user: Any = request.user
    until = whole_number(request.POST.get("until", ""), digits=11)
    read_all(datetime.fromtimestamp(until or 0, UTC), by=user)
    return redirect("announcements:list")


def letters(request: HttpRequest) -> HttpResponse:
    """How often letters come."""
    user: Any = request.user
    form = DigestForm(request.POST or None, initial={"rhythm": rhythm_of(user)})
    if form.is_valid():
        choose_digest(form.cleaned_data["rhythm"], by=user)
        messages.success(request, _("Saved."))
        return redirect("announcements:list")
    return render(request, f"{DESK}letters.html", {"form": form})


def _language() -> str:
    return translation.get_language() or "en"
