"""What the rooms below have to be edited and translated. A room above says `register(…)`."""

from functools import partial
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from upstander.core.translation import Piece, TranslationState
from upstander.editing.shapes import Source
from upstander.events.interface import (
    all_event_words,
    event_pieces,
    event_words,
    publish_reviewed_words,
    write_event_words,
)
from upstander.learning.interface import (
    CONTENT_KINDS,
    COURSE_KINDS,
    content_pieces,
    content_words,
    publish_reviewed,
    published_keys,
    write_content_words,
)
from upstander.network.interface import (
    all_wording_words,
    publish_reviewed_wording,
    wording_pieces,
    wording_words,
    write_wording_words,
)

LABELS = {"resource": _("Resources"), "course": _("Courses"), "lesson": _("Lessons")}


def _in_editor(kind: str, piece: Piece) -> str:
    if not piece.number:
        return ""
    return reverse(f"wagtailsnippets_learning_{kind}:edit", args=[piece.number])


def _in_public(kind: str, piece: Piece) -> str:
    """Of a lesson nothing: its address needs its course, which its page in the editor shows."""
    path = f"{'resources' if kind == 'resource' else 'courses'}/{piece.key}/"
    return f"/{piece.language}/{path}" if kind != "lesson" and piece.is_live else ""


def _learning(kind: str, model: Any) -> Source:
    return Source(
        kind,
        LABELS[kind],
        partial(content_pieces, model),
        partial(content_words, model),
        partial(write_content_words, model),
        partial(publish_reviewed, model),
        partial(_in_editor, kind),
        partial(_in_public, kind),
        can_be_careful=kind == "lesson",
        published=partial(published_keys, model),
    )


def _wording_in_editor(piece: Piece) -> str:
    """The first text of the record in this language, or where one is added; no original."""
    if piece.state == TranslationState.SOURCE:
        return ""
    if not piece.number:
        return reverse("wagtailsnippets_network_wording:add")
    return reverse("wagtailsnippets_network_wording:edit", args=[piece.number])


def _event_in_editor(piece: Piece) -> str:
    """The page of its words in this language; the original is changed by who invites."""
    if piece.state == TranslationState.SOURCE or not piece.number:
        return ""
    return reverse("events:words", args=[piece.number, piece.language])


def _event_in_public(piece: Piece) -> str:
    return f"/{piece.language}/events/{piece.key}/" if piece.is_live else ""


OWN = (
    *(_learning(kind, model) for kind, model in {**CONTENT_KINDS, **COURSE_KINDS}.items()),
    Source(
        "wording",
        _("Records"),
        wording_pieces,
        wording_words,
        write_wording_words,
        publish_reviewed_wording,
        _wording_in_editor,
        lambda piece: "",
        all_words=all_wording_words,
        can_begin=False,
    ),
    Source(
        "event",
        _("Events"),
        event_pieces,
        event_words,
        write_event_words,
        publish_reviewed_words,
        _event_in_editor,
        _event_in_public,
        all_words=all_event_words,
        can_pass=True,
    ),
)
