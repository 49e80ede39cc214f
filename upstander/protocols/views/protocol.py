"""Protocols at the desk: the list, each one with its versions, and starting."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from upstander.core.errors import NotAllowed, allowed
from upstander.network.interface import memberships_of
from upstander.protocols.actions.protocol import Wish, start_next_version, start_protocol
from upstander.protocols.forms.protocol import StartForm
from upstander.protocols.models import Protocol
from upstander.protocols.queries.difference import difference
from upstander.protocols.queries.editing import editable
from upstander.protocols.queries.pattern import patterns_to_copy
from upstander.protocols.queries.pattern_words import in_reading_language
from upstander.protocols.queries.protocol import (
    is_of_hub,
    organisations_of,
    own_protocols,
    own_versions,
    served_by,
    versions_for,
    visible_to,
)
from upstander.protocols.rules.protocol import may_go_on
from upstander.protocols.states import HOLDING_STATES


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Her own protocols; for the hub those of others too, by their titles and states."""
    user: Any = request.user
    organisations, is_hub = organisations_of(user), is_of_hub(user)
    if not organisations:
        raise Http404
    own = {organisation.pk for organisation in organisations}
    rows = sorted(visible_to(user), key=lambda row: (row.organisation.name, row.title))
    found = [(row, _state(row, own), row.organisation_id in own) for row in rows]
    context = {
        "own": [(row, versions) for row, versions, is_own in found if is_own],
        "others": [(row, versions) for row, versions, is_own in found if not is_own],
        "is_hub": is_hub,
        "may_start": any(served_by(organisation) for organisation in organisations),
    }
    return render(request, "protocols/desk/protocol_list.html", context)


def _state(protocol: Protocol, own: set[int]) -> list[Any]:
    """What stands for it: the version that holds, and the one that is being written."""
    versions = versions_for(protocol, is_own=protocol.organisation_id in own)
    held = [version for version in versions if version.state in HOLDING_STATES]
    return [*held, *(v for v in versions[:1] if v not in held)]


def start(request: HttpRequest) -> HttpResponse:
    """A first version, blank or from a pattern."""
    user: Any = request.user
    served = {place.pk: (place, organisation) for organisation in organisations_of(user)
              for place in served_by(organisation)}  # fmt: skip
    if not served:
        messages.info(request, _("Your organisation serves no community now."))
        return redirect("protocols:protocols")
    form = StartForm(
        request.POST or None,
        places=[place for place, _organisation in served.values()],
        patterns=in_reading_language(patterns_to_copy(), get_language()),
        initial={"pattern": request.GET.get("pattern", "")},
    )
    if form.is_valid():
        data = form.cleaned_data
        keeper = served[data["places"][0].pk][1]
        wish = Wish(keeper, data["title"], data["places"], data["language"], data["pattern"])
        try:
            version = start_protocol(wish, by=user)
        except NotAllowed as why:
            form.add_error(None, str(why))
        else:
            return redirect("protocols:version", version.pk)
    return render(request, "protocols/desk/protocol_start.html", {"form": form})


@require_safe
def show(request: HttpRequest, pk: int) -> HttpResponse:
    """Its title, communities and versions; their words only for whoever keeps it."""
    user: Any = request.user
    protocol = get_object_or_404(visible_to(user), pk=pk)
    is_own = own_protocols(user).filter(pk=pk).exists()
    versions = versions_for(protocol, is_own=is_own)
    context = {
        "protocol": protocol,
        "versions": versions,
        "is_own": is_own,
        "subject": f"protocol:{pk}",
        "may_go_on": allowed(
            may_go_on, list(memberships_of(user)), protocol, [v.state for v in versions]
        ),
    }
    return render(request, "protocols/desk/protocol_page.html", context)


@require_POST
def go_on(request: HttpRequest, pk: int) -> HttpResponse:
    """A next version."""
    protocol = get_object_or_404(own_protocols(request.user), pk=pk)  # type: ignore[arg-type]
    try:
        version = start_next_version(protocol, by=request.user)  # type: ignore[arg-type]
    except NotAllowed as why:
        messages.error(request, str(why))
        return redirect("protocols:protocol", pk)
    return redirect("protocols:version", version.pk)


@require_safe
def compare(request: HttpRequest, pk: int) -> HttpResponse:
    """What changed between any two versions; unless said, the last two."""
    protocol = get_object_or_404(own_protocols(request.user), pk=pk)  # type: ignore[arg-type]
    versions = {str(v.number): v for v in own_versions(request.user).filter(protocol=pk)}  # type: ignore[arg-type]
    numbers = sorted(versions, key=int)
    before = versions.get(request.GET.get("from", ""), versions[numbers[-2:][0]])
    after = versions.get(request.GET.get("to", ""), versions[numbers[-1]])
    context = {
        "protocol": protocol,
        "versions": [versions[number] for number in numbers],
        "before": before,
        "after": after,
        "parts": difference(editable(before), editable(after)),
    }
    return render(request, "protocols/desk/version_compare.html", context)
