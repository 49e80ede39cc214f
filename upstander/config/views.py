"""The addresses that belong to no room: the front, leaving, errors, what search engines read."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.template import loader
from django.utils import translation
from django.views.decorators.http import require_safe

from upstander.accounts.interface import words_of
from upstander.core.languages import language_of_path, negotiate
from upstander.network.interface import programme
from upstander.portal.interface import addresses, frame, offered_languages, respond

NEUTRAL = "https://www.wikipedia.org/"


@require_safe
def choose_language(request: HttpRequest) -> HttpResponse:
    """The bare address leads to the reader's language; only here is the browser asked."""
    offered = offered_languages()
    if not offered:
        return render(request, "config/empty.html", status=503)
    code = negotiate(request.headers.get("Accept-Language", ""), offered)
    response = redirect(f"/{code}/")
    response.headers["Vary"] = "Accept-Language"
    response.headers["Cache-Control"] = "no-store"
    return response


@require_safe
def leave(request: HttpRequest) -> HttpResponse:
    """End the visit: forget what the browser holds of this site, and go somewhere neutral."""
    found = programme()
    response = HttpResponseRedirect(found.leave_to if found else NEUTRAL)
    response.headers["Clear-Site-Data"] = '"cache", "cookies", "storage"'
    response.headers["Cache-Control"] = "no-store"
    return response


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Search engines may read all that is public."""
    lines = ["User-agent: *", "Disallow: /account/", "Disallow: /desk/", "Disallow: /editor/"]
    lines += ["", f"Sitemap: {request.build_absolute_uri('/sitemap.xml')}", ""]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")


@require_safe
def sitemap(request: HttpRequest) -> HttpResponse:
    """Every public address with its other languages (sitemaps.org 0.9, xhtml:link)."""
    context = {"addresses": addresses(), "site": request.build_absolute_uri("/").rstrip("/")}
    return render(request, "config/sitemap.xml", context, content_type="application/xml")


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Our 404, in the language of the path or else the nearest that the browser knows.

    At the desk it is one of the desk's pages: whoever works here needs no first help.
    """
    user = getattr(request, "user", None)
    if request.path_info.startswith("/desk/") and user and user.is_authenticated:
        return render(request, "config/404_desk.html", status=404)
    return _say(request, "config/404.html", 404)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """The request could not be read."""
    return _bare(request, "config/400.html", 400)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Signed in, but not for this."""
    return _say(request, "config/403.html", 403)


def bad_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form of staff came without its token, or with one of before she signed in again."""
    if words := words_of(request):
        return render(request, "account/kept.html", {"words": words}, status=403)
    return _say(request, "config/bad_form.html", 403)


def server_error(request: HttpRequest) -> HttpResponse:
    """Something broke on our side; asks nothing of the database."""
    return _bare(request, "config/500.html", 500)


def _say(request: HttpRequest, template: str, status: int) -> HttpResponse:
    with translation.override(_nearest(request)):
        request.LANGUAGE_CODE = translation.get_language()  # type: ignore[attr-defined]
        response = respond(request, template, frame(request), status=status)
        response.headers["Content-Language"] = translation.get_language()
        return response


def _bare(request: HttpRequest, template: str, status: int) -> HttpResponse:
    return HttpResponse(loader.get_template(template).render({}, request), status=status)


def _nearest(request: HttpRequest) -> str:
    offered = offered_languages()
    in_path = language_of_path(request.path_info)
    if in_path and (in_path in offered or not offered):
        return in_path
    wanted = f"{request.path_info.lstrip('/').partition('/')[0]},"
    return negotiate(wanted + request.headers.get("Accept-Language", ""), offered or ["en"])
