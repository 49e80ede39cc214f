"""The library at the desk: what there is, to adapt; its files, for the hub to keep."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from upstander.core.errors import NotAllowed, allowed
from upstander.core.languages import table
from upstander.learning.actions.file import add_file, remove_file
from upstander.learning.forms.file import FileForm
from upstander.learning.forms.filters import FilterForm
from upstander.learning.models import ResourceFile
from upstander.learning.queries.resource import Shown, public_resource, public_resources
from upstander.learning.queries.who import is_of_hub, organisations_of
from upstander.learning.rules.proposal import may_adapt

A_PAGE = 30
DESK = "learning/desk/"


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """What is in the library, narrowed by what was chosen."""
    user: Any = request.user
    form = FilterForm(request.GET, languages=table().values())
    rows = public_resources(translation.get_language() or "en", form.chosen)
    page = Paginator(rows, A_PAGE).get_page(request.GET.get("page"))
    context = {"form": form, "page": page, "may_write": bool(organisations_of(user))}
    return render(request, f"{DESK}library.html", {**context, "is_hub": is_of_hub(user)})


def show(request: HttpRequest, key: str) -> HttpResponse:
    """One of them: where it comes from, its languages, and its files."""
    user: Any = request.user
    shown, is_hub = _shown(key), is_of_hub(user)
    form = FileForm(request.POST or None, request.FILES or None) if is_hub else None
    if form and form.is_valid() and _add(form, shown, user):
        messages.success(request, _("Saved."))
        return redirect("learning:resource", key)
    context = {
        "shown": shown,
        "resource": shown.row,
        "form": form,
        "is_hub": is_hub,
        "may_edit": user.has_perm("learning.change_resource"),
        "may_adapt": bool(organisations_of(user)) and allowed(may_adapt, shown.row),
    }
    return render(request, f"{DESK}resource.html", context)


def _add(form: FileForm, shown: Shown, user: Any) -> bool:
    data = form.cleaned_data
    try:
        add_file(shown.row, data["file"], data["kind"], data["title"], by=user)
    except NotAllowed as why:
        form.add_error(None, str(why))
        return False
    return True


def file_out(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Take a file out for good, after a page that asks."""
    user: Any = request.user
    if not is_of_hub(user):
        raise Http404
    row = get_object_or_404(ResourceFile.objects.defer("data").select_related("resource"), pk=pk)
    if request.method != "POST":
        return render(request, f"{DESK}file_out.html", {"file": row})
    remove_file(row, by=user)
    messages.success(request, _("Saved."))
    return redirect("learning:resource", row.resource.key)


def _shown(key: str) -> Shown:
    shown = public_resource(key, translation.get_language() or "en")
    if shown is None:
        raise Http404
    return shown
