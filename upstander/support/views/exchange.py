"""Files and tasks of a request."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from upstander.core.cleaning.results import SORTS
from upstander.core.errors import NotAllowed
from upstander.support.actions.exchange import finish_task
from upstander.support.queries.case import file_of, may_read
from upstander.support.queries.keys import case_keys
from upstander.support.views.opening import ask_for_password, case_or_404, hand_of

MEDIA_TYPES = {extension: media_type for _kind, media_type, extension in SORTS}


@require_safe
def file(request: HttpRequest, pk: UUID, number: int) -> HttpResponse:
    """A file to keep, never to look at inside the page: whoever made it is a stranger."""
    case, hand = case_or_404(request, pk), hand_of(request)
    attachment = get_object_or_404(case.attachments.all(), number=number)
    if hand is None:
        return ask_for_password(request)
    try:
        may_read(case, hand.user)
        data = file_of(attachment, case_keys(case, hand, "story"))
    except NotAllowed as why:
        raise Http404 from why
    media_type = MEDIA_TYPES.get(attachment.extension, "application/octet-stream")
    name = f"{case.reference}-{number}.{attachment.extension}"
    headers = {
        "Content-Disposition": f'attachment; filename="{name}"',
        "Content-Security-Policy": "sandbox; default-src 'none'",
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "private, no-store",
    }
    return HttpResponse(data, content_type=media_type, headers=headers)


@require_POST
def finish(request: HttpRequest, pk: UUID, task: UUID) -> HttpResponse:
    """A task is done."""
    case = case_or_404(request, pk)
    row = get_object_or_404(case.tasks.all(), pk=task)
    try:
        finish_task(row, by=request.user)  # type: ignore[arg-type]
    except NotAllowed as why:
        messages.error(request, str(why))
    else:
        messages.success(request, _("The task is done."))
    return redirect("support:case", pk)
