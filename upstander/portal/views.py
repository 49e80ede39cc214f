"""The public pages that are made from the network's records."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone, translation
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from upstander.action.interface import has_public_place, public_place
from upstander.events.interface import days_at
from upstander.funding import interface as records
from upstander.network import interface as network
from upstander.portal.forms import PlaceForm
from upstander.portal.queries import live_page, site_map
from upstander.portal.showing import (
    asked_by,
    awarded_in,
    frame,
    respond,
    shown_awards,
    shown_call,
    shown_kinds,
)

CallState = records.CallState
DECIDING = (CallState.CLOSED, CallState.DECIDED)
NETWORK = "how-the-network-works"


@require_safe
def page(request: HttpRequest, path: str) -> HttpResponse:
    """A page of the tree, found by its whole path at once instead of part by part."""
    found = live_page(translation.get_language() or "", path)
    if found is None:
        raise Http404
    return found.serve(request)


# Nothing is changed by looking a place up, and a token would need a cookie.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def find(request: HttpRequest) -> HttpResponse:
    """Look up what was typed; it stands in no address and in no log."""
    if request.method != "POST":  # another language was chosen, or the address was opened again
        page = site_map().page("find-help")
        return redirect(page.path if page else f"/{request.LANGUAGE_CODE}/")  # type: ignore[attr-defined]
    form = PlaceForm(request.POST)
    found = network.communities_named(form.cleaned_data["place"]) if form.is_valid() else []
    if len(found) == 1:
        return redirect("place", key=found[0].key)
    context = {**frame(request, "find-help"), "form": form, "found": found}
    return respond(request, "portal/found.html", context)


@require_safe
def place(request: HttpRequest, key: str) -> HttpResponse:
    """Who helps in one community: her spoke, the nearest, or the hub."""
    community = get_object_or_404(network.communities(), key=key)
    context = frame(request, "find-help")
    route = network.route_for(community)
    region = context["wordings"].text(f"region:{community.region.key}:name", community.region.name)
    context |= {"community": community, "route": route, "region": region}
    # A larger area, for some.
    served = [route.served] if route.kind == "own" and route.served else []
    places = dict.fromkeys([community, *served])
    context["local"] = next((one for one in places if has_public_place(one)), None)
    context["events"] = days_at([place.key for place in places], timezone.now())
    return respond(request, "portal/place.html", context)


@require_safe
def local(request: HttpRequest, key: str) -> HttpResponse:
    """What is agreed and done in one community, and who takes part."""
    community = get_object_or_404(network.communities(), key=key)
    context = {**frame(request, "find-help"), "community": community}
    context["local"] = public_place(community)
    return respond(request, "portal/local.html", context)


@require_safe
def all_places(request: HttpRequest) -> HttpResponse:
    """Every community by region, for choosing without typing."""
    context = frame(request, "find-help")
    say = context["wordings"].text
    named = [(say(f"region:{r.key}:name", r.name), r) for r in network.regions()]
    return respond(request, "portal/places.html", {**context, "regions": named})


@require_safe
def member(request: HttpRequest, key: str) -> HttpResponse:
    """The page of a spoke or of the hub."""
    found = network.member(key)
    if found is None:
        raise Http404
    organisation, kind, record = found
    context = {**frame(request, NETWORK, said=records.SAID), "organisation": organisation}
    context |= {"kind": kind, "record": record}
    if kind == "spoke":
        region = record.region
        context["region"] = context["wordings"].text(f"region:{region.key}:name", region.name)
        context["awards"] = shown_awards(records.awards_to(organisation.pk), context["wordings"])
    else:
        context["duties"] = network.statements("duty", context["wordings"])
    return respond(request, "portal/member.html", context)


@require_safe
def funding(request: HttpRequest) -> HttpResponse:
    """How the network is funded: calls that are open, and what was awarded."""
    context = frame(request, NETWORK, said=records.SAID)
    wordings = context["wordings"]
    rows = list(records.public_calls())
    calls = [shown_call(row, wordings) for row in rows]
    found = records.rounds(rows, wordings)
    context |= {
        "open_calls": [c for c in calls if c.row.state == CallState.OPEN],
        "being_decided": [c for c in calls if c.row.state in DECIDING],
        "rounds": [(shown_call(round_.call, wordings), round_) for round_ in found],
        "has_open_data": any(round_.awards for round_ in found),
        "publisher": records.publisher(),
    }
    return respond(request, "portal/funding.html", context)


@require_safe
def call(request: HttpRequest, key: str) -> HttpResponse:
    """One call: what it pays for while it is open, what was awarded once that is published."""
    found = records.public_call(key)
    if found is None:
        raise Http404
    context = frame(request, NETWORK, said=records.SAID)
    wordings = context["wordings"]
    context |= {"shown": shown_call(found, wordings), "kinds": shown_kinds(found, wordings)}
    if found.state == CallState.PUBLISHED:
        context |= awarded_in(records.rounds([found], wordings)[0], wordings)
    else:
        context |= asked_by(found, wordings)
    return respond(request, "portal/call.html", context)


@require_safe
def award(request: HttpRequest, key: str, reference: str) -> HttpResponse:
    """One award: to whom, for which communities, how much and why."""
    found = records.public_award(key, reference)
    if found is None:
        raise Http404
    context = frame(request, NETWORK, said=records.SAID)
    [shown] = shown_awards([found], context["wordings"])
    member = network.member(found.organisation.key)
    context |= {"award": found, "shown": shown, "is_member": bool(member)}
    return respond(request, "portal/award.html", context)
