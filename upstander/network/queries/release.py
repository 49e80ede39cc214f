"""What organisations under Indigenous governance let others see."""

from typing import Any, TypeVar

from django.db.models import Model, Q, QuerySet

from upstander.network.models import Organisation, Release

Row = TypeVar("Row", bound=Model)


def releases_of(organisation: Organisation) -> QuerySet[Release]:
    """All that were ever given, the newest first, with whoever gave and withdrew them."""
    return organisation.releases.select_related("released_by", "withdrawn_by")


def is_released(subject: str, audience: str) -> bool:
    """Whether a release of this record to this audience holds now."""
    return Release.objects.filter(subject=subject, audience=audience, withdrawn_at=None).exists()


def may_be_seen_by(audience: str, organisation: Organisation, subject: str) -> bool:
    """Whether the organisation's own rule lets this audience see the record."""
    return not organisation.is_indigenous_governed or is_released(subject, audience)


def shown_to(
    audience: str, noun: str, rows: QuerySet[Row], organisation: str = "organisation"
) -> QuerySet[Row]:
    """Of `rows`, those that this audience may see; one query more.

    `noun` is the one of the subjects of these rows; `organisation` the path to their holder.
    """
    found = Release.objects.filter(
        subject__startswith=f"{noun}:", audience=audience, withdrawn_at=None
    )
    keys: list[Any] = [s.partition(":")[2] for s in found.values_list("subject", flat=True)]
    own = Q(**{f"{organisation}__is_indigenous_governed": False})
    return rows.filter(own | Q(pk__in=keys))
