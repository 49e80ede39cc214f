"""What organisations under Indigenous governance let others see."""

from collections.abc import Iterable
from typing import Any, NamedTuple, TypeVar

from django.db.models import CharField, Exists, Model, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Cast, Concat
from django.utils.translation import gettext as _

from upstander.core.errors import NotAllowed
from upstander.network.models import Organisation, Release
from upstander.network.queries.membership import memberships_of, workplaces_of
from upstander.network.queries.place import hub_today
from upstander.network.queries.subject import noun_of, page_of, subject_records
from upstander.network.rules import HUB_ROLES, is_officer, signs_for, workplaces
from upstander.network.states import Audience

Row = TypeVar("Row", bound=Model)


def releases_of(organisation: Organisation) -> QuerySet[Release]:
    """All that were ever given, the newest first, with whoever gave and withdrew them."""
    return organisation.releases.select_related("released_by", "withdrawn_by")


def releasers_of(user: Any) -> QuerySet[Organisation]:
    """The organisations under Indigenous governance of whose people she is one."""
    mine = workplaces_of(user)
    return Organisation.objects.filter(pk__in=mine, is_indigenous_governed=True).order_by(
        "name", "pk"
    )


class Released(NamedTuple):
    """A release as the organisation's people read it; `record` is None where that is gone."""

    release: Release
    noun: Any
    record: Model | None
    url: str


def history_of(organisation: Organisation) -> list[Released]:
    """All releases that were ever given, the newest first; a query for each noun besides."""
    rows = list(releases_of(organisation))
    records = subject_records(row.subject for row in rows)
    return [_released(row, records.get(row.subject)) for row in rows]


def _released(row: Release, record: Model | None) -> Released:
    noun, _colon, pk = row.subject.partition(":")
    url = page_of(noun, int(pk), row.organisation_id) if record else ""
    return Released(row, noun_of(row.subject), record, url)


class Shown(NamedTuple):
    """Whether a record is shown to an audience: the release that stands, or None."""

    audience: Audience
    release: Release | None


class Control(NamedTuple):
    """Who sees a record, and whether she who asks may change that."""

    shown: list[Shown]
    may_release: bool


def control_for(user: Any, organisation: Organisation, subject: str) -> Control | None:
    """For a person of an organisation under Indigenous governance; None for anyone else."""
    mine = list(memberships_of(user))
    if not organisation.is_indigenous_governed or organisation.pk not in workplaces(mine):
        return None
    rows = releases_of(organisation).filter(subject=subject, withdrawn_at=None)
    standing = {row.audience: row for row in rows}
    shown = [Shown(audience, standing.get(audience)) for audience in Audience]
    return Control(shown, signs_for(mine, organisation.pk))


def standing_release(subject: str, audience: str) -> Release:
    """The release that holds now, with its organisation; NotAllowed where none does."""
    found = Release.objects.select_related("organisation")
    row = found.filter(subject=subject, audience=audience, withdrawn_at=None).first()
    if row is None:
        raise NotAllowed(_("This has already been dealt with. Reload the page to see it now."))
    return row


def is_released(subject: str, audience: str) -> bool:
    """Whether a release of this record to this audience holds now."""
    return Release.objects.filter(subject=subject, audience=audience, withdrawn_at=None).exists()


def releasing_to(audience: str) -> set[int]:
    """Organisations, by number, that let this audience see at least one of their records."""
    rows = Release.objects.filter(audience=audience, withdrawn_at=None)
    return set(rows.order_by().values_list("organisation", flat=True))


def audiences_of(mine: Iterable[Any]) -> set[Audience]:
    """As whom a person with the memberships `mine` sees records of organisations not her own."""
    mine = list(mine)
    found = {Audience.FUNDER} if is_officer(mine) else set()
    hub = hub_today() if any(m.role in HUB_ROLES for m in mine) else None
    is_of_hub = hub and any(
        m.role in HUB_ROLES and m.organisation_id == hub.organisation_id for m in mine
    )
    return found | ({Audience.HUB} if is_of_hub else set())


def may_be_seen_by(audience: str, organisation: Organisation, subject: str) -> bool:
    """Whether the organisation's own rule lets this audience see the record."""
    return not organisation.is_indigenous_governed or is_released(subject, audience)


def shown_to(
    audience: str, noun: str, rows: QuerySet[Row], organisation: str = "organisation"
) -> QuerySet[Row]:
    """Of `rows`, those that this audience may see, within the same query.

    `noun` is the one of the subjects of these rows; `organisation` the path to their holder.
    """
    return rows.filter(shown_where(audience, noun, organisation))


def shown_where(audience: str, noun: str, organisation: str = "organisation") -> Q:
    """The same as a condition: for where one query asks about several kinds of records."""
    subject = Concat(Value(f"{noun}:"), Cast(OuterRef("pk"), CharField()))
    given = Release.objects.filter(subject=subject, audience=audience, withdrawn_at=None)
    return Q(**{f"{organisation}__is_indigenous_governed": False}) | Q(Exists(given))
