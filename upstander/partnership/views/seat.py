"""The local committee at the desk: who sits in it, for how long, and how she is reached."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from upstander.partnership.actions.seat import add_seat, change_seat, end_seat
from upstander.partnership.forms.fields import EndForm
from upstander.partnership.forms.seat import SeatForm
from upstander.partnership.queries.partner_read import person_of
from upstander.partnership.queries.seat import own_seats, seats_to_come
from upstander.partnership.views.keeping import form_page, organisation_or_404, saved, seen_of

FORM, DEED = "partnership/desk/seat_form.html", "partnership/desk/seat_deed.html"


@require_safe
def show_all(request: HttpRequest, pk: int) -> HttpResponse:
    """The committee of an organisation."""
    organisation = organisation_or_404(request.user, pk)
    rows = seats_to_come(organisation, timezone.localdate())
    context = {"organisation": organisation, "tab": "committee", "rows": rows}
    return render(request, "partnership/desk/committee.html", context)


def new(request: HttpRequest, pk: int) -> HttpResponse:
    """Someone takes a seat."""
    user: Any = request.user
    organisation = organisation_or_404(user, pk)
    form = SeatForm(request.POST or None, organisation=organisation, seat=None)
    if saved(form, lambda: add_seat(organisation, form.person(), by=user)):
        messages.success(request, _("Saved."))
        return redirect("partnership:committee", pk)
    return form_page(request, FORM, form, None, person_of, organisation=organisation)


def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change what is known of her; nobody writes over what another tab saved."""
    user: Any = request.user
    seat = get_object_or_404(own_seats(user), pk=pk)
    organisation = seat.organisation
    form = SeatForm(request.POST or None, organisation=organisation, seat=seat)
    if saved(form, lambda: change_seat(seat, form.person(), seen_of(request), by=user)):
        messages.success(request, _("Saved."))
        return redirect("partnership:committee", organisation.pk)
    return form_page(request, FORM, form, seat, person_of, organisation=organisation)


def end(request: HttpRequest, pk: int) -> HttpResponse:
    """Her term ends on a day."""
    user: Any = request.user
    seat = get_object_or_404(own_seats(user), pk=pk)
    form = EndForm(request.POST or None, initial={"day": timezone.localdate()})

    def act() -> None:
        end_seat(seat, form.cleaned_data["day"], seen_of(request), by=user)

    if saved(form, act):
        messages.success(request, _("Saved."))
        return redirect("partnership:committee", seat.organisation_id)
    return form_page(request, DEED, form, seat, person_of, organisation=seat.organisation)
