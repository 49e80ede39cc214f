"""Photos of an activity: kept with consent, shown to everyone or not, taken out again."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from upstander.action.actions.project import add_photo, show_photo, take_out_photo
from upstander.action.forms.project import PhotoForm
from upstander.action.models import Photo
from upstander.action.queries.project import photos_of
from upstander.action.queries.project_public import public_photo
from upstander.action.rules import project as rules
from upstander.action.views.project import PAGE, own_project_or_404, project_or_404
from upstander.core.errors import NotAllowed, allowed
from upstander.network.interface import memberships_of, writes_for


def index(request: HttpRequest, pk: int, part: int) -> HttpResponse:
    """The photos of an activity; for her own people, room for one more."""
    project = project_or_404(request, pk)
    activity, mine = get_object_or_404(project.activities, pk=part), memberships_of(request.user)
    is_own, may_add = writes_for(mine, project.organisation_id), False
    form = None
    if is_own:
        may_add = allowed(rules.may_record, list(mine), project)
        form = PhotoForm(request.POST or None, request.FILES or None)
    if form and may_add and form.is_valid():
        values = dict(form.cleaned_data)
        try:
            add_photo(activity, values.pop("file"), values, by=request.user)  # type: ignore[arg-type]
        except NotAllowed as why:
            form.add_error(None, str(why))
        else:
            messages.success(request, _("Saved."))
            return redirect("action:project-photos", pk, part)
    context = {
        "project": project,
        "activity": activity,
        "photos": photos_of(activity, is_own=is_own).defer("data"),
        "form": form if may_add else None,
        "is_own": is_own,
        "may_add": may_add,
    }
    return render(request, f"{PAGE}photos.html", context)


@require_safe
def picture(request: HttpRequest, pk: int, part: int, photo: UUID) -> HttpResponse:
    """A photo, for whoever may see it at the desk."""
    project = project_or_404(request, pk)
    activity = get_object_or_404(project.activities, pk=part)
    is_own = writes_for(memberships_of(request.user), project.organisation_id)
    row = get_object_or_404(photos_of(activity, is_own=is_own), pk=photo)
    answer = HttpResponse(bytes(row.data), content_type=row.kind)
    answer["Cache-Control"] = "private, no-store"
    return answer


@require_safe
def public(request: HttpRequest, photo: UUID) -> HttpResponse:
    """A photo that everyone may see. No browser keeps it unasked: consent may be taken back."""
    row = public_photo(photo)
    if row is None:
        raise Http404
    answer = HttpResponse(bytes(row.data), content_type=row.kind)
    answer["Cache-Control"] = "private, no-cache"
    return answer


@require_POST
def turn(request: HttpRequest, pk: int, part: int, photo: UUID) -> HttpResponse:
    """Show a photo to everyone, or no longer."""
    row = _photo(request, pk, part, photo)
    try:
        show_photo(row, is_public="public" in request.POST, by=request.user)  # type: ignore[arg-type]
        messages.success(request, _("Saved."))
    except NotAllowed as why:
        messages.error(request, str(why))
    return redirect("action:project-photos", pk, part)


def out(request: HttpRequest, pk: int, part: int, photo: UUID) -> HttpResponse:
    """Take a photo out for good, after a page that asks."""
    row = _photo(request, pk, part, photo)
    if request.method != "POST":
        context: dict[str, Any] = {"project": row.activity.project, "photo": row}
        return render(request, f"{PAGE}photo_out.html", context)
    try:
        take_out_photo(row, by=request.user)  # type: ignore[arg-type]
        messages.success(request, _("Saved."))
    except NotAllowed as why:
        messages.error(request, str(why))
    return redirect("action:project-photos", pk, part)


def _photo(request: HttpRequest, pk: int, part: int, photo: UUID) -> Photo:
    project = own_project_or_404(request, pk)
    activity = get_object_or_404(project.activities, pk=part)
    return get_object_or_404(activity.photos.select_related("activity__project"), pk=photo)
