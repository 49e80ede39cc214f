"""Records in the editor: what is sent changes one and writes its entry in the log, or neither.

The entry itself is written by the room of the network, for every kind of record.
"""

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from wagtail.admin.views.pages.workflow import WorkflowActionView as PageAction
from wagtail.snippets.views.snippets import CreateView, DeleteView, EditView, SnippetViewSet
from wagtail.snippets.views.snippets import WorkflowActionView as SnippetAction

from upstander.core.publishing import APPROVE, reasons_against


class Whole:
    """In one transaction, with whatever hangs on the hooks of the editor."""

    def post(self, *args: Any, **kwargs: Any) -> HttpResponse:
        """As the view does it."""
        with transaction.atomic():
            return super().post(*args, **kwargs)  # type: ignore[misc]


class Adding(Whole, CreateView):
    pass


class Changing(Whole, EditView):
    pass


class Deleting(Whole, DeleteView):
    pass


class AsksBeforeApproving:
    """Where something is approved without its form, as from the list of what waits."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """What must be mended first is said on the editor's page, where it can be."""
        view: Any = self
        is_approved = view.action_name == APPROVE
        reasons = (
            reasons_against(view.object.get_latest_revision_as_object()) if is_approved else []
        )
        if not reasons:
            return super().post(request, *args, **kwargs)  # type: ignore[misc]
        for why in reasons:
            messages.error(request, why)
        if request.headers.get("x-requested-with") != "XMLHttpRequest":
            return redirect(view.redirect_url)
        answer: HttpResponse = view.render_modal_json(
            request, {"step": "success", "redirect": view.redirect_url}
        )
        return answer


class ApprovingPage(AsksBeforeApproving, PageAction):
    pass


class ApprovingSnippet(AsksBeforeApproving, SnippetAction):
    pass


class Records(SnippetViewSet):
    add_view_class = Adding
    edit_view_class = Changing
    delete_view_class = Deleting
