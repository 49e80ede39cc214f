"""Who belongs where."""

from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from upstander.network.models import Membership


def memberships_of(user: Any) -> QuerySet[Membership]:
    """The memberships of a person that run today, with their organisations."""
    today = timezone.localdate()
    running = Q(ends_on=None) | Q(ends_on__gte=today)
    rows = Membership.objects.filter(running, user=user, starts_on__lte=today)
    return rows.select_related("organisation")
