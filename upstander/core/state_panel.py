"""How far a translation has come, in the editor: it is shown there, and set where it is read."""

from collections.abc import Callable
from typing import Any

from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from wagtail.admin.panels import FieldPanel

from upstander.core.translation import TranslationState

Where = Callable[[Any], str]


class StatePanel(FieldPanel):
    """The state in words, with a link to the board. No form takes it, whatever is sent.

    `where` gives the address on the board of a row, which may be new.
    """

    def __init__(self, field_name: str, where: Where, **kwargs: Any) -> None:
        super().__init__(field_name, **{**kwargs, "read_only": True})
        self.where = where

    def clone_kwargs(self) -> dict[str, Any]:
        """What Wagtail makes another one of, for a model."""
        return {**super().clone_kwargs(), "where": self.where}

    class BoundPanel(FieldPanel.BoundPanel):
        def get_read_only_context_data(self) -> dict[str, Any]:
            """The link stands below the state."""
            context: dict[str, Any] = super().get_read_only_context_data()
            link = format_html(
                '{}<p><a href="{}">{}</a></p>',
                context["rendered_field"],
                self.panel.where(self.instance),
                _("Translations"),
            )
            return {**context, "rendered_field": link}


def on_the_board(kind: str) -> Where:
    """The address of content of a kind; the board itself where the piece is not there yet."""

    def where(row: Any) -> str:
        rows = type(row)._default_manager.filter(key=row.key, live=True)
        if not row.key or not rows.filter(translation_state=TranslationState.SOURCE).exists():
            return reverse("editing:board")
        if row.translation_state == TranslationState.SOURCE:
            return reverse("editing:content", args=[kind, row.key])
        return reverse("editing:piece", args=[row.locale.language_code, kind, row.key])

    return where
