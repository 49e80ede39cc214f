"""Events as they may be seen: people of the organisation see their own, everyone what is shown."""

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any, NamedTuple

from django.db.models import Count, F, Max, Min, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone, translation

from upstander.accounts.interface import User
from upstander.core.translation import digest_of
from upstander.events.models import Event, Occurrence, Registration
from upstander.events.states import TRANSLATING_ROLES, EventState, RegistrationState
from upstander.network.interface import WRITING_ROLES, Text, memberships_of


class Shown(NamedTuple):
    """A day of an event in the reader's language, else in its own.

    `free`: places that are left, None without a limit; `more`: how many days come after it.
    """

    row: Occurrence
    title: Text
    about: Text
    free: int | None
    is_full: bool
    more: int = 0

    @property
    def event(self) -> Event:
        """What takes place."""
        return self.row.event


class Found(NamedTuple):
    """An event as the search keeps it."""

    event: Event
    title: Text
    about: Text


def inviting_organisations(user: User) -> list[Any]:
    """Those in whose name she writes, by name."""
    found = {
        m.organisation_id: m.organisation for m in memberships_of(user) if m.role in WRITING_ROLES
    }
    return sorted(found.values(), key=lambda row: (row.name, row.pk))


def events_visible_to(user: User) -> QuerySet[Event]:
    """Those of the organisations for which she writes; nobody else sees one at the desk."""
    mine = [organisation.pk for organisation in inviting_organisations(user)]
    rows = Event.objects.filter(organisation__in=mine)
    return rows.select_related("organisation", "community", "project")


def events_worded_by(user: User) -> QuerySet[Event]:
    """Those, and what everyone sees of organisations for which she edits or translates."""
    mine = [organisation.pk for organisation in inviting_organisations(user)]
    there = [m.organisation_id for m in memberships_of(user) if m.role in TRANSLATING_ROLES]
    shown = Q(organisation__in=there, state=EventState.PUBLISHED)
    return Event.objects.filter(shown | Q(organisation__in=mine)).select_related("organisation")


def event_list(user: User, now: datetime) -> QuerySet[Event]:
    """The same with `next` (moment), `last` (moment) and `days` (how many); what comes first."""
    days = Occurrence.objects.filter(event=OuterRef("pk"), is_cancelled=False)
    coming = days.filter(ends_at__gt=now).order_by("starts_at").values("starts_at")[:1]
    return (
        events_visible_to(user)
        .annotate(next=Subquery(coming), last=Max("occurrences__ends_at"))
        .annotate(days=Count("occurrences"))
        .order_by(F("next").asc(nulls_last=True), "-last", "pk")
    )


def counted(rows: Iterable[Occurrence]) -> list[tuple[Occurrence, int, int]]:
    """Each day with how many have a place and how many wait; one query more."""
    found = list(rows)
    counts = {
        (row["occurrence"], row["state"]): row["number"]
        for row in Registration.objects.filter(occurrence__in=[row.pk for row in found])
        .order_by()
        .values("occurrence", "state")
        .annotate(number=Count("pk"))
    }
    return [
        (
            row,
            counts.get((row.pk, RegistrationState.PLACED), 0),
            counts.get((row.pk, RegistrationState.WAITING), 0),
        )
        for row in found
    ]


def placed_at(rows: Iterable[Occurrence]) -> dict[int, int]:
    """How many have a place, by the number of the day."""
    return {row.pk: placed for row, placed, _waiting in counted(rows)}


def last_end_of(event: Event) -> datetime | None:
    """When the last of its days ends; None where each is cancelled."""
    found: datetime | None = event.occurrences.filter(is_cancelled=False).aggregate(
        last=Max("ends_at")
    )["last"]
    return found


def first_start_of(event: Event) -> datetime | None:
    """When the first of its days begins."""
    found: datetime | None = event.occurrences.aggregate(first=Min("starts_at"))["first"]
    return found


def unnoted(user: User, now: datetime) -> QuerySet[Occurrence]:
    """Days that are over, and nobody wrote how many were there."""
    rows = Occurrence.objects.filter(
        event__in=events_visible_to(user).filter(state=EventState.PUBLISHED),
        ends_at__lte=now, is_cancelled=False, attendance=None,
    )  # fmt: skip
    return rows.select_related("event")


