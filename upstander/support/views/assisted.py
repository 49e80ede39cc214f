"""A request that came by telephone, on paper or in person."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from upstander.support.actions.request import Told, submit_request
from upstander.support.codes import groups_of
from upstander.support.forms.assisted import AssistedForm
from upstander.support.queries.public import slip
from upstander.support.queries.team import teams_of
from upstander.support.views.opening import worker


def new(request: HttpRequest) -> HttpResponse:
    """Write it down; then the code to hand over, on this one page."""
    user = worker(request)
    teams = list(teams_of(user))
    data, files = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = AssistedForm(data, files, teams=teams)
    if not form.is_valid():
        context = {"form": form, "teams": teams, "has_files": bool(request.FILES)}
        return render(request, "support/desk/assisted.html", context)
    case = submit_request(_told(request, form))
    context = {"case": case, "groups": groups_of(form.cleaned_data["code"]), **slip(case.language)}
    return render(request, "support/desk/code.html", context)


def _told(request: HttpRequest, form: AssistedForm) -> Told:
    data = form.cleaned_data
    return Told(
        team=data["team"],
        wish=data["wish"],
        language=data["language"],
        story=form.story(),
        identity=form.identity(),
        code=data["code"],
        token=form.sending(),
        files=data["attached"],
        origin=data["origin"],
        by=request.user,  # type: ignore[arg-type]
    )
