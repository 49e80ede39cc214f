"""What every page of requests asks first: whose request it is, and whether her pair is open."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from upstander.accounts.interface import User, private_key
from upstander.support.models import Case
from upstander.support.queries.case import cases_visible_to
from upstander.support.queries.keys import Hand
from upstander.support.queries.team import organisations_of


def worker(request: HttpRequest) -> User:
    """Who is signed in, if she works or coordinates somewhere today."""
    user: User = request.user  # type: ignore[assignment]
    if not organisations_of(user):
        raise PermissionDenied
    return user


def case_or_404(request: HttpRequest, pk: UUID) -> Case:
    """A request of her teams, or one that was passed on from or to them."""
    return get_object_or_404(cases_visible_to(worker(request)), pk=pk)


def hand_of(request: HttpRequest) -> Hand | None:
    """Her with her pair open; None until she types her password."""
    private = private_key(request)
    return Hand(worker(request), private) if private else None


def ask_for_password(request: HttpRequest) -> HttpResponse:
    """Where her pair is closed: to the password and back. What she typed stays before her."""
    why = _("Type your password. It opens what is sealed for you.")
    if request.method == "POST":
        return keep(request, why)
    messages.info(request, why)
    return redirect(_password_page(request.get_full_path()))


def keep(request: HttpRequest, why: str) -> HttpResponse:
    """Nothing was done; all words that were typed stand here and can be sent once more."""
    fields = [(name, value) for name, values in request.POST.lists() for value in values]
    context = {
        "why": why,
        "hidden": [f for f in fields if not _is_prose(f[1]) and f[0] != "csrfmiddlewaretoken"],
        "prose": [value for value in fields if _is_prose(value[1])],
        "has_files": bool(request.FILES),
        "is_closed": private_key(request) is None,
        "password_page": _password_page(reverse("support:inbox")),
        "back": request.path.rstrip("/").rpartition("/")[0] + "/",
    }
    return render(request, "support/desk/kept.html", context, status=409)


def _is_prose(value: str) -> bool:
    return " " in value.strip()


def _password_page(back: str) -> str:
    return f"{reverse('account_reauthenticate')}?{urlencode({'next': back})}"