def public_days() -> QuerySet[Occurrence]:
    """Every day of what was published, cancelled ones too: who planned to come must see it."""
    rows = Occurrence.objects.filter(event__published_at__isnull=False)
    return rows.select_related("event__organisation", "event__community__region")


def coming_days(
    now: datetime,
    region: str = "",
    community: str = "",
    kind: str = "",
    language: str = "",
) -> QuerySet[Occurrence]:
    """What is to come, the next first. Of a region: what is in it, and what is for all of them."""
    rows = public_days().filter(ends_at__gt=now)
    if region:
        here = Q(event__community__region__key=region)
        rows = rows.filter(here | Q(event__community=None))
    if community:
        rows = rows.filter(event__community__key=community)
    if kind:
        rows = rows.filter(event__kind=kind)
    if language:
        # Kept as JSON text on both databases; a code stands in it between quotes.
        rows = rows.filter(
            Q(event__language=language) | Q(event__languages__icontains=f'"{language}"')
        )
    return rows.order_by("starts_at", "pk")


def next_days(now: datetime, **chosen: str) -> QuerySet[Occurrence]:
    """Each event once, by the next of its days that is not cancelled, with `more` (how many)."""
    coming = Occurrence.objects.filter(
        event=OuterRef("event"), ends_at__gt=now, is_cancelled=False
    ).order_by("starts_at", "pk")
    count = coming.order_by().values("event").annotate(number=Count("pk")).values("number")
    rows = coming_days(now, **chosen).filter(pk=Subquery(coming.values("pk")[:1]))
    return rows.filter(event__state=EventState.PUBLISHED).annotate(more=Subquery(count) - 1)


def events_to_find(now: datetime | None = None) -> list[Found]:
    """Each event that is to come, once, in the reader's language; one query."""
    rows = next_days(now or timezone.now())
    return [Found(row.event, title_of(row.event), about_of(row.event)) for row in rows]


def event_paths(now: datetime | None = None) -> list[str]:
    """The addresses of what is to come, below the language: for the sitemap."""
    keys = next_days(now or timezone.now()).values_list("event__key", flat=True)
    return ["events/", *(f"events/{key}/" for key in keys)]


def public_event_paths() -> list[str]:
    """The addresses of everything that was shown, also of what is over, below the language."""
    keys = public_days().order_by().values_list("event__key", flat=True).distinct()
    return [f"events/{key}/" for key in keys]


def days_at(places: Collection[str], now: datetime, most: int = 3) -> list[tuple[Occurrence, Text]]:
    """What comes next in some communities, by their keys, with its title; one query."""
    rows = next_days(now).filter(event__community__key__in=places)
    return [(row, title_of(row.event)) for row in rows[:most]]


def shown(rows: Iterable[Occurrence]) -> list[Shown]:
    """Each in the reader's language, with the places that are left; one query more."""
    return [_shown(row, placed, waiting) for row, placed, waiting in counted(rows)]


def _shown(row: Occurrence, placed: int, waiting: int) -> Shown:
    event = row.event
    free = None if event.places is None else max(0, event.places - placed)
    is_full = free is not None and (free == 0 or waiting > 0)
    more: int = getattr(row, "more", 0)  # where it was asked for
    return Shown(row, title_of(event), about_of(event), free, is_full, more)


def public_event(key: str) -> Event | None:
    """What stands at a public address, once it was shown."""
    rows = Event.objects.filter(key=key, occurrences__in=public_days().values("pk"))
    return rows.select_related("organisation", "community__region").distinct().first()


def title_of(event: Event) -> Text:
    """In the language of the page where it has words, else in its own."""
    return _in(event, event.title, event.title_in)


def about_of(event: Event) -> Text:
    """Likewise; it may say nothing."""
    return _in(event, event.about, event.about_in)


def digest_of_words(event: Event) -> str:
    """By which words in other languages know what they were made from."""
    return digest_of({"title": event.title, "about": event.about}, ("title", "about"))


def is_outdated_in(event: Event, code: str) -> bool:
    """Whether the title or the text has changed since it was written in this language."""
    return event.made_from.get(code) != digest_of_words(event)


def _in(event: Event, own: str, others: dict[str, str]) -> Text:
    """Where the own words have changed since, they are shown instead, as theirs are marked."""
    code = translation.get_language() or event.language
    found = "" if code == event.language else others.get(code, "")
    is_good = found and not is_outdated_in(event, code)
    return Text(found, code) if is_good else Text(own, event.language)
