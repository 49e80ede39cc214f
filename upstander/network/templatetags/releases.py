"""Who sees a record, on the record's own page."""

from typing import Any

from django import template

from upstander.network.queries.release import control_for

register = template.Library()


@register.inclusion_tag("network/desk/release_panel.html", takes_context=True)
def release_panel(context: dict[str, Any], organisation: Any, subject: str) -> dict[str, Any]:
    """Who sees the record `subject` (`noun:pk`) of this organisation, and a way to change it.

    Draws nothing where nothing needs a release, and for people of other organisations. The
    page's head needs `support/desk.css`. Two queries, one of them for the person's memberships.
    """
    noun, _colon, pk = subject.partition(":")
    control = control_for(context["request"].user, organisation, subject)
    return {"control": control, "organisation": organisation, "noun": noun, "pk": pk}
