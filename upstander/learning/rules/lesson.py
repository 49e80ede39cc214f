"""What a lesson must have before anyone learns from it."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext as _

from upstander.core.errors import NotAllowed


def may_teach(body: Iterable[Any]) -> None:
    """`body` as pairs of kind and plain value: each piece has what nobody should miss."""
    for kind, value in body:
        if rule := RULES.get(kind):
            rule(value)


def _video(value: Mapping[str, Any]) -> None:
    if not value["has_captions"]:
        raise NotAllowed(_("A video needs captions. Choose one that has them."))
    if not value["text"].strip():
        raise NotAllowed(
            _("A video needs a transcript: every word that is said, and what one sees.")
        )


def _image(value: Mapping[str, Any]) -> None:
    if not value["picture"] or not value["alternative"].strip():
        raise NotAllowed(_("Choose a picture, and say in a sentence what it shows."))


def _scenario(value: Mapping[str, Any]) -> None:
    if len(value["items"]) < 2:
        raise NotAllowed(_("A scenario needs two choices at least, each with what happens then."))


def _question(value: Mapping[str, Any]) -> None:
    answers = value["items"]
    if len(answers) < 2 or not any(answer["is_right"] for answer in answers):
        raise NotAllowed(_("A question needs two answers at least, and one that is right."))


RULES = {"video": _video, "image": _image, "scenario": _scenario, "question": _question}
