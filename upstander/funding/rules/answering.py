"""Answers to the questions of a call: which are asked, how long they are, what is wrong."""

import re
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from django.utils.translation import gettext as _

from upstander.funding.states import QuestionKind

# Signs of scripts that put no room between words.
SIGN = re.compile(r"[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]")


def words_in(text: str) -> int:
    """How many words a text has; Chinese and Japanese signs count one each."""
    parts = SIGN.sub(r" \g<0> ", text).split()
    return sum(any(letter.isalnum() for letter in part) for part in parts)


def is_asked(question: Any, answers: Mapping[int, Any]) -> bool:
    """Whether a question is asked, given the answers by the number of their question."""
    if question.asked_if_id is None:
        return True
    return bool(answers.get(question.asked_if_id) == question.asked_if_answer)


def is_answered(value: Any) -> bool:
    """Whether there is anything in an answer."""
    if isinstance(value, list):
        return any(text.strip() for row in value for text in row.values())
    return bool(value and str(value).strip())


def faults_of(question: Any, value: Any, files: int) -> list[str]:
    """What is wrong with the answer to a question that is asked."""
    if question.kind == QuestionKind.FILE:
        return [_("A file is missing.")] if question.is_required and not files else []
    if not is_answered(value):
        return [_("An answer is missing.")] if question.is_required else []
    if question.kind == QuestionKind.NUMBER:
        return _faults_of_number(question, str(value))
    if question.kind == QuestionKind.CHOICE and value not in {c["key"] for c in question.choices}:
        return [_("Choose one of the answers.")]
    return too_many_words(question, value)


def _faults_of_number(question: Any, value: str) -> list[str]:
    try:
        number = Decimal(value)
    except InvalidOperation:
        return [_("Write a number.")]
    if question.least is not None and number < question.least:
        return [_("It must be at least %(least)s.") % {"least": plain_number(question.least)}]
    if question.most is not None and number > question.most:
        return [_("It must be at most %(most)s.") % {"most": plain_number(question.most)}]
    return []


def plain_number(number: Decimal) -> str:
    """A number without the noughts that say nothing: 100000, 2.5."""
    return f"{number.normalize():f}"


def words_of_answer(value: Any) -> int:
    """How many words an answer has; of a table, in all its cells."""
    if isinstance(value, list):
        return sum(words_in(text) for row in value for text in row.values())
    return words_in(str(value or ""))


def too_many_words(question: Any, value: Any) -> list[str]:
    """What is said of an answer above the limit of its question."""
    have = words_of_answer(value)
    if not question.most_words or have <= question.most_words:
        return []
    return [
        _("It has %(have)s words. It may have %(most)s at most.")
        % {"have": have, "most": question.most_words}
    ]
