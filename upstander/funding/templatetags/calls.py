"""Words about calls that several pages use."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django import template
from django.utils.formats import date_format
from django.utils.translation import get_language

from upstander.core.zones import is_zone, zone_in_words
from upstander.funding.rules.call import local
from upstander.network.interface import Shown, Text

register = template.Library()


@register.simple_tag
def moment(at: datetime | None, call: Any) -> str:
    """When the clocks of the call's time zone show it, and which zone that is; "" for none."""
    if at is None:
        return ""
    zone = call.time_zone if is_zone(call.time_zone) else "UTC"
    shown = date_format(local(call, at), "DATETIME_FORMAT")
    return f"{shown} ({zone_in_words(zone, get_language() or 'en')})"


@register.filter
def choices(question: Shown) -> list[Text]:
    """The answers to choose from, in the language of the page."""
    return [question.say[f"choice:{row['key']}"] for row in question.row.choices]


@register.filter
def columns(question: Shown) -> list[Text]:
    """The heads of the table."""
    return [question.say[f"column:{row['key']}"] for row in question.row.columns]


@register.filter
def anchors(criterion: Shown) -> list[Text]:
    """What each score means, from 0 upward."""
    empty = Text("", "")
    return [criterion.say.get(f"anchor:{n}", empty) for n in range(len(criterion.row.anchors))]


@register.filter
def condition(questions: Sequence[Shown], question: Shown) -> Text:
    """The answer after which a question is asked; nothing where that answer is gone."""
    before = next((q for q in questions if q.row.pk == question.row.asked_if_id), None)
    found = before and before.say.get(f"choice:{question.row.asked_if_answer}")
    return found or Text("", "")
