"""Courses for anyone: no account, no cookie, nothing kept. What she has done is in her link."""

from collections.abc import Callable
from functools import wraps
from typing import Any, NamedTuple

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.cache import patch_cache_control
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from upstander.core.fields import whole_number
from upstander.core.front import for_the_public
from upstander.learning.models import LessonPicture
from upstander.learning.queries.course import (
    ShownCourse,
    body_of,
    parts_of_lesson,
    shown_courses,
    shown_lesson,
)
from upstander.learning.rules.progress import done_by, link_of
from upstander.network.interface import frame

View = Callable[..., HttpResponse]
MINUTES = 1


class Asked(NamedTuple):
    """A question of a lesson: the answer that was chosen, and whether it is right; None, none."""

    name: str
    value: dict[str, Any]
    chosen: int | None
    is_right: bool


def for_readers(view: View) -> View:
    """The same for everyone, so it may be kept a while; but not what was sent, nor a link."""
    guarded = for_the_public(view)

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method not in ("GET", "HEAD") or "link" in kwargs:
            return guarded(request, *args, **kwargs)
        response = view(request, *args, **kwargs)
        patch_cache_control(response, public=True, max_age=60 * MINUTES)
        return response

    free: View = login_not_required(csrf_exempt(wrapped))
    return free


@for_readers
def courses(request: HttpRequest) -> HttpResponse:
    """All courses."""
    return _page(request, "learning/courses/list.html", {"courses": shown_courses()})


@for_readers
def course(request: HttpRequest, key: str, link: str = "") -> HttpResponse:
    """A course with its lessons; with a link, which of them are done, and what comes next."""
    found = _course(key)
    done = done_by(key, link) if link else frozenset()
    context = {
        "course": found,
        "pieces": body_of(found.row, _language()),
        "link": link if done is not None else "",
        "is_unread": done is None,
        "done": (done or frozenset()) & found.numbers,
        "left": [lesson for lesson in found.lessons if lesson.row.number not in (done or ())],
        "has_done": bool(done and done & found.numbers),
    }
    return _page(request, "learning/courses/course.html", context, 404 if done is None else 200)


@for_readers
def lesson(request: HttpRequest, key: str, lesson: str, link: str = "") -> HttpResponse:
    """A lesson. Its questions are answered as often as she likes; no answer is kept."""
    found, shown = _course(key), shown_lesson(key, lesson)
    if shown is None:
        raise Http404
    done = done_by(key, link) if link else frozenset()
    if done is None:
        return redirect("learning-public:kept", key, link)
    row, language, state = shown
    if request.method == "POST" and request.POST.get("do") in ("done", "undone"):
        number = {row.number}
        kept = done | number if request.POST["do"] == "done" else done - number
        return redirect("learning-public:kept", key, link_of(key, kept))
    parts = parts_of_lesson(row, state, _language())
    asked = [piece.value for piece, _ in parts.pairs if piece.block_type == "question"]
    context = {
        "course": found,
        "lesson": row,
        "lesson_language": language,
        "state": state,
        "parts": parts,
        "asked": _asked(request, asked),
        "is_sent": request.method == "POST",
        "link": link,
        "is_done": row.number in done,
        "place": 1 + [one.row.number for one in found.lessons].index(row.number),
    }
    return _page(request, "learning/courses/lesson.html", context)


@login_not_required
@require_safe
def picture(request: HttpRequest, picture: Any) -> HttpResponse:
    """A picture of a lesson."""
    row = LessonPicture.objects.filter(pk=picture).first()
    if row is None:
        raise Http404
    response = HttpResponse(bytes(row.data), content_type=row.media_type)
    response["X-Content-Type-Options"] = "nosniff"
    patch_cache_control(response, public=True, max_age=60 * MINUTES)
    return response


def _asked(request: HttpRequest, questions: list[dict[str, Any]]) -> list[Asked]:
    found = []
    for number, value in enumerate(questions, start=1):
        name, items = f"question-{number}", value["items"]
        chosen = whole_number(request.POST.get(name, ""), digits=2)
        if chosen is not None and chosen >= len(items):
            chosen = None
        is_right = chosen is not None and bool(items[chosen]["is_right"])
        found.append(Asked(name, value, chosen, is_right))
    return found


def _course(key: str) -> ShownCourse:
    found = shown_courses(key)
    if not found:
        raise Http404
    return found[0]


def _language() -> str:
    return translation.get_language() or "en"


def _page(
    request: HttpRequest, template: str, more: dict[str, Any], status: int = 200
) -> HttpResponse:
    context = {**frame(request), "site": settings.PUBLIC_URL, **more}
    return render(request, template, context, status=status)
