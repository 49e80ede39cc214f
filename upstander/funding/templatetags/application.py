"""Small pieces of the pages of an application."""

from collections.abc import Collection
from typing import Any

from django import template

from upstander.funding.rules.answering import too_many_words, words_of_answer

register = template.Library()


@register.simple_tag
def chosen_in(region: Any, keys: Collection[str] | None) -> int:
    """How many communities of a region are chosen."""
    return sum(place.key in (keys or ()) for place in region.communities.all())


@register.simple_tag
def typed_words(part: Any) -> int:
    """How many words stand in the field of a question now; of a table, those that are kept."""
    if part.rows is not None:
        return part.answered.words
    return words_of_answer(part.field.value())


@register.simple_tag
def too_long(part: Any) -> list[str]:
    """What is said at the field of a question whose answer is above its limit of words."""
    value = part.answered.value if part.rows is not None else part.field.value()
    return too_many_words(part.answered.question, value)
