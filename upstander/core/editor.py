"""Records in the editor: what is sent changes one and writes its entry in the log, or neither.

The entry itself is written by the room of the network, for every kind of record.
"""

from typing import Any

from django.db import transaction
from django.http import HttpResponse
from wagtail.snippets.views.snippets import CreateView, DeleteView, EditView, SnippetViewSet


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


class Records(SnippetViewSet):
    add_view_class = Adding
    edit_view_class = Changing
    delete_view_class = Deleting
