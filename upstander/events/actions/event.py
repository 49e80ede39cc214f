"""An event is planned, changed, shown, cancelled; each of its days is moved and noted."""

import json
from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from upstander.accounts.interface import User
from upstander.audit.interface import record
from upstander.core.errors import NotAllowed
from upstander.core.moves import move
from upstander.events.actions.registration import fill_places
from upstander.events.codes import digest_of_sheet
from upstander.events.models import Event, Occurrence, Registration
from upstander.events.queries.event import digest_of_words, last_end_of, placed_at
from upstander.events.queries.registration import people_at
from upstander.events.rules import event as rules
from upstander.events.rules.repeating import occurrences as moments
from upstander.events.states import EVENT_MOVES, EventState, RegistrationState
from upstander.events.tasks import tell_registered
from upstander.network.interface import memberships_of

WORDS = ("title", "about", "language", "title_in", "about_in", "kind", "place", "link", "access",
         "languages", "needs_registration", "places", "community", "project")  # fmt: skip
WHERE = ("place", "link")
PLAN = ("first_day", "starts", "ends", "repeats", "until")


@transaction.atomic
def make_event(organisation: Any, values: Mapping[str, Any], *, by: User, sheet: str = "") -> Event:
    """A draft. `values`: all of `WORDS` and `PLAN`.

    `sheet` is chance that a form carries: sent twice with the same words, it makes one draft.
    """
    rules.may_plan(memberships_of(by), organisation.pk)
    found = {name: values[name] for name in (*WORDS, *PLAN)}
    _must_be_own(values["project"], organisation.pk)
    event = Event(organisation=organisation, made_by=by, changed_at=timezone.now(), **found)
    event.made_from = dict.fromkeys(event.title_in, digest_of_words(event))
    event.sheet_digest = _digest_of_sending(event, sheet) if sheet else None
    kept = _save_new(event)
    if kept is not event:
        return kept
    _plan(event)
    _note("event.made", event, by)
    return event


def _digest_of_sending(event: Event, sheet: str) -> str:
    """The person and all that was sent: other words on a page of before are another draft."""
    names = ("made_by", "organisation", *WORDS, *PLAN)
    said = [getattr(value, "pk", value) for name in names for value in [getattr(event, name)]]
    return digest_of_sheet(json.dumps([sheet, *said], default=str))


def _save_new(event: Event) -> Event:
    """Itself once it is kept, or what the same form has made before.

    Two people may find the same address free at the same moment. The second then takes the next.
    """
    while True:
        event.key = _free_key(event.title, event.first_day)
        try:
            with transaction.atomic():
                event.save(force_insert=True)
        except IntegrityError:
            same = Event.objects.exclude(sheet_digest=None)
            if known := same.filter(sheet_digest=event.sheet_digest).first():
                return known
            if not Event.objects.filter(key=event.key).exists():
                raise
        else:
            return event


def _must_be_own(project: Any, organisation_id: int) -> None:
    if project is not None and project.organisation_id != organisation_id:
        raise NotAllowed(_("Choose only from your own list."))


def _free_key(title: str, day: Any) -> str:
    """From the title where it has Latin letters, else from the kind of thing and the day."""
    stem = slugify(title)[:60].strip("-") or "event"
    first = f"{stem}-{day:%Y-%m-%d}"
    taken = set(Event.objects.filter(key__startswith=first).values_list("key", flat=True))
    names = [first, *(f"{first}-{number}" for number in range(2, len(taken) + 3))]
    return next(name for name in names if name not in taken)


def _plan(event: Event) -> None:
    """The days of a draft, made anew from its plan."""
    now, zone = timezone.now(), timezone.get_current_timezone_name()
    found = moments(
        event.first_day, event.starts, event.ends, event.repeats, event.until, zone
    )  # fmt: skip
    event.occurrences.all().delete()
    Occurrence.objects.bulk_create(
        [Occurrence(event=event, starts_at=a, ends_at=b, changed_at=now) for a, b in found]
    )


