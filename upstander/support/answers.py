"""First answers to start from, in the language of the request. Nothing is sent by itself."""

from typing import NamedTuple

from django.utils import translation
from django.utils.translation import gettext_lazy as _


class Answer(NamedTuple):
    """A label for the worker, and paragraphs for the person."""

    label: object
    paragraphs: tuple[object, ...]


READ = _("Thank you for telling us. We have read every word.")
CHOOSE = _("You decide what happens next. You can stop at any time.")
ANSWERS = {
    "support": Answer(
        _("Wants support"),
        (
            READ,
            _("What happened to you matters. We would like to help."),
            _("What would help you most now? Write as much or as little as you like."),
            CHOOSE,
        ),
    ),
    "record": Answer(
        _("Only a record"),
        (
            READ,
            _("We have recorded it, as you wished. You do not have to do anything more."),
            _("If you would like support later, write to us here."),
        ),
    ),
    "saw": Answer(
        _("Saw it"),
        (
            READ,
            _("It is good that you did not look away."),
            _("If you can reach the person it happened to, tell them that we are here for them."),
        ),
    ),
    "interpreter": Answer(
        _("Needs an interpreter"),
        (
            READ,
            _("You can write to us in your language. We can also find an interpreter for you."),
            _("Which language do you like best, and when would be a good time?"),
        ),
    ),
    "urgent": Answer(
        _("May be in danger"),
        (
            READ,
            _("Your safety comes first. If you are in danger now, call the emergency number."),
            _("Are you safe where you are? Is there someone near you whom you trust?"),
            CHOOSE,
        ),
    ),
}


def text_of(key: str, language: str) -> str:
    """An answer in a language; nothing where there is no such answer."""
    answer = ANSWERS.get(key)
    with translation.override(language):
        return "\n\n".join(str(words) for words in answer.paragraphs) if answer else ""


def meanings(language: str) -> list[tuple[str, str]]:
    """Label and text of each answer in the language of the worker, who may not read the other."""
    return [(str(answer.label), text_of(key, language)) for key, answer in ANSWERS.items()]
