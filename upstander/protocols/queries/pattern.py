"""The library of patterns as it may be seen."""

from django.db.models import Q, QuerySet

from upstander.accounts.interface import User
from upstander.protocols.models import Pattern
from upstander.protocols.queries.protocol import is_of_hub, organisations_of
from upstander.protocols.states import PatternState


def patterns_visible_to(user: User) -> QuerySet[Pattern]:
    """What is offered, for whoever writes protocols; for the hub all."""
    if is_of_hub(user):
        return Pattern.objects.all()
    is_offered = Q(state=PatternState.OFFERED) if organisations_of(user) else Q(pk__in=[])
    return Pattern.objects.filter(is_offered)


def patterns_to_copy() -> QuerySet[Pattern]:
    """What is offered."""
    return Pattern.objects.filter(state=PatternState.OFFERED)
