"""The organisations of the network."""

from django.db.models import QuerySet

from upstander.network.models import Organisation


def organisations() -> QuerySet[Organisation]:
    """All organisations, by name."""
    return Organisation.objects.order_by("name", "pk")
