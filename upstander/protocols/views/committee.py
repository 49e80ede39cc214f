"""A version as a partner in the committee reads it, and where she says what she thinks."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from upstander.core.errors import NotAllowed
from upstander.partnership.interface import seats_held_by
from upstander.protocols.actions.committee import comment_from_seat
from upstander.protocols.forms.committee import SeatCommentForm
from upstander.protocols.models import Version
from upstander.protocols.queries.committee import (
    comments_for,
    committee_versions,
    partners_heard,
    signatures_for,
)
from upstander.protocols.queries.publication import Reader, read_version
from upstander.protocols.states import VersionState


def show(request: HttpRequest, pk: int) -> HttpResponse:
    """Its words without contacts; while it is discussed also a place for hers."""
    user: Any = request.user
    version: Version = get_object_or_404(committee_versions(user), pk=pk)
    heard = partners_heard(user, version.protocol.organisation)
    is_open = version.state == VersionState.CONSULTATION
    data = request.POST if request.method == "POST" else None
    form = SeatCommentForm(data, partners=heard) if heard and (is_open or data) else None
    if form and form.is_valid():
        said = form.cleaned_data
        try:
            comment_from_seat(version, said["text"], said["partner"], by=user)
        except NotAllowed as why:
            form.add_error(None, str(why))
        else:
            messages.success(request, _("Saved."))
            return redirect("protocols:committee-version", pk)
    context = {
        "version": version,
        "protocol": version.protocol,
        "shown": read_version(version, translation.get_language() or "en", Reader.PARTNER),
        "communities": version.protocol.communities.all(),
        "signatures": signatures_for(seats_held_by(user, timezone.localdate()), version),
        "comments": comments_for(user, version, heard),
        "form": form,
        "is_open": is_open,
        "say_at": request.path,
    }
    return render(request, "protocols/desk/committee_version.html", context)
