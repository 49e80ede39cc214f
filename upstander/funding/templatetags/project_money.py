"""What pays for a project, on the project's own page."""

from typing import Any

from django import template
from django.utils import timezone

from upstander.funding.queries.project_money import payers_of

register = template.Library()


@register.inclusion_tag("funding/desk/project_money.html", takes_context=True)
def project_money(context: dict[str, Any], project: Any) -> dict[str, Any]:
    """The awards and lines that pay for a project, and for its own people the way to choose.

    Draws nothing for whoever may see no award of the organisation. A constant number of queries.
    """
    payers = payers_of(project, context["request"].user, timezone.localdate())
    return {"payers": payers, "project": project}
