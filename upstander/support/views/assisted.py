"""A request that came by telephone, on paper or in person."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from upstander.support.actions.request import Told, submit_request, token_digest
from upstander.support.codes import groups_of
from upstander.support.forms.assisted import AssistedForm
from upstander.support.models import Case
from upstander.support.queries.keys import case_keys, content
from upstander.support.queries.team import teams_of
from upstander.support.views.opening import hand_of, worker


def new(request: HttpRequest) -> HttpResponse:
    """Write it down; then the code to hand over, on this one page."""
    user = worker(request)
    teams = list(teams_of(user))
    data, files = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = AssistedForm(data, files, teams=teams)
    if not form.is_valid() or _is_another(request, form):
        context = {"form": form, "teams": teams, "has_files": bool(request.FILES)}
        return render(request, "support/desk/assisted.html", context)
    context = {
        "case": submit_request(_told(request, form)),
        "groups": groups_of(form.cleaned_data["code"]),
    }
    return render(request, "support/desk/code.html", context)


def _is_another(request: HttpRequest, form: AssistedForm) -> bool:
    """A page of before, by the Back button, with other words: they get a code of their own."""
    token, hand = str(form.cleaned_data["token"]), hand_of(request)
    found = Case.objects.filter(token_digest=token_digest(token)).first()
    if found is None or hand is None:
        return False
    keys = case_keys(found, hand, "story", "identity")
    parts = {"story": form.story(), "identity": form.identity()}
    is_another = any(content(found, name, keys) != said for name, said in parts.items())
    if is_another:
        form.begin_anew()
    return is_another


def _told(request: HttpRequest, form: AssistedForm) -> Told:
    data = form.cleaned_data
    return Told(
        team=data["team"],
        wish=data["wish"],
        language=data["language"],
        story=form.story(),
        identity=form.identity(),
        code=data["code"],
        token=str(data["token"]),
        files=data["attached"],
        origin=data["origin"],
        by=request.user,  # type: ignore[arg-type]
    )
