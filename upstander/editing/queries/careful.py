"""Which content is about safety, rights or consent."""

from django.db.models import QuerySet

from upstander.editing.models import Careful


def careful(kind: str) -> QuerySet[Careful, str]:
    """The keys of such content of a kind, to be asked for within another query."""
    return Careful.objects.filter(kind=kind).values_list("key", flat=True)
