"""The public pages that are made from the network's records."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import translation
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from upstander.network import interface as network
from upstander.portal.forms import PlaceForm
from upstander.portal.queries import live_page, site_map
from upstander.portal.showing import frame, respond


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
    return respond(request, "portal/place.html", context)


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
    context = {**frame(request, "how-the-network-works"), "organisation": organisation}
    context |= {"kind": kind, "record": record}
    if kind == "spoke":
        region = record.region
        context["region"] = context["wordings"].text(f"region:{region.key}:name", region.name)
    else:
        context["duties"] = network.statements("duty", context["wordings"])
    return respond(request, "portal/member.html", context)
