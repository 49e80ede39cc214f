"""Words about requests that several pages of the desk use."""

import uuid

from django import template
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import npgettext, pgettext

from upstander.support.models import Case
from upstander.support.states import OPEN_STATES

register = template.Library()


@register.filter
def due(case: Case) -> str:
    """When an answer is due, in words; nothing where nobody waits for one."""
    if not case.waits_for_team or case.state not in OPEN_STATES:
        return ""
    days = (case.answer_by - timezone.localdate()).days
    if days < 0:
        return pgettext("answer due", "late since %(day)s") % {"day": date_format(case.answer_by)}
    if days == 0:
        return pgettext("answer due", "today")
    return npgettext("answer due", "in %(days)s day", "in %(days)s days", days) % {"days": days}


@register.filter
def is_late(case: Case) -> bool:
    """Whether the day of the answer has passed."""
    waits = case.waits_for_team and case.state in OPEN_STATES
    return waits and case.answer_by < timezone.localdate()


@register.simple_tag
def new_number() -> str:
    """Names a form when it is drawn, so that a double click writes once."""
    return str(uuid.uuid4())
