"""The pages of the site for the board of translations."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from upstander.core.translation import Piece
from upstander.editing.interface import Source, careful
from upstander.portal.actions import publish_reviewed_page, write_page_words
from upstander.portal.queries import page_path, page_pieces, page_words, published_keys


def _pieces() -> list[Piece]:
    return page_pieces(set(careful("page")))


def _in_editor(piece: Piece) -> str:
    return reverse("wagtailadmin_pages:edit", args=[piece.number]) if piece.number else ""


PAGES = Source(
    "page",
    _("Pages"),
    _pieces,
    page_words,
    write_page_words,
    publish_reviewed_page,
    _in_editor,
    page_path,
    can_be_careful=True,
    published=published_keys,
)