@transaction.atomic
def change_event(event: Event, values: Mapping[str, Any], *, seen: int, by: User) -> None:
    """What it says; of a draft also when it takes place. Whoever waits gets what is free.

    Who registered is told of another place or link.
    """
    event = locked_event(event.pk)
    before = [getattr(event, name) for name in WHERE]
    rules.may_change(memberships_of(by), event)
    _must_be_own(values["project"], event.organisation_id)
    names = (*WORDS, *PLAN) if event.state == EventState.DRAFT else WORDS
    coming = list(_coming(event))
    rules.may_have_places(values["places"], placed_at(coming).values())
    rules.may_stop_registering(values["needs_registration"], people_at(coming))
    rows = Event.objects.filter(pk=event.pk, version=seen)
    found = {name: values[name] for name in names}
    if not rows.update(**found, version=seen + 1, changed_at=timezone.now()):
        raise NotAllowed(_("Someone changed this a moment ago. Reload the page to see it now."))
    event.refresh_from_db()
    if event.state == EventState.DRAFT:
        _plan(event)
    else:
        _grow(coming)
        for occurrence in coming:
            told = fill_places(occurrence)  # where it is now stands in that letter
            if [getattr(event, name) for name in WHERE] != before:
                _tell(occurrence, "placed_elsewhere", besides=told)
    _note("event.changed", event, by)


@transaction.atomic
def write_words(event: Event, code: str, values: Mapping[str, str], *, seen: int, by: User) -> None:
    """`title` and `about` in one more language; without a title, the language is taken out.

    Everyone sees them at once. A draft of a translator, which the page shows, is settled so.
    """
    event = locked_event(event.pk)
    rules.may_change(memberships_of(by), event)
    found = {"title_in": dict(event.title_in), "about_in": dict(event.about_in)}
    for name, kept in (("title", found["title_in"]), ("about", found["about_in"])):
        kept.pop(code, None)
        if values["title"] and values[name]:
            kept[code] = values[name]
    found["made_from"] = {**event.made_from, code: digest_of_words(event)}
    found["drafts"] = {key: words for key, words in event.drafts.items() if key != code}
    rows = Event.objects.filter(pk=event.pk, version=seen)
    if not rows.update(**found, version=seen + 1, changed_at=timezone.now()):
        raise NotAllowed(_("Someone changed this a moment ago. Reload the page to see it now."))
    tell_calendars(event)
    _note("event.words_written", event, by, language=code)


def tell_calendars(event: Event) -> None:
    """What they have of the days that are not over is old."""
    _grow(_coming(event))


def _coming(event: Event) -> QuerySet[Occurrence]:
    """Its days that are not over. What is cancelled stays as it was told."""
    return event.occurrences.filter(ends_at__gt=timezone.now(), is_cancelled=False)


def _grow(rows: Iterable[Occurrence]) -> None:
    """So that calendars take what is new."""
    for row in rows:
        Occurrence.objects.filter(pk=row.pk).update(
            sequence=row.sequence + 1, changed_at=timezone.now()
        )


@transaction.atomic
def publish_event(event: Event, *, by: User) -> None:
    """Everyone sees it, on the page of events and in the calendars."""
    event = locked_event(event.pk)
    rules.may_publish(memberships_of(by), event, last_end_of(event), timezone.now())
    now = timezone.now()
    move(event, to=EventState.PUBLISHED, moves=EVENT_MOVES, changed_at=now, published_at=now)
    _note("event.published", event, by)


