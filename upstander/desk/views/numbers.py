"""What one's own desk counted: the page, and where its numbers are used."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from upstander.action.interface import (
    OwnNumber,
    fill_in_summary,
    label_of_own_number,
    priorities_to_back,
    summary_to_fill_in,
    use_own_number,
)
from upstander.core.errors import NotAllowed
from upstander.desk.forms import FillForm, NumberForm
from upstander.support.interface import (
    Period,
    TeamNumbers,
    own_numbers,
    periods,
    waiting_counts,
    year_period,
)


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """The requests of her teams in numbers, by quarter, and one period by its answers."""
    today = timezone.localdate()
    known = periods(today)
    shown = next((p for p in known if p.key == request.GET.get("period")), known[0])
    teams = [
        {
            "organisation": team.organisation,
            "rows": [
                (p, _named(p), team.of(p), team.of(p, "open"))
                for p in known
                if p.is_year or team.of(p)
            ],
            "groups": team.groups(shown),
        }
        for team in own_numbers(request.user, today)  # type: ignore[arg-type]
    ]
    if not teams and waiting_counts(request.user).counts is None:  # type: ignore[arg-type]
        raise Http404
    context = {"teams": teams, "shown": shown, "shown_name": _named(shown)}
    return render(request, "desk/numbers.html", context)


def evidence(request: HttpRequest, organisation: int) -> HttpResponse:
    """One number of the desk as evidence of a priority."""
    user: Any = request.user
    team, status = _team_or_404(request, organisation), 200
    priorities, known = priorities_to_back(user, organisation), _known()
    form = NumberForm(
        request.POST or None,
        priorities=priorities,
        figures=[(key, label_of_own_number(key)) for key in _countable(team)],
        periods=[(key, _named(period)) for key, period in known.items()],
        initial={"period": request.GET.get("period")},
    )
    if form.is_valid():
        counted, period = form.cleaned_data["counted"], known[form.cleaned_data["period"]]
        number = OwnNumber(counted, team.of(period, counted), period.first, period.last)
        try:
            use_own_number(form.cleaned_data["priority"], number, by=user)
        except NotAllowed as why:
            form.add_error(None, str(why))
            status = 409
        else:
            messages.success(request, _("Saved."))
            return redirect("action:priority", form.cleaned_data["priority"].pk)
    context = {"form": form, "organisation": team.organisation, "has_priorities": priorities}
    return render(request, "desk/numbers_evidence.html", context, status=status)


def summary(request: HttpRequest, pk: int) -> HttpResponse:
    """The desk's number of a year into its annual summary, after a page that shows both."""
    found = summary_to_fill_in(request.user, pk)  # type: ignore[arg-type]
    if found is None:
        raise Http404
    number = _of_year(request, found)
    form = FillForm(request.POST or None, initial={"seen": found.version})
    if number is not None and form.is_valid():
        try:
            fill_in_summary(found, number, seen=form.cleaned_data["seen"], by=request.user)  # type: ignore[arg-type]
        except NotAllowed as why:
            messages.error(request, str(why))
            return redirect("desk:numbers-summary", pk)
        messages.success(request, _("Saved."))
        return redirect("action:summary", pk)
    context = {"form": form, "summary": found, "number": number}
    return render(request, "desk/numbers_summary.html", context)


def _of_year(request: HttpRequest, found: Any) -> int | None:
    """How many requests there were; None where her desk does not know."""
    today, period = timezone.localdate(), year_period(found.year)
    if period not in periods(today):
        return None
    teams = own_numbers(request.user, today)  # type: ignore[arg-type]
    numbers = (team.of(period) for team in teams if team.organisation == found.organisation)
    return next(numbers, None)


def _team_or_404(request: HttpRequest, organisation: int) -> TeamNumbers:
    teams = own_numbers(request.user, timezone.localdate())  # type: ignore[arg-type]
    for team in teams:
        if team.organisation.pk == organisation:
            return team
    raise Http404


def _known() -> dict[str, Period]:
    return {period.key: period for period in periods(timezone.localdate())}


def _countable(team: TeamNumbers) -> list[str]:
    """Of what a number can be used: all, and each answer."""
    groups = team.groups(year_period(timezone.localdate().year))
    return ["all", *(figure.counted for group in groups for figure in group.figures)]


def _named(period: Period) -> str:
    """A year, or the first and the last month."""
    if period.is_year:
        return str(period.first.year)
    months = (date_format(day, "YEAR_MONTH_FORMAT") for day in (period.first, period.last))
    return " – ".join(months)
