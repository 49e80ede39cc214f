"""Pictures for lessons: added at the desk, chosen in the editor."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from upstander.core.errors import NotAllowed
from upstander.learning.actions.picture import add_picture
from upstander.learning.forms.picture import PictureForm
from upstander.learning.queries.cohort import training_organisation
from upstander.learning.queries.course import pictures


def index(request: HttpRequest) -> HttpResponse:
    """All of them, with room for one more."""
    user: Any = request.user
    organisation = training_organisation(user)
    if organisation is None:
        raise Http404
    form = PictureForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        try:
            add_picture(
                organisation, form.cleaned_data["title"], form.cleaned_data["file"], by=user
            )
        except NotAllowed as why:
            form.add_error(None, str(why))
        else:
            messages.success(request, _("Saved."))
            return redirect("learning:pictures")
    context = {"form": form, "pictures": pictures()}
    return render(request, "learning/cohorts/pictures.html", context)