@transaction.atomic
def cancel_event(event: Event, reason: str, *, by: User) -> None:
    """It does not take place; a draft is put away. Who registered is told."""
    event, now = locked_event(event.pk), timezone.now()
    rules.may_cancel(memberships_of(by), event, last_end_of(event), now)
    move(event, to=EventState.CANCELLED, moves=EVENT_MOVES, reason=reason, changed_at=now)
    # A day that has begun and whose number is written down has taken place.
    coming = list(event.occurrences.filter(ends_at__gt=now, is_cancelled=False, attendance=None))
    for occurrence in coming:
        _cancel(occurrence)
    _note("event.cancelled", event, by, days=len(coming))


def _cancel(occurrence: Occurrence) -> None:
    Occurrence.objects.filter(pk=occurrence.pk).update(
        is_cancelled=True, sequence=occurrence.sequence + 1, changed_at=timezone.now()
    )
    _tell(occurrence, "cancelled")


def _tell(occurrence: Occurrence, what: str, besides: Collection[str] = ()) -> None:
    rows = Registration.objects.filter(occurrence=occurrence).exclude(pk__in=besides)
    people = rows.exclude(state=RegistrationState.GIVEN_UP).values_list("pk", flat=True)
    found = [str(pk) for pk in people]
    if found:
        transaction.on_commit(lambda: tell_registered.enqueue(found, what))


@transaction.atomic
def cancel_occurrence(occurrence: Occurrence, *, by: User) -> None:
    """One day of several does not take place."""
    occurrence = locked_occurrence(occurrence.pk)
    rules.may_be_moved(memberships_of(by), occurrence, timezone.now())
    _cancel(occurrence)
    _note("event.day_cancelled", occurrence.event, by, day=occurrence.pk)


@transaction.atomic
def move_occurrence(
    occurrence: Occurrence, starts_at: datetime, ends_at: datetime, *, seen: int, by: User
) -> None:
    """Another time. Who registered is told, and is reminded of the new one."""
    occurrence, now = locked_occurrence(occurrence.pk), timezone.now()
    rules.may_be_moved(memberships_of(by), occurrence, now)
    rules.fits_the_clock(starts_at, ends_at, now)
    if occurrence.sequence != seen:
        raise NotAllowed(_("Someone changed this a moment ago. Reload the page to see it now."))
    times = {"starts_at": starts_at, "ends_at": ends_at, "reminded_at": None}
    _write_time(
        lambda: Occurrence.objects.filter(pk=occurrence.pk).update(
            **times, sequence=seen + 1, changed_at=now
        )
    )
    _tell(occurrence, "moved")
    _note("event.day_moved", occurrence.event, by, day=occurrence.pk)


@transaction.atomic
def add_occurrence(event: Event, starts_at: datetime, ends_at: datetime, *, by: User) -> Occurrence:
    """One more time, of an event that everyone sees."""
    event, now = locked_event(event.pk), timezone.now()
    rules.may_add_a_day(memberships_of(by), event)
    rules.fits_the_clock(starts_at, ends_at, now)
    row: Occurrence = _write_time(
        lambda: Occurrence.objects.create(
            event=event, starts_at=starts_at, ends_at=ends_at, changed_at=now
        )
    )
    _note("event.day_added", event, by, day=row.pk)
    return row


def _write_time(write: Any) -> Any:
    try:
        with transaction.atomic():
            return write()
    except IntegrityError as error:
        raise NotAllowed(_("It takes place at that time already.")) from error


def locked_event(pk: int) -> Event:
    """An event that nobody else changes until the transaction ends."""
    return Event.objects.select_for_update(no_key=True).get(pk=pk)


def locked_occurrence(pk: int) -> Occurrence:
    """One of its days likewise: the event first, as everywhere, so that no two wait in a ring."""
    event = locked_event(Occurrence.objects.values_list("event", flat=True).get(pk=pk))
    found = Occurrence.objects.select_for_update(no_key=True).get(pk=pk)
    found.event = event
    return found


def _note(verb: str, event: Event, by: User, **facts: Any) -> None:
    record(verb, by=f"user:{by.pk}", of=f"event:{event.pk}", facts=facts)
