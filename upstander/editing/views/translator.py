"""Who translates into which language."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from upstander.core.errors import NotAllowed, allowed
from upstander.editing.actions.translator import set_languages
from upstander.editing.forms.translator import LanguagesForm
from upstander.editing.queries.who import translators
from upstander.editing.rules.task import may_name_translators
from upstander.editing.views.entering import who_or_404
from upstander.learning.interface import site_languages


def index(request: HttpRequest) -> HttpResponse:
    """Everyone who edits or translates, with her languages."""
    if not allowed(may_name_translators, who_or_404(request)):
        raise Http404
    return render(request, "editing/translators.html", {"translators": translators()})


def change(request: HttpRequest, pk: int) -> HttpResponse:
    """The languages of one person."""
    user: Any = request.user
    found = next((row for row in translators() if row.user.pk == pk), None)
    if found is None or not allowed(may_name_translators, who_or_404(request)):
        raise Http404
    begun = {"languages": found.languages}
    form = LanguagesForm(request.POST or None, offered=site_languages(), initial=begun)
    if request.method == "POST":  # no box at all is an answer too
        form = LanguagesForm(request.POST, offered=site_languages())
        if form.is_valid():
            try:
                set_languages(found.user, form.cleaned_data["languages"], by=user)
            except NotAllowed as why:
                form.add_error(None, str(why))
            else:
                messages.success(request, _("Saved."))
                return redirect("editing:translators")
    return render(request, "editing/translator.html", {"person": found.user, "form": form})
